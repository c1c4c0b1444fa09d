import type { Project } from '../../config/Project.ts'
import type { CrossedError } from '../../errors/crossError.ts'
import type { Log, LogFields } from '../../utils/Log.ts'
import type { HttpServerParameters } from '../createHttpServer.ts'
import type { ChainReport } from '../views/createViews.ts'

/** What the thread serves, and where. */
export interface Served
  extends Pick<HttpServerParameters, 'host' | 'port' | 'portFallback' | 'version'> {
  project: Project
}

/** What the thread that serves is told. */
export type ApiOrder =
  /** Comes first. */
  | { kind: 'serve'; served: Served; chains: readonly ChainReport[] }
  /** The chains as they are known now; `isPublished` after a publication. */
  | { kind: 'chains'; chains: readonly ChainReport[]; isPublished: boolean }
  /** No snapshot may be out from the answer `paused` on until `resume`. */
  | { kind: 'pause'; id: number }
  | { kind: 'resume'; id: number }
  | { kind: 'close' }

/** What the thread that serves says. */
export type ApiReport =
  | { kind: 'listening'; url: string; port: number }
  | { kind: 'refused'; error: CrossedError }
  | { kind: 'paused'; id: number }
  | { kind: 'log'; level: keyof Log; fields: LogFields; sentence: string }
  | { kind: 'closed' }
