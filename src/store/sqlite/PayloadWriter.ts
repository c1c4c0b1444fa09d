import { ByteWriter } from './ByteWriter.ts'

/** Bytes for the payloads of one batch; it grows where they are not enough. */
const INITIAL_BYTES = 64 * 1_024

/**
 * Writes the payloads of a batch one after the other and leaves out the numbers of words: only the writer knows what is
 * stored. `relocations` says where each of them goes: its offset, then twice its session number, plus one for a text.
 */
export class PayloadWriter extends ByteWriter {
  readonly relocations: number[] = []

  constructor() {
    super(INITIAL_BYTES)
  }

  override addressNumber(value: number): void {
    this.relocations.push(this.length, value * 2)
  }

  override textNumber(value: number): void {
    this.relocations.push(this.length, value * 2 + 1)
  }
}
