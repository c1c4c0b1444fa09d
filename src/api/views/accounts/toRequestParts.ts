import type { Address } from '../../../facts/primitives.ts'
import type { SeriesKey, SeriesRow } from '../../../facts/Series.ts'
import type { Topology } from '../../../ledger/createTopology.ts'
import { claimSubjects } from '../../../protocols/vaults/requestReads.ts'
import { mulDivFloor } from '../../../utils/fixedPoint.ts'
import { minOf } from '../../../utils/minOf.ts'

/** How far a request at an ERC-7540 vault has come. */
export type VaultRequest =
  | 'pendingDeposit'
  | 'claimableDeposit'
  | 'pendingRedeem'
  | 'claimableRedeem'

/** What of a request waits, or is due, in the token that it is worth. */
export interface RequestPart {
  request: VaultRequest
  token: Address
  amount: bigint
}

/** What vaults last said that may be claimed, by account and what was asked. */
export type Claimables = ReadonlyMap<string, bigint>

/** The answers among an account's rows that say what may be claimed. */
export function claimablesOf(rows: readonly SeriesRow[]): Claimables {
  const known = new Map<string, bigint>()
  for (const { key, values } of rows)
    if (key.kind === 'parameter' && values[0] !== undefined)
      known.set(placeOf(key, key.subject), values[0])
  return known
}

/**
 * The parts of what an account asked a vault for and did not claim; undefined of a key that is no request. What became
 * claimable is worth what is due for it, in the ratio that the vault answered last, rounded down; the rest what was given.
 */
export function toRequestParts(
  { key, values: [amount = 0n] }: SeriesRow,
  claimables: Claimables,
  topology: Pick<Topology, 'requestVaultAt'>,
): readonly RequestPart[] | undefined {
  const vault = topology.requestVaultAt(key.chainId, key.contract)
  if (vault === undefined || key.kind === 'liability') return undefined
  const { underlying, share, redeeming } = vault
  const isDeposit = key.subject === underlying
  if (!isDeposit && key.subject !== redeeming) return undefined
  const [given, due] = claimSubjects[isDeposit ? 'deposit' : 'redeem']
  const claimable = claimables.get(placeOf(key, given)) ?? 0n
  const owed = claimables.get(placeOf(key, due)) ?? 0n
  const closed = owed === 0n ? 0n : minOf(claimable, amount)
  const [from, to] = isDeposit ? [underlying, share] : [share, underlying]
  const parts: readonly RequestPart[] = [
    {
      request: isDeposit ? 'pendingDeposit' : 'pendingRedeem',
      token: from,
      amount: amount - closed,
    },
    {
      request: isDeposit ? 'claimableDeposit' : 'claimableRedeem',
      token: to,
      amount: closed === 0n ? 0n : mulDivFloor(owed, closed, claimable),
    },
  ]
  return parts.filter((part) => part.amount !== 0n)
}

function placeOf({ chainId, contract, account }: SeriesKey, asked: string): string {
  return `${chainId}|${contract}|${account ?? ''}|${asked}`
}
