import type { OracleRisk } from '../oracle/OracleRisk.ts'
import type { Deployment } from './Deployment.ts'
import { uptimeId } from './Economy.ts'
import { riskOf } from './riskOf.ts'
import { toConfig } from './toConfig.ts'

const known = new WeakMap<Deployment, OracleRisk>()

/** What the oracle is told of a world's prices and risk: the words of its config, without any default of the program. */
export function toOracleRisk(deployment: Deployment): OracleRisk {
  const risk = known.get(deployment) ?? readRisk(deployment)
  known.set(deployment, risk)
  return risk
}

function readRisk(deployment: Deployment): OracleRisk {
  const { chains, assets, feeds = {}, bridges = {} } = toConfig(deployment, '', () => [])
  const { boundary, warningBps, collateral, markets } = riskOf(deployment)
  const chainIdOf = (name: string): number =>
    deployment.chains.find((chain) => chain.name === name)?.id ?? 0
  const toBps = ({
    initialBps,
    maintenanceBps,
  }: {
    initialBps: number
    maintenanceBps: number
  }) => ({
    initialBps: BigInt(initialBps),
    maintenanceBps: BigInt(maintenanceBps),
  })
  return {
    boundary,
    warningBps: BigInt(warningBps),
    weights: mapValues(collateral, toBps),
    markets: mapValues(markets, (market) => ({ asset: market.asset, ...toBps(market) })),
    assets: mapValues(assets, ({ feeds: own = [], pegE18 = 10n ** 18n, decimals, sharesOf }) => ({
      feeds: own,
      pegE18: BigInt(pegE18),
      decimals,
      sharesOf,
    })),
    feeds: mapValues(feeds, ({ chain, decimals, heartbeatSeconds, deadAfterSeconds }) => ({
      chainId: chainIdOf(chain),
      decimals,
      heartbeatSeconds: BigInt(heartbeatSeconds),
      // Three heartbeats where the config does not say it.
      deadAfterSeconds: BigInt(deadAfterSeconds ?? BigInt(heartbeatSeconds) * 3n),
    })),
    sequencers: Object.fromEntries(
      deployment.chains.flatMap(({ id, index, name }) => {
        const { sequencer } = chains[name] ?? {}
        if (sequencer === undefined) return []
        const graceSeconds = BigInt(sequencer.graceSeconds ?? 3_600)
        return [[id, { feed: uptimeId(index), graceSeconds }] as const]
      }),
    ),
    routes: mapValues(bridges, ({ policy = {} }) => ({
      p99Seconds: BigInt(policy.p99Seconds ?? 0),
      stuckAfterSeconds: BigInt(policy.stuckAfterSeconds ?? 0),
      haircutBps: BigInt(policy.haircutBps ?? 0),
    })),
  }
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([id, value]) => [id, map(value)]))
}
