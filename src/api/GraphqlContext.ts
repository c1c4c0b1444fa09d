import type { AssetIndex } from './createAssetIndex.ts'
import type { ReaderPool } from './readers/createReaderPool.ts'
import type { Views } from './views/Views.ts'
import type { Watches } from './watch/createWatches.ts'

/** What a resolver is given. `readers` belongs to the running operation, the rest to the server. */
export interface GraphqlContext {
  readers: ReaderPool
  views: Views
  watches: Watches
  assets: AssetIndex
  version: string
  /** Who asks, for counting open subscriptions: the socket's address, or empty without a socket. */
  client: string
}
