import type { Reply } from '../../../faults/support/Fault.ts'
import { credit, deposit, send } from '../bodies.ts'
import type { Director, Script } from '../Director.ts'
import type { StagedFault } from '../Stage.ts'

/** The program is away, or its endpoint does not say all that it knows. */
export const outageScripts: readonly Script[] = [
  {
    name: 'a restart while a transfer is under way',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 30_000_000n) })
      await on.start()
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.ask('in flight')
      await on.stop()
      await on.mine(1, { arrive: credit(on.sent('out')) })
      await on.rest(3)
      await on.mine(1, { back: send(0, ann, 1_000_000n) })
      await on.start()
      await on.ask('after the restart')
      await on.mine(0, { home: credit(on.sent('back')) })
      await on.ask('delivered')
    },
  },
  {
    name: 'a restart across a reorg',
    async play(on) {
      const { ann, bob } = on.people
      await on.rest(4)
      await on.start()
      await on.mine(0, { a: deposit(ann, 1_000_000n) })
      await on.mine(0, { b: deposit(bob, 2_000_000n) })
      await on.ask('before')
      await on.stop()
      await on.reorg(0, 2, [{ b: deposit(bob, 2_000_000n) }, {}, { c: deposit(ann, 5n) }])
      await on.start()
      await on.ask('after')
    },
  },
  {
    name: 'an endpoint leaves out logs for a while',
    async play(on) {
      const { ann } = on.people
      prove(on)
      await on.rest(2)
      await on.start()
      await on.ask('before')
      const fault = replaceReplies('no logs', ['eth_getLogs'], () => ({ result: [] }))
      on.fault(0, fault)
      await on.mine(0, { a: deposit(ann, 1_000_000n) })
      await on.mine(1, { b: deposit(ann, 2_000_000n) })
      await on.meet(fault)
      on.fault(0, undefined)
      await on.mine(0)
      await on.ask('after')
      await on.rest(6)
      await awaitAudit(on)
      await on.ask('once it is proven', { withProof: true })
    },
  },
  {
    name: 'an endpoint has no blocks for a while',
    async play(on) {
      const { ann } = on.people
      await on.rest(2)
      await on.start()
      await on.ask('before')
      const methods = ['eth_getBlockByNumber', 'eth_getBlockByHash', 'eth_getBlockReceipts']
      const fault = replaceReplies('no blocks', methods, () => ({ result: null }))
      on.fault(1, fault)
      await on.mine(1, { a: deposit(ann, 1_000_000n) })
      await on.meet(fault)
      await on.mine(1, { b: deposit(ann, 2_000_000n) })
      on.fault(1, undefined)
      await on.ask('after')
    },
  },
  {
    name: 'an endpoint names an old head for a while',
    async play(on) {
      const { ann } = on.people
      await on.rest(2)
      await on.start()
      await on.ask('before')
      const fault = keepReplies('old head', (tag) => tag === 'latest')
      on.fault(0, fault)
      await on.meet(fault)
      await on.mine(0, { a: deposit(ann, 1_000_000n) })
      await on.mine(0, { b: deposit(ann, 2_000_000n) })
      on.fault(0, undefined)
      await on.ask('after')
    },
  },
  {
    name: 'finality stands still, and jumps',
    async play(on) {
      const { ann, bob } = on.people
      await on.rest(3)
      await on.start()
      await on.ask('before')
      const fault = keepReplies('old finality', (tag) => tag === 'safe' || tag === 'finalized')
      on.fault(0, fault)
      // Tags are asked for when the head has moved.
      await on.mine(0, { a: deposit(ann, 1_000_000n) })
      await on.meet(fault)
      await on.rest(8)
      await on.ask('standing still')
      await on.reorg(0, 6, [{ b: deposit(bob, 2_000_000n) }, {}, {}, {}, {}, {}, {}])
      await on.ask('after a reorg deeper than usual')
      on.fault(0, undefined)
      await on.mine(0)
      await on.ask('after the jump')
    },
  },
  {
    name: 'every block is proven by its receipts',
    async play(on) {
      const { ann, bob } = on.people
      prove(on)
      await on.mine(0, { in: [deposit(ann, 30_000_000n), deposit(bob, 1n, 'eur')] })
      await on.start()
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.mine(1, { arrive: credit(on.sent('out')) })
      await on.ask('delivered')
      await on.rest(6)
      await awaitAudit(on)
      await on.ask('proven', { withProof: true })
    },
  },
]

/** Audits come with new final blocks; on a busy machine one of them may not be answered in time. */
const auditRounds = 4

/** Final blocks are read once more at most every thirty seconds, as the head moves; what was found is said at the next block. */
async function awaitAudit(on: Director): Promise<void> {
  for (let i = 0; i < auditRounds; i += 1) {
    await on.wait(40_000)
    await on.rest(1)
    await on.ask('in between')
  }
}

/** Nothing is believed that receipts do not prove. */
function prove(on: Director): void {
  on.configure((config) => ({
    ...config,
    chains: Object.fromEntries(
      Object.entries(config.chains).map(([name, chain]) => [
        name,
        { ...chain, coverage: 'proven' as const, bloom: 'trusted' as const },
      ]),
    ),
  }))
}

function replaceReplies(
  name: string,
  methods: readonly string[],
  onCall: () => Reply,
): StagedFault {
  return { name, met: 0, methods, onCall }
}

/** What a block tag named first is what it names from then on. */
function keepReplies(name: string, isKept: (tag: unknown) => boolean): StagedFault {
  const kept = new Map<unknown, Reply>()
  return {
    name,
    met: 0,
    methods: ['eth_getBlockByNumber'],
    onCall({ params: [tag] }, right) {
      if (!isKept(tag)) return undefined
      const first = kept.get(tag) ?? right
      kept.set(tag, first)
      return first
    },
  }
}
