import { InvariantBroken } from '../Failure.ts'
import type { Session } from '../Session.ts'
import { venueId } from '../world/Deployment.ts'
import { openReaders } from './openReaders.ts'

const aliases = Array.from({ length: 16 }, (_, i) => `a${i}: meta { version }`).join(' ')

/** What must be refused, by its code, before anything of it is read. */
const greedy: readonly (readonly [code: string, query: string])[] = [
  ['BAD_PAGE', '{ transfers(first: 201) { nodes { key } } }'],
  ['BAD_PAGE', '{ transfers(first: 0) { nodes { key } } }'],
  ['BAD_PAGE', `{ marginAccounts(venue: "${venueId}", after: "bm8") { nodes { owner } } }`],
  ['BAD_AT', '{ prices(at: { finality: LATEST, timestamp: 1 }) { nodes { state } } }'],
  ['UNKNOWN_VENUE', '{ collateral(venue: "nowhere") { lineCount } }'],
  [
    'BAD_WHERE',
    '{ transfers(where: { account: "0x0000000000000000000000000000000000000001" }) { nodes { key } } }',
  ],
  ['TOO_COMPLEX', `{ ${aliases} }`],
  [
    'TOO_COMPLEX',
    `{ marginAccounts(venue: "${venueId}", first: 200) { nodes { transfers { legs { bindings { holder { unit } } } } } } }`,
  ],
]

/** Asks for what nobody may have, one after another: it is refused for the right reason, and costs no reader. Throws `InvariantBroken`. */
export async function askTooMuch(session: Session): Promise<void> {
  for (const [code, query] of greedy) await askOne(session, code, query)
}

async function askOne(session: Session, code: string, query: string): Promise<void> {
  const readers = await openReaders(session)
  const opened = readers.counted.opened()
  const { errors } = await readers.reply(query, {})
  const codes = errors.map(({ extensions }) => extensions?.code)
  if (codes.length !== 1 || codes[0] !== code)
    throw new InvariantBroken('limits', `${query}\ngiven:  ${codes}\nwanted: ${code}`)
  if (readers.counted.opened() !== opened)
    throw new InvariantBroken('limits', `a reader was opened for ${query}`)
}
