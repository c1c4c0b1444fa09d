import { defineConfig } from '../../src/config/defineConfig.ts'
import type { ConfigInput } from '../../src/config/input/ConfigInput.ts'
import type { UnitId } from '../../src/facts/primitives.ts'
import { defineMarket } from '../../src/protocols/defineMarket.ts'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { clearinghouseAbi, vaultAbi } from './abis.ts'
import type { ChainContracts, LabChain } from './labChain.ts'
import type { Lab } from './startLab.ts'

export type LabConfigOptions = {
  database: string
  /** Other endpoints than the nodes' own, by chain name: a proxy, say. */
  rpc?: Record<string, string>
  /** Chains that are followed; all of the lab's when absent. */
  follow?: readonly string[]
  stuckAfterSeconds?: number
  skewSeconds?: number
  onViolation?: 'halt' | 'repair'
  /** Anvil's blooms are true: with `verified` critical conditions are confirmed by them. */
  coverage?: 'unverified' | 'verified' | 'proven'
}

const marketNames: Record<string, string> = { 1: 'ETH', 2: 'BTC' }

const unitOf = (unit: bigint): UnitId => (unit === 0n ? 'cross' : `isolated:${marketOf(unit)}`)

const marketOf = (market: bigint): string => marketNames[String(market)] ?? String(market)

/** The lab's collateral vault, as an operator would describe it. Exported for tests that follow a part of the lab. */
export const collateralVault = defineVault({
  name: 'lab-vault',
  abi: vaultAbi,
  events: {
    CollateralDeposited: ({ account, payer, amount }, vault) =>
      vault.credit({ account, amount, counterparty: payer }),
    CollateralWithdrawn: ({ account, recipient, amount }, vault) =>
      vault.debit({ account, amount, counterparty: recipient }),
    CollateralSent: ({ account, amount, messageId, beneficiary }, vault) =>
      vault.debit({
        account,
        amount,
        names: { key: messageId, beneficiary: { account: beneficiary } },
      }),
    CollateralCredited: ({ account, amount, messageId }, vault) =>
      vault.credit({ account, amount, names: { key: messageId } }),
    CollateralMoved: ({ account, amount, fromUnit, toUnit }, vault) => [
      vault.debit({ account, amount, unit: unitOf(fromUnit), moved: null }),
      vault.credit({ account, amount, unit: unitOf(toUnit), moved: null }),
    ],
    ProfitSettled: ({ account, amount, unit }, vault) =>
      amount < 0n
        ? vault.debit({ account, amount: -amount, unit: unitOf(unit) })
        : vault.credit({ account, amount, unit: unitOf(unit) }),
    FeeCharged: ({ account, amount, unit }, vault) =>
      vault.debit({ account, amount, unit: unitOf(unit) }),
    CollateralSeized: ({ account, amount, unit }, vault) =>
      vault.debit({ account, amount, unit: unitOf(unit) }),
  },
})

/** The lab's clearinghouse: positions, debts and liquidations. */
export const clearinghouse = defineMarket({
  name: 'lab-clearinghouse',
  abi: clearinghouseAbi,
  events: {
    PositionChanged: ({ account, unit, market, size, entryValue, fundingIndex }, book) =>
      book.position({
        account,
        unit: unitOf(unit),
        market: marketOf(market),
        sizeE18: size,
        entryValueE18: entryValue,
        fundingIndexE18: fundingIndex,
      }),
    DebtChanged: ({ account, unit, debt }, book) =>
      book.liability({ account, unit: unitOf(unit), amount: debt }),
    LiquidationStarted: ({ account, unit }, book) =>
      book.liquidation({ account, unit: unitOf(unit), phase: 'started' }),
    LiquidationFinished: ({ account, unit }, book) =>
      book.liquidation({ account, unit: unitOf(unit), phase: 'finished' }),
  },
})

/** A Plimsoll config that follows the lab: three vaults, a clearinghouse, a yield vault, three feeds, one warp route. */
export function labConfig(lab: Lab, options: LabConfigOptions): ConfigInput {
  const { stuckAfterSeconds = 600, skewSeconds = 2, onViolation = 'repair' } = options
  const { coverage = 'unverified' } = options
  const { home } = lab
  const chains = lab.chains.filter(({ name }) => options.follow?.includes(name) ?? true)
  const at = (contract: keyof typeof home.contracts) => ({
    chain: home.name,
    address: home.contracts[contract].address,
    startBlock: home.contracts[contract].deployedAtBlock,
  })
  const onHome = (contract: keyof typeof home.contracts) => ({
    [home.name]: home.contracts[contract].address,
  })
  const feed = (contract: keyof typeof home.contracts) => ({
    ...at(contract),
    decimals: 8,
    heartbeatSeconds: 3_600,
  })
  return defineConfig<string, string, string>({
    database: options.database,
    chains: Object.fromEntries(
      chains.map(({ name, chainId, rpcUrl }) => [
        name,
        {
          id: chainId,
          rpc: options.rpc?.[name] ?? rpcUrl,
          blockTimeMs: 400,
          staleAfterSeconds: 10,
          coverage,
          bloom: coverage === 'unverified' ? 'untrusted' : 'trusted',
          // The nodes call the block before the last but one final, always: a tag is believed as near to the head as this.
          finality: { safeDepth: 1n, finalizedDepth: 2n, onViolation },
        },
      ]),
    ),
    assets: {
      usd: {
        symbol: 'lUSD',
        decimals: 6,
        tokens: tokensOf(chains),
        feeds: ['lusdUsd'],
      },
      eth: { symbol: 'lETH', decimals: 18, tokens: onHome('leth'), feeds: ['ethUsd'] },
      btc: { symbol: 'BTC', decimals: 8, tokens: {}, feeds: ['btcUsd'] },
      yusd: { symbol: 'yUSD', decimals: 6, tokens: onHome('yieldVault'), sharesOf: 'usd' },
    },
    feeds: { lusdUsd: feed('lusdUsd'), ethUsd: feed('ethUsd'), btcUsd: feed('btcUsd') },
    bridges: {
      'hyperlane:usd': {
        type: 'hyperlane',
        asset: 'usd',
        members: chains.map(({ name, contracts }) => ({
          chain: name,
          mailbox: contracts.mailbox.address,
          router: contracts.warpRouter.address,
          token: contracts.lusd.address,
          startBlock: contracts.mailbox.deployedAtBlock,
        })),
        policy: { stuckAfterSeconds, p99Seconds: 60, skewSeconds, haircutBps: 100 },
        foreignDomains: Object.fromEntries(
          lab.chains
            .filter((chain) => !chains.includes(chain))
            .map(({ chainId }) => [String(chainId), chainId]),
        ),
      },
    },
    venues: [
      {
        id: 'lab',
        vaults: [
          ...chains.map((chain) => vault(chain, 'vaultUsd', 'usd')),
          vault(home, 'vaultEth', 'eth'),
          { type: 'erc4626' as const, ...at('yieldVault'), asset: 'yusd' },
        ],
        markets: [
          { type: 'custom', ...at('clearinghouse'), asset: 'usd', definition: clearinghouse },
        ],
        landings: chains.map(({ name, contracts }) => ({
          chain: name,
          address: contracts.landing.address,
        })),
        risk: {
          collateral: {
            usd: { initialBps: 10_000, maintenanceBps: 10_000 },
            eth: { initialBps: 8_500, maintenanceBps: 9_000 },
            yusd: { initialBps: 9_500, maintenanceBps: 9_700 },
          },
          markets: {
            ETH: { asset: 'eth', initialBps: 1_000, maintenanceBps: 500 },
            BTC: { asset: 'btc', initialBps: 1_000, maintenanceBps: 500 },
          },
        },
      },
    ],
  })
}

function tokensOf(chains: readonly LabChain[]): Record<string, string> {
  return Object.fromEntries(chains.map(({ name, contracts }) => [name, contracts.lusd.address]))
}

function vault<contracts extends ChainContracts>(
  chain: { name: string; contracts: contracts },
  contract: keyof contracts & string,
  asset: string,
) {
  // CAST: every entry of a chain's contracts is a LabContract; the generic key hides it.
  const { address, deployedAtBlock } = chain.contracts[contract] as ChainContracts['vaultUsd']
  return {
    type: 'custom' as const,
    chain: chain.name,
    address,
    startBlock: deployedAtBlock,
    asset,
    definition: collateralVault,
  }
}
