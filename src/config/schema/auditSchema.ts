import { fields } from './leaf.ts'
import { integer, wholeNumber } from './values.ts'

/** A day: who samples more rarely finds nothing in time. */
const everySecondsMax = 86_400n

/** Calls of one round and chain: with a multicall contract 2,000 accounts, which are read in one go. */
const callsMaxMax = 20

/** How often contracts are asked about accounts. */
export const auditSchema = fields({
  everySeconds: integer({
    min: 1n,
    max: everySecondsMax,
    cure: 'Write the seconds between two rounds of the audit, 1 to 86400.',
  }).default(300n),
  callsMax: wholeNumber({
    min: 0,
    max: callsMaxMax,
    cure: 'Write the calls of one round on one chain at most, 1 to 20; 0 audits nothing.',
  }).default(1),
})
