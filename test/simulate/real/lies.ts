import { emptyBloom, emptyRoot, zeroHash } from '../../faults/support/encodeBlock.ts'
import type { Reply } from '../../faults/support/Fault.ts'
import type { StagedFault } from './Stage.ts'

const blocks = ['eth_getBlockByNumber', 'eth_getBlockByHash']

/** What a simulated chain could get wrong without anybody's noticing, if no real one were beside it. */
export const lies: readonly (() => StagedFault)[] = [
  () => change('a bloom without the logs', blocks, { logsBloom: emptyBloom }),
  () => change('a root of no receipts', blocks, { receiptsRoot: emptyRoot }),
  () => change('no link to the parent', blocks, { parentHash: zeroHash }),
  () => change('receipts of another type', ['eth_getBlockReceipts'], { type: '0x0' }),
  () => change('logs of another place', ['eth_getLogs'], { logIndex: '0x7' }),
]

/** Sets fields of every object that is answered. */
function change(name: string, methods: readonly string[], fields: object): StagedFault {
  const set = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? { ...value, ...fields } : value
  const onCall = (_: unknown, { result }: Reply): Reply => ({
    result: Array.isArray(result) ? result.map(set) : set(result),
  })
  return { name, met: 0, methods, onCall }
}
