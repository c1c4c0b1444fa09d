import { RpcAbortedError } from '../../chain/rpc/rpcErrors.ts'
import { BaseError } from '../../errors/BaseError.ts'
import type { Asker } from './Asker.ts'
import type { DoctorLine, Finding } from './DoctorLine.ts'

/** One look at an endpoint: what is asked, and what the answers mean. `judge` is pure. */
export interface Probe<Context, Facts> {
  /** Name of the check, stable for machines. */
  check: string
  ask(asker: Asker, context: Context): Promise<Facts>
  judge(facts: Facts, context: Context): readonly Finding[]
}

/** What a probe found; `facts` is undefined when it could not be asked to the end. */
export interface Probed<Facts> {
  lines: readonly DoctorLine[]
  facts: Facts | undefined
}

/** Asks and judges. What cannot be asked to the end is a warning; only a stopped command throws. */
export async function runProbe<Context, Facts>(
  probe: Probe<Context, Facts>,
  place: { asker: Asker; context: Context; scope: DoctorLine['scope']; subject: string },
): Promise<Probed<Facts>> {
  const { asker, context, scope, subject } = place
  let facts: Facts | undefined
  const lines = await toLines({ scope, subject, check: probe.check }, async () => {
    facts = await probe.ask(asker, context)
    return probe.judge(facts, context)
  })
  return { lines, facts }
}

/** Runs `look` and files its findings under one subject; an expected failure is a finding too. */
export async function toLines(
  place: Pick<DoctorLine, 'scope' | 'subject' | 'check'>,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly DoctorLine[]> {
  try {
    return (await look()).map((finding) => ({ ...place, ...finding }))
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof RpcAbortedError) throw error
    const cure = 'Run the doctor again, or on this chain alone.'
    return [{ ...place, status: 'warn', text: `Not checked: ${error.shortMessage}`, cure }]
  }
}
