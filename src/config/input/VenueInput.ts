import type { CustomDefinition } from '../CustomDefinition.ts'
import type { RequestSide } from '../Erc7540Vault.ts'
import type { FollowInput } from './FollowInput.ts'
import type { IntegerInput } from './IntegerInput.ts'
import type { LendingInput } from './LendingInput.ts'
import type { PerpetualInput } from './PerpetualInput.ts'

export interface VenueInput<chain extends string, asset extends string> {
  id: string
  vaults?: readonly VaultInput<chain, asset>[] | undefined
  markets?: readonly MarketInput<chain, asset>[] | undefined
  /** Contracts that receive bridged collateral for this venue and pass it on. */
  landings?: readonly { chain: chain; address: string }[] | undefined
  /** Addresses that belong to one owner, beside what the chains say. */
  links?: readonly { owner: string; accounts: readonly string[] }[] | undefined
  /** A lending pool that is this venue, by itself: it has its own accounts and its own risk parameters. */
  lending?: LendingInput<chain, asset> | undefined
  /** An exchange of perpetuals that is this venue, by itself: it has its own accounts and its own risk parameters. */
  perpetual?: PerpetualInput<chain, asset> | undefined
  /** Required but of a lending pool and an exchange of perpetuals. */
  risk?: RiskInput<asset> | undefined
}

type VaultInput<chain extends string, asset extends string> =
  | {
      type: 'erc4626'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The share asset; its token on this chain is the vault. */
      asset: asset
      /** Default: the token of the asset that the shares are claims on. */
      underlying?: string | undefined
      /** Default: the decimals of the share asset. */
      shareDecimals?: number | undefined
    }
  | {
      /** A vault that takes requests. What waits is weighed by what it is: assets until shares are due for them, and back. */
      type: 'erc7540'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The share asset; what it is a claim on has a token on this chain. */
      asset: asset
      /** The share token, where by ERC-7575 it is not the vault itself. */
      share?: string | undefined
      /** Which ways take a request first. Default: both. */
      requests?: readonly RequestSide[] | undefined
      /** Contracts beside the vault that keep shares between a request and its claim. */
      escrows?: readonly string[] | undefined
    }
  | {
      type: 'custom'
      chain: chain
      address: string
      startBlock: IntegerInput
      /** The asset that the vault books. */
      asset: asset
      definition: CustomDefinition
    }

type MarketInput<chain extends string, asset extends string> =
  | CustomMarketInput<chain, asset>
  | OrderlyInput<chain, asset>

/** The ledger of Orderly; `bridges` names the ways between it and the vaults, one for each asset. */
interface OrderlyInput<chain extends string, asset extends string> {
  type: 'orderly'
  chain: chain
  address: string
  startBlock: IntegerInput
  /** What it books, by symbol. Default: the asset's own. On its chain an asset's token is made of the symbol's hash. */
  tokens: readonly { asset: asset; symbol?: string | undefined }[]
  /** Markets, such as `PERP_ETH_USDC`; `risk.markets` judges them. */
  symbols: readonly string[]
  /** Ids of Orderly's own accounts, 32 bytes each, which are not booked. */
  house?: readonly string[] | undefined
}

interface CustomMarketInput<chain extends string, asset extends string> {
  type: 'custom'
  chain: chain
  address: string
  startBlock: IntegerInput
  /** The asset in which debts are counted. */
  asset: asset
  definition: CustomDefinition
}

interface RiskInput<asset extends string> {
  /** Liquidatable when slackMaintenance is `<` or `<=` 0. Default `<`. */
  boundary?: '<' | '<=' | undefined
  /** WARNING while equity is below the initial requirement times this, in basis points. Default 11,000. */
  warningBps?: IntegerInput | undefined
  /** Weights of assets as collateral; an asset that is absent weighs nothing. */
  collateral: {
    readonly [id in asset]?: { initialBps: IntegerInput; maintenanceBps: IntegerInput } | undefined
  }
  /** Requirements by market id: share of a position's value. */
  markets?:
    | Readonly<
        Record<string, { asset: asset; initialBps: IntegerInput; maintenanceBps: IntegerInput }>
      >
    | undefined
  /** What of this follows the market. Default: nothing. */
  follow?: FollowInput | undefined
}
