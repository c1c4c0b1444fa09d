import { listSources } from '../../../protocols/listSources.ts'
import type { Finding } from '../DoctorLine.ts'
import type { ChainContext } from './ChainContext.ts'

/** Which books of a chain the audit can ask, and which it cannot; undefined where the chain keeps none. */
export function judgeBooks({ project, chain, decoders }: ChainContext): Finding | undefined {
  const keeping = new Set(
    decoders.filter(({ book }) => book !== undefined).map(({ source }) => source.id),
  )
  /** By name, whether somebody can be asked: a protocol that is a venue has sources of prices, too. */
  const books = new Map<string, boolean>()
  for (const { source, purpose } of listSources(project)) {
    const { kind } = purpose
    if (source.chainId !== chain.id) continue
    if (kind !== 'vault' && kind !== 'market' && kind !== 'lending') continue
    const name = kind === 'lending' ? purpose.venue : `${purpose.contract} of ${purpose.venue}`
    books.set(name, keeping.has(source.id) || books.get(name) === true)
  }
  if (books.size === 0) return undefined
  const { audit } = project
  if (audit === undefined)
    return { status: 'pass', text: 'No account is audited: audit.callsMax is 0.' }
  const silent = [...books].flatMap(([name, isKept]) => (isKept ? [] : [name]))
  const asked = books.size - silent.length
  const calls = audit.callsMax === 1 ? '1 call' : `${audit.callsMax} calls`
  const text = `Books that are audited: ${asked} of ${books.size}, in ${calls} every ${audit.everySeconds} s.`
  const left = `No view answers in what is booked at ${silent.join(', ')}.`
  return { status: 'pass', text: silent.length === 0 ? text : `${text} ${left}` }
}
