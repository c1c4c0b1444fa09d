import type { DoctorLine } from './DoctorLine.ts'
import type { RequestPrice } from './price/RequestPrice.ts'

/** Everything that the doctor found; with `--json` this is what is printed. */
export interface DoctorReport {
  /** Nothing failed. */
  isWell: boolean
  /** RFC 3339. */
  at: string
  pass: number
  warn: number
  fail: number
  /** Requests that the doctor itself sent. */
  requests: number
  chains: readonly ChainReport[]
  lines: readonly DoctorLine[]
}

/** One chain in numbers. */
export interface ChainReport {
  name: string
  id: number
  endpoints: number
  independentEndpoints: number
  /** Undefined where no endpoint could be asked. */
  price: RequestPrice | undefined
}
