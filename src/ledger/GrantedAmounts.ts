import type { Address, ChainId } from '../facts/primitives.ts'

/** Offsets and unbacked amounts already granted at one cut, so that nothing is cancelled twice. */
export type GrantedAmounts = Map<string, bigint>

/** Notes that `amount` under `key` is taken. */
export function grant(granted: GrantedAmounts, key: string, amount: bigint): void {
  granted.set(key, (granted.get(key) ?? 0n) + amount)
}

/** What is shown once can be cancelled once: by an offset or as unbacked, of an account and with it of its venue. */
export function shownKey(
  venue: string,
  account: Address | undefined,
  chainId: ChainId,
  group: string,
): string {
  return `shown|${venue}|${account ?? ''}|${chainId}|${group}`
}
