import { credit, deposit, send, withdraw } from '../bodies.ts'
import type { Script } from '../Director.ts'

/** What crosses from chain to chain, over the real bridge and over a route of another make. */
export const bridgeScripts: readonly Script[] = [
  {
    name: 'there and back over the real bridge',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 50_000_000n) })
      await on.start()
      await on.mine(0, { out: send(1, ann, 20_000_000n) })
      await on.ask('in flight')
      await on.mine(1, { arrive: credit(on.sent('out')) })
      await on.ask('delivered')
      await on.mine(1, { back: send(0, ann, 5_000_000n) })
      await on.mine(0, { home: credit(on.sent('back')) })
      await on.rest(5)
      await on.ask('both are final')
    },
  },
  {
    name: 'for somebody else, unnamed, and out of the venue',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { in: deposit(ann, 90_000_000n) })
      await on.mine(0, {
        other: send(1, ann, 20_000_000n, { beneficiary: bob }),
        unnamed: send(1, ann, 30_000_000n, { isNamed: false }),
        away: send(1, ann, 40_000_000n, { isToWallet: true, isNamed: false }),
      })
      await on.start()
      await on.ask('in flight')
      await on.mine(1, { a: credit(on.sent('other')), c: credit(on.sent('away')) })
      await on.ask('two of three')
      await on.mine(1, { b: credit(on.sent('unnamed')) })
      await on.ask('all')
    },
  },
  {
    name: 'three messages in one transaction, and three deliveries in one',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { in: [deposit(ann, 60_000_000n), deposit(bob, 6_000_000n)] })
      await on.mine(0, {
        out: [send(1, ann, 10_000_000n), send(1, bob, 2_000_000n), send(1, ann, 10_000_000n)],
      })
      await on.start()
      await on.ask('in flight')
      await on.mine(1, { all: [0, 2, 1].map((i) => credit(on.sent('out', i))) })
      await on.ask('delivered')
    },
  },
  {
    name: 'a delivery is played again, and the mailbox refuses it',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 10_000_000n) })
      await on.mine(0, { out: send(1, ann, 10_000_000n) })
      await on.mine(1, { once: credit(on.sent('out')) })
      await on.start()
      await on.mine(1, { twice: credit(on.sent('out')), beside: deposit(ann, 3n) })
      await on.ask('after the second')
    },
  },
  {
    name: 'a broken route credits twice',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 10_000_000n, 'eur') })
      await on.start()
      await on.mine(0, { out: send(1, ann, 4_000_000n, { family: 'eur' }) })
      const message = on.sent('out')
      const due = 4n * on.unit(1, 'eur')
      await on.mine(1, { once: credit(message, due) })
      await on.mine(1, { twice: { kind: 'credit', message, amount: due, isForced: true } })
      await on.ask('after the second')
    },
  },
  {
    name: 'a validator signs what nobody sent',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { in: deposit(ann, 40_000_000n) })
      await on.start()
      const amount = 25_000_000n
      const forged = on.forge({ origin: 0, destination: 1, account: bob, amount })
      await on.mine(1, { forged: credit(forged) })
      await on.ask('before the origin is as far')
      await on.mine(0, {}, 30)
      await on.mine(0)
      await on.ask('once the origin is beyond it')
      await on.mine(1, { spent: withdraw(bob, 5_000_000n) })
      await on.rest(5)
      await on.ask('once it is final')
    },
  },
  {
    name: 'a message fails and is refunded',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 10_000_000n, 'eur') })
      await on.start()
      await on.mine(0, { out: send(1, ann, 4_000_000n, { family: 'eur' }) })
      const message = on.sent('out')
      await on.mine(1, { failed: { kind: 'step', message, step: 'failed' } })
      await on.ask('failed')
      await on.mine(0, { refund: { kind: 'refund', message, amount: 4_000_000n } })
      await on.ask('refunded')
      await on.mine(0, {
        again: { kind: 'refund', message, amount: 4_000_000n },
        beside: deposit(ann, 1n),
      })
      await on.rest(5)
      await on.ask('refunded once')
    },
  },
  {
    name: 'queued, attested, committed, cancelled, and credited with another amount',
    async play(on) {
      const { ann, bob } = on.people
      await on.mine(0, { in: [deposit(ann, 10_000_000n, 'eur'), deposit(bob, 9_000_000n, 'eur')] })
      await on.start()
      await on.mine(0, {
        one: send(1, ann, 4_000_000n, { family: 'eur', isQueued: true }),
        two: send(1, bob, 3_000_000n, { family: 'eur', isNamed: false }),
        three: send(1, bob, 2_000_000n, { family: 'eur' }),
      })
      await on.ask('sent')
      const [one, two, three] = [on.sent('one'), on.sent('two'), on.sent('three')]
      await on.mine(1, {
        attested: { kind: 'step', message: one, step: 'attested' },
        committed: { kind: 'step', message: two, step: 'committed' },
      })
      await on.mine(0, { cancelled: { kind: 'step', message: three, step: 'cancelled' } })
      await on.ask('on the way')
      const unit = on.unit(1, 'eur')
      await on.mine(1, { less: credit(one, 3n * unit), more: credit(two, 5n * unit) })
      await on.ask('credited')
    },
  },
  {
    name: 'a transfer that nobody delivers is stuck',
    async play(on) {
      const { ann } = on.people
      await on.mine(0, { in: deposit(ann, 10_000_000n) })
      await on.start()
      await on.mine(0, { out: send(1, ann, 10_000_000n) })
      await on.mine(1, {}, 60)
      await on.ask('not yet')
      await on.mine(1, {}, 100)
      await on.mine(0)
      await on.ask('stuck')
      await on.mine(1, { late: credit(on.sent('out')) })
      await on.ask('late')
    },
  },
]
