import type { Project } from '../config/Project.ts'
import type { Readings } from '../store/Readings.ts'
import type { Store } from '../store/Store.ts'
import type { HttpServer, HttpServerParameters } from './createHttpServer.ts'
import type { ChainReport } from './views/createViews.ts'

/** What is served: readings, and the parts of which a server elsewhere makes readings of its own. */
export interface ServeParameters extends HttpServerParameters {
  project: Project
  store: Readings & Pick<Store, 'shareWith'>
  /** Every chain as it is known now. */
  report(): readonly ChainReport[]
  /** Calls back after each publication; returns the unsubscribe function. */
  subscribe(listener: () => void): () => void
}

/** How the API is served: in this thread by `createHttpServer`, or in one of its own by `startApiThread`. */
export type Serve = (parameters: ServeParameters) => Promise<HttpServer>
