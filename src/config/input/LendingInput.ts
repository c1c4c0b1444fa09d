import type { AaveV3Version } from '../AaveV3Pool.ts'
import type { IntegerInput } from './IntegerInput.ts'

export type LendingInput<chain extends string, asset extends string> = LendingLimitsInput<chain> &
  (
    | AaveV3Input<asset>
    | CompoundV3Input<asset>
    | EulerV2Input<asset>
    | MorphoBlueInput<asset>
    | SynthetixV3CoreInput<asset>
  )

interface LendingLimitsInput<chain extends string> {
  chain: chain
  /** The block in which the pool was deployed: what was booked before it is never known. */
  startBlock: IntegerInput
  /** A price that was read longer ago is late. Default 3,600: an hour. */
  heartbeatSeconds?: IntegerInput | undefined
  /** Default: three heartbeats. */
  deadAfterSeconds?: IntegerInput | undefined
}

interface AaveV3Input<asset extends string> {
  type: 'aaveV3'
  pool: string
  /** The `PoolConfigurator`. */
  configurator: string
  /** The `AaveOracle`. */
  oracle: string
  /** The code that the pool runs. */
  version?: AaveV3Version | undefined
  /** Instead, of a pool that was upgraded: each version with its first block, oldest first. */
  versions?: readonly { version: AaveV3Version; fromBlock: IntegerInput }[] | undefined
  /** What the pool lists and the config lacks makes accounts that use it UNKNOWN. */
  reserves: readonly {
    asset: asset
    aToken: string
    variableDebtToken: string
    /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
    priceSources?: readonly string[] | undefined
  }[]
}

interface CompoundV3Input<asset extends string> {
  type: 'compoundV3'
  /** The Comet's proxy. Its feeds answer in US dollars. */
  comet: string
  base: CompoundV3AssetInput<asset>
  /** What the Comet takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly CompoundV3AssetInput<asset>[]
}

interface MorphoBlueInput<asset extends string> {
  type: 'morphoBlue'
  /** The Morpho contract. */
  morpho: string
  /** The market's id, which its parameters below hash to. */
  market: string
  collateral: asset
  /** Its feeds say what the market's figures are in US dollars. */
  loan: asset
  oracle: string
  irm: string
  /** Loan to value at which an account is liquidated, 1e18. */
  lltv: IntegerInput
  /** Aggregators whose answers move the oracle's price: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}

interface EulerV2Input<asset extends string> {
  type: 'eulerV2'
  /** The Ethereum Vault Connector. */
  evc: string
  /** What `oracle()` of the vault that lends answers. */
  oracle: string
  /** What the oracle values in, by its feeds. Default: the US dollar itself. */
  unitOfAccount?: asset | undefined
  /** The vault that lends: an asset that is its shares, and a claim on what accounts owe. */
  vault: EulerV2VaultInput<asset>
  /** Vaults whose shares it takes. What it takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly EulerV2VaultInput<asset>[]
}

interface EulerV2VaultInput<asset extends string> {
  /** The vault's shares: its token on the chain is the vault, `sharesOf` what the vault holds. */
  asset: asset
  /** Aggregators whose answers move the price of what it holds: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}

interface SynthetixV3CoreInput<asset extends string> {
  type: 'synthetixV3Core'
  /** The `CoreProxy`. */
  proxy: string
  /** The `AccountProxy`, the token whose holder owns an account. */
  accountToken: string
  /** What debt is stated in: snxUSD. */
  usd: asset
  /** Collateral types, priced by their assets' feeds; what core takes and the config lacks makes accounts that give it UNKNOWN. */
  collaterals: readonly { asset: asset }[]
  /** Pools by their numbers; a position in another is UNKNOWN. A debt ages as prices do; its heartbeat is 600 where none is given. */
  pools: readonly IntegerInput[]
}

interface CompoundV3AssetInput<asset extends string> {
  asset: asset
  /** `getAssetInfoByAddress(token).priceFeed`, of the base `baseTokenPriceFeed()`. */
  priceFeed: string
  /** Aggregators whose answers move its price: each answer asks for it again. */
  priceSources?: readonly string[] | undefined
}
