import { credit, deposit, send, withdraw } from '../bodies.ts'
import type { Script } from '../Director.ts'

/** Branches that are left: of several depths, with the same transactions elsewhere, and across chains. */
export const reorgScripts: readonly Script[] = [
  {
    name: 'a reorg of one block drops a deposit',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 5_000_000n) })
      await on.start()
      await on.mine(0, { gone: deposit(ann, 7_000_000n) })
      await on.ask('before')
      await on.reorg(0, 1, [{}])
      await on.ask('after')
      await on.mine(0, { again: deposit(ann, 8_000_000n) })
      await on.ask('a block later')
    },
  },
  {
    name: 'three blocks become four, with the same transactions elsewhere',
    async play(on) {
      const { ann, bob } = on.people
      const a = deposit(ann, 1_000_000n)
      const b = deposit(bob, 2_000_000n)
      const c = withdraw(ann, 300_000n)
      await on.start()
      await on.rest(3)
      await on.mine(0, { a })
      await on.mine(0, { b })
      await on.mine(0, { c })
      await on.ask('before')
      await on.reorg(0, 3, [{}, { b, a }, {}, { c }])
      await on.ask('after')
      await on.rest(5)
      await on.ask('once it is final')
    },
  },
  {
    name: 'the new branch is shorter at first',
    async play(on) {
      const { ann, bob } = on.people
      await on.rest(4)
      await on.start()
      await on.mine(0, { a: deposit(ann, 1_000_000n) })
      await on.mine(0, { b: deposit(bob, 2_000_000n) })
      await on.mine(0, { c: deposit(ann, 3_000_000n) })
      await on.ask('before')
      await on.reorg(0, 3, [{ d: deposit(bob, 4_000_000n) }])
      await on.mine(0)
      await on.mine(0)
      await on.mine(0, { b: deposit(bob, 2_000_000n) })
      await on.ask('after')
    },
  },
  {
    name: 'everything above the final block goes, twice',
    async play(on) {
      const { ann } = on.people
      await on.rest(4)
      await on.start()
      await on.mine(1, { a: deposit(ann, 1_000_000n) })
      await on.mine(1, { b: deposit(ann, 2_000_000n) })
      await on.mine(1, { c: deposit(ann, 3_000_000n) })
      await on.mine(1, { d: deposit(ann, 4_000_000n) })
      await on.ask('before')
      await on.reorg(1, 4, [{}, { d: deposit(ann, 4_000_000n) }, {}, {}, {}])
      await on.ask('after the first')
      await on.reorg(1, 3, [{ c: deposit(ann, 3_000_000n) }, {}, {}, {}])
      await on.ask('after the second')
    },
  },
  {
    name: 'the origin loses a message that was delivered',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 30_000_000n) })
      await on.rest(4)
      await on.start()
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.mine(1, { arrive: credit(on.sent('out')) })
      await on.ask('delivered')
      await on.reorg(0, 1, [{}, {}])
      await on.ask('never sent')
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.ask('sent after all')
    },
  },
  {
    name: 'the destination loses a delivery, and gets it again',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 30_000_000n) })
      await on.rest(4)
      await on.start()
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.mine(1, { arrive: credit(on.sent('out')) })
      await on.ask('delivered')
      await on.reorg(1, 1, [{}, {}])
      await on.ask('in flight again')
      await on.mine(1, { later: credit(on.sent('out')) })
      await on.rest(5)
      await on.ask('delivered again')
    },
  },
]
