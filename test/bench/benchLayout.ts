import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where the replay server puts its contracts, as `lib/layout.mjs` of the shared bench says it. */
export interface BenchLayout {
  chainIds: readonly number[]
  vaultCount: number
  assetCount: number
  feedCount: number
  accountCount: number
  vault(chainId: number, index: number): string
  /** Index of the asset that a vault holds. */
  vaultAsset(index: number): number
  router(chainId: number, index: number): string
  mailbox(chainId: number): string
  feed(chainId: number, index: number): string
  asset(chainId: number, index: number): string
  account(index: number): string
}

/** The exports of `lib/layout.mjs`. */
interface LayoutModule
  extends Omit<
    BenchLayout,
    'chainIds' | 'vaultCount' | 'assetCount' | 'feedCount' | 'accountCount'
  > {
  CHAIN_IDS: readonly number[]
  N_VAULTS: number
  N_ASSETS: number
  N_FEEDS: number
  N_ACCOUNTS: number
}

/** Loads the layout of the bench copied to `benchDir`. */
export async function loadLayout(benchDir: string): Promise<BenchLayout> {
  const path = join(benchDir, 'lib', 'layout.mjs')
  // CAST: the shared bench is plain JavaScript; its README names these exports.
  const layout = (await import(pathToFileURL(path).href)) as LayoutModule
  return {
    chainIds: layout.CHAIN_IDS,
    vaultCount: layout.N_VAULTS,
    assetCount: layout.N_ASSETS,
    feedCount: layout.N_FEEDS,
    accountCount: layout.N_ACCOUNTS,
    vault: layout.vault,
    vaultAsset: layout.vaultAsset,
    router: layout.router,
    mailbox: layout.mailbox,
    feed: layout.feed,
    asset: layout.asset,
    account: layout.account,
  }
}
