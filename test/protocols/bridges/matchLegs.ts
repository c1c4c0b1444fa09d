import type { AssetConfig, BridgeConfig, Project } from '../../../src/config/Project.ts'
import type { LegFact } from '../../../src/facts/BridgeFacts.ts'
import type { Leg } from '../../../src/facts/Leg.ts'
import type { Address, ChainId, Hex } from '../../../src/facts/primitives.ts'
import { createTopology } from '../../../src/ledger/createTopology.ts'
import { evaluateTransfer } from '../../../src/ledger/evaluateTransfer.ts'
import { joinLegs } from '../../../src/ledger/joinLegs.ts'
import type { TransferView } from '../../../src/ledger/TransferView.ts'

/** A leg at its place: `at` is the block's time and number alike. */
export interface PlacedLeg {
  body: LegFact
  chainId: ChainId
  at: bigint
  logIndex?: number
  canonical?: boolean
}

/** A project of nothing but a bridge; every asset of its members has the decimals that they say. */
export function topologyOf(
  bridges: readonly BridgeConfig[],
  venues: Project['venues'] = [],
  parts: Partial<AssetConfig> = {},
) {
  const assets = bridges.flatMap((bridge) =>
    bridge.type === 'protocol' ? assetsOf(bridge.members) : [],
  )
  const chainIds = [
    ...new Set(bridges.flatMap(({ members }) => members.map(({ chainId }) => chainId))),
  ]
  const project: Project = {
    database: ':memory:',
    reserveBytes: 0,
    rawLogs: 'none',
    chains: chainIds.map(toChain),
    assets: assets.map((asset) => ({ ...asset, ...parts })),
    feeds: [],
    bridges,
    venues,
  }
  return createTopology(project)
}

/** The transfers of legs in any order, by key, judged with every chain covered up to `until`. */
export function matchLegs(
  bridge: BridgeConfig,
  legs: readonly PlacedLeg[],
  until: bigint | Readonly<Record<ChainId, bigint>> = 1_000_000n,
  parts: Partial<AssetConfig> = {},
): ReadonlyMap<Hex, TransferView> {
  const topology = topologyOf([bridge], [], parts)
  const cut = new Map(
    bridge.members.map(({ chainId }) => {
      const number = typeof until === 'bigint' ? until : (until[chainId] ?? 0n)
      const coveredFrom = new Map([[bridge.id, 0n]])
      return [chainId, { number, txIndex: undefined, timestamp: number, coveredFrom }] as const
    }),
  )
  const transfers = [...joinLegs(legs.map(toLeg), cut)].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(
    transfers.flatMap(([key, { legs: own }]): [Hex, TransferView][] => {
      const view = evaluateTransfer(own, { cut, topology })
      return view === undefined ? [] : [[key, view]]
    }),
  )
}

export function toLeg({ body, chainId, at, logIndex = 0, canonical = true }: PlacedLeg): Leg {
  const { kind: _, carrierContract: __, ...said } = body
  const hash: Hex = `0x${at.toString(16).padStart(64, '0')}`
  return {
    ...said,
    sender: body.sender,
    recipient: body.recipient,
    at: { chainId, blockNumber: at, blockHash: hash, txIndex: 0, txHash: hash, logIndex, k: 0 },
    timestamp: at,
    canonical,
    via: 'bridge',
    bindings: [],
    unbound: body.step === 'credited' ? 'NOT_COLLATERAL' : undefined,
  }
}

function assetsOf(
  members: readonly { chainId: ChainId; tokens: ReadonlyMap<Address, number> }[],
): readonly AssetConfig[] {
  return members.flatMap(({ chainId, tokens }) =>
    [...tokens].map(([token, decimals], i) => ({
      id: `${chainId}:${token}`,
      symbol: 'TOKEN',
      decimals,
      group: `group${i}`,
      tokens: new Map([[chainId, token]]),
      sharesOf: undefined,
      feeds: [],
      pegE18: 10n ** 18n,
    })),
  )
}

function toChain(id: ChainId): Project['chains'][number] {
  return {
    name: `chain${id}`,
    id,
    endpoints: [],
    blockTimeMs: 1_000,
    finality: { policy: 'depth', safeDepth: 1n, finalizedDepth: 2n, onViolation: 'halt' },
    coverage: 'unverified',
    bloom: 'trusted',
    staleAfterSeconds: 60,
    concurrency: 1,
    rangeBlocksMax: 1n,
    timeoutMs: 1,
  }
}
