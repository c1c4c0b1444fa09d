import type { Address } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import type { OwnedBody } from '../../lending/toOwnedFacts.ts'
import { ownerBody } from './synthetixV3Bodies.ts'
import { accountTokenEvents } from './synthetixV3Events.ts'

/** Numbers of accounts are below it. */
const ACCOUNTS = 2n ** 128n

/** Whose accounts are, by the logs of their token. One that is burnt leaves the account without an owner. */
export function accountOwners(
  { venue, accountToken }: { venue: string; accountToken: Address },
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): readonly OwnedBody[] {
  return logs.flatMap((log) => {
    if (log.address !== accountToken) return []
    const event = accountTokenEvents.decode(log)
    if (event.name === undefined) {
      quarantine(log, event.reason)
      return []
    }
    const { tokenId, to } = event.args
    if (tokenId < ACCOUNTS) return [{ log, body: ownerBody(venue, tokenId, to) }]
    quarantine(log, `Account ${tokenId} is no account of Synthetix: their numbers have 16 bytes.`)
    return []
  })
}
