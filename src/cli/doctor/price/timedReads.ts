import type { AuditConfig } from '../../../config/AuditConfig.ts'
import type { Decoder } from '../../../facts/Decoder.ts'

/** Calls that are made together, once in so many seconds. */
export interface TimedReads {
  everySeconds: number
  calls: number
}

/** What a chain is asked by the clock: what decoders want to know, and an audit where some contract can be asked about accounts. */
export function listTimedReads(
  decoders: readonly Pick<Decoder, 'timedReads' | 'book'>[],
  audit: AuditConfig | undefined,
): readonly TimedReads[] {
  const wanted = decoders.flatMap(({ timedReads }) =>
    timedReads === undefined || timedReads.calls.length === 0
      ? []
      : [{ everySeconds: Number(timedReads.everySeconds), calls: timedReads.calls.length }],
  )
  const isAudited = audit !== undefined && decoders.some(({ book }) => book !== undefined)
  if (!isAudited) return wanted
  return [...wanted, { everySeconds: Number(audit.everySeconds), calls: audit.callsMax }]
}
