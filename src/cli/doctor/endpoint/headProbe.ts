import type { Finding } from '../DoctorLine.ts'
import type { Probe } from '../Probe.ts'
import type { EndpointContext } from './EndpointContext.ts'

/** Clocks that are kept by NTP differ by less; blocks may carry the time at which they will be published. */
const aheadSecondsMax = 15
/** No chain takes a block that is further in the future; then it is the clock of this machine. */
const aheadSecondsFail = 120

/** Whether the newest block and this machine's clock agree; it asks nothing more. */
export const headProbe: Probe<EndpointContext, undefined> = {
  check: 'head',
  ask: () => Promise.resolve(undefined),
  judge(_, { chain, head, headAtMs }) {
    const ageSeconds = Math.round(headAtMs / 1_000 - Number(head.timestamp))
    return [judgeAge(ageSeconds, head.number, chain.staleAfterSeconds)]
  },
}

function judgeAge(ageSeconds: number, number: bigint, staleAfterSeconds: number): Finding {
  if (ageSeconds < -aheadSecondsMax) {
    return {
      status: ageSeconds < -aheadSecondsFail ? 'fail' : 'warn',
      text: `Block ${number} is ${-ageSeconds} s ahead of this machine's clock.`,
      cure: 'Set the clock of this machine by NTP; if it is right, the node is not.',
    }
  }
  if (ageSeconds > staleAfterSeconds) {
    return {
      status: 'warn',
      text: `Block ${number}, the newest, is ${ageSeconds} s old; the limit is ${staleAfterSeconds} s.`,
      cure: 'Check whether the chain stands still, the node lags or the clock of this machine is wrong.',
    }
  }
  return { status: 'pass', text: `Block ${number}, the newest, is ${ageSeconds} s old.` }
}
