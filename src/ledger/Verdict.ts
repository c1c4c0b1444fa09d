import type { TransferStage, TransferState } from './TransferView.ts'

/** A state with what belongs to it. */
export interface Verdict {
  state: TransferState
  stage?: TransferStage | undefined
  /** One sentence when the state needs a reason. */
  reason?: string
}
