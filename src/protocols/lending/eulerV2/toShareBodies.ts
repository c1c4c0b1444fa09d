import {
  type EulerV2Pool,
  type EulerV2VaultConfig,
  eulerV2Vaults,
} from '../../../config/EulerV2Pool.ts'
import type { BalanceFact } from '../../../facts/AccountFacts.ts'
import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { type Flow, pairShares } from '../../vaults/pairShares.ts'
import { readVaultLogs, vaultEvents } from '../../vaults/readVaultLogs.ts'
import type { OwnedBody } from '../toOwnedFacts.ts'
import { eulerV2Unit } from './eulerV2Subjects.ts'

interface Instance {
  venue: string
  pool: EulerV2Pool
}

/** What logs of one transaction say of shares, vault by vault: a deposit and its mint are one thing. */
export function toShareBodies(
  instance: Instance,
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): readonly OwnedBody[] {
  return eulerV2Vaults(instance.pool).flatMap((vault) => {
    const own = logs.filter(
      ({ address, topics: [topic0 = '0x'] }) =>
        address === vault.address && vaultEvents.topics.includes(topic0),
    )
    const { flows, transfers } = readVaultLogs(own, quarantine)
    const { paired, unclaimed } = pairShares(flows, transfers)
    const fromFlows = flows.flatMap((flow): OwnedBody[] => {
      const pair = paired.get(flow)
      if (pair === undefined) quarantine(flow.log, toContradiction(flow))
      if (pair === undefined || pair.shares === 0n) return []
      const delta = flow.direction === 'in' ? pair.shares : -pair.shares
      const body = toShares(instance, vault, pair.holder, delta)
      const moved = { asset: vault.underlying.token, amount: flow.assets }
      const siblings = pair.transfer === undefined ? [] : [pair.transfer.log]
      return [{ log: flow.log, body: flow.assets === 0n ? body : { ...body, moved }, siblings }]
    })
    const fromTransfers = unclaimed.flatMap(({ log, direction, from, to, shares }): OwnedBody[] => [
      ...(direction === 'in' ? [] : [{ log, body: toShares(instance, vault, from, -shares) }]),
      ...(direction === 'out' ? [] : [{ log, body: toShares(instance, vault, to, shares) }]),
    ])
    return [...fromFlows, ...fromTransfers]
  })
}

function toShares(
  { venue }: Instance,
  { address }: EulerV2VaultConfig,
  account: Address,
  value: bigint,
): BalanceFact {
  const holder = { venue, account, unit: eulerV2Unit(account) } as const
  const change = { type: 'delta', value } as const
  const book = { asset: address, contract: address } as const
  return { kind: 'balance', side: 'asset', ...holder, ...book, change }
}

function toContradiction({ direction, shares, owner }: Flow): string {
  const [event, transfer] = direction === 'in' ? ['Deposit', 'mint'] : ['Withdraw', 'burn']
  return `${event} of ${shares} shares of ${owner} agrees with no ${transfer} that the vault logged in this transaction; the share transfers were counted.`
}
