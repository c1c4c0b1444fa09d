import type { CutRequest } from '../views/cut/Cut.ts'

/** Only the moment asked for: the rest is read when a field asks for it, so that `meta` answers before any data. */
export interface MetaModel {
  at: CutRequest
}
