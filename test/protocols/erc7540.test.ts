import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Erc7540Vault } from '../../src/config/Erc7540Vault.ts'
import type { Decoded } from '../../src/facts/Decoder.ts'
import { type Address, type Hex, zeroAddress } from '../../src/facts/primitives.ts'
import { seriesKeyId } from '../../src/facts/Series.ts'
import { foldFacts } from '../../src/ledger/fold/foldFacts.ts'
import { createErc7540Decoder } from '../../src/protocols/vaults/erc7540.ts'
import { createLogs, eventOf, marginEvents } from './lending/marginEvents.ts'
import { addressOf, chainId, type LogParts, malform, transactionOf } from './logs.ts'

const [alice, bob, carol] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0xca201)]
const [silo, stranger] = [addressOf(0x5110), addressOf(0x57a)]
const vault: Erc7540Vault = {
  type: 'erc7540',
  chainId,
  address: addressOf(0x7540),
  startBlock: 1n,
  asset: 'shares',
  share: addressOf(0x7540),
  underlying: addressOf(0xda1),
  shareDecimals: 6,
  requests: ['deposit', 'redeem'],
  escrows: [addressOf(0x7540), silo],
  redeeming: addressOf(0x4ede),
}
const decoderOf = (parts: Partial<Erc7540Vault> = {}) =>
  createErc7540Decoder({ venue: 'lab', vault: { ...vault, ...parts } })
const decode = (parts: readonly LogParts[], of: Partial<Erc7540Vault> = {}) =>
  decoderOf(of).decode(transactionOf(parts))

const [asked, entered, moved] = ['ERC-7540', 'ERC-4626', 'ERC-20'].map(createLogs)
if (!asked || !entered || !moved) throw new Error('the catalogue has these protocols')

const depositRequest = (controller: Address, assets: bigint, requestId = 0n, sender = controller) =>
  asked(vault.address, 'DepositRequest', {
    ...{ controller, owner: sender, requestId, sender, assets },
  })
const redeemRequest = (controller: Address, owner: Address, shares: bigint, requestId = 0n) =>
  asked(vault.address, 'RedeemRequest', { controller, owner, requestId, sender: owner, shares })
const deposit = (sender: Address, owner: Address, assets: bigint, shares: bigint) =>
  entered(vault.address, 'Deposit', { sender, owner, assets, shares })
const withdraw = (owner: Address, receiver: Address, assets: bigint, shares: bigint) =>
  entered(vault.address, 'Withdraw', { sender: owner, receiver, owner, assets, shares })
const transfer = (from: Address, to: Address, value: bigint, token = vault.share) =>
  moved(token, 'Transfer', { from, to, value })

const nameOf = new Map<Hex, string>([
  [vault.underlying, 'assets'],
  [vault.share, 'shares'],
  [vault.redeeming, 'redeeming'],
  [alice, 'alice'],
  [bob, 'bob'],
  [carol, 'carol'],
  [stranger, 'stranger'],
])

/** Who has how much more of what, in the order of the facts. */
function rowsOf({ facts }: Pick<Decoded, 'facts'>): readonly string[] {
  return facts.map(({ body }) => {
    if (body.kind !== 'balance') return body.kind
    const { account, asset, change, moved: tokens } = body
    const said = `${nameOf.get(account)} ${nameOf.get(asset)} ${change.type} ${change.value}`
    return tokens === undefined ? said : `${said} moved ${tokens.amount}`
  })
}

test('default: every row of the catalogue is read, or named with the reason', () => {
  const read = new Set(decoderOf().source.filters.flatMap(({ topics: [events] }) => [...events]))
  const own = marginEvents.filter(({ protocol }) =>
    ['ERC-7540', 'ERC-4626', 'ERC-20'].includes(protocol),
  )
  const unread = own.filter(({ topic0 }) => !read.has(topic0)).map((row) => eventOf(row).name)
  expect(own).toHaveLength(7)
  // Both let another act and move nothing; the header says so of the vault's own.
  expect(unread).toEqual(['Approval', 'OperatorSet'])
})

test('default: assets that were asked to become shares are the controller’s', () => {
  const decoded = decode([depositRequest(alice, 100n, 0n, bob)])
  expect(decoded.quarantined).toEqual([])
  expect(rowsOf(decoded)).toEqual(['alice assets delta 100 moved 100'])
})

test('default: a claim ends the request where its shares begin', () => {
  const minted = decode([transfer(zeroAddress, bob, 90n), deposit(alice, bob, 100n, 90n)])
  expect(rowsOf(minted)).toEqual(['bob shares delta 90', 'alice assets capped -100'])
  const kept = decode([transfer(silo, bob, 90n), deposit(alice, bob, 100n, 90n)])
  expect(rowsOf(kept)).toEqual(['bob shares delta 90', 'alice assets capped -100'])
})

test('default: fulfilment mints into the escrow, and is nobody’s', () => {
  expect(rowsOf(decode([transfer(zeroAddress, silo, 90n)]))).toEqual([])
  expect(rowsOf(decode([transfer(silo, zeroAddress, 90n)]))).toEqual([])
  expect(rowsOf(decode([transfer(vault.address, silo, 90n)]))).toEqual([])
})

test('default: shares in redemption leave their owner once, burnt or kept', () => {
  for (const keeper of [zeroAddress, silo, vault.address]) {
    const decoded = decode([transfer(alice, keeper, 40n), redeemRequest(bob, alice, 40n)])
    expect(decoded.quarantined).toEqual([])
    expect(rowsOf(decoded)).toEqual(['alice shares delta -40', 'bob redeeming delta 40'])
  }
})

test('default: a claim of assets ends the redemption and moves no shares', () => {
  const burnt = decode([transfer(vault.address, zeroAddress, 40n), withdraw(bob, carol, 44n, 40n)])
  expect(burnt.quarantined).toEqual([])
  expect(rowsOf(burnt)).toEqual(['bob redeeming capped -40 moved 44'])
  expect(rowsOf(decode([withdraw(bob, carol, 44n, 40n)]))).toEqual(rowsOf(burnt))
})

test('behavior: requests of several ids are one sum, because a claim names none', () => {
  const decoded = decode([
    depositRequest(alice, 10n, 1n),
    depositRequest(alice, 20n, 2n),
    deposit(alice, alice, 25n, 25n),
  ])
  expect(rowsOf(decoded)).toEqual([
    'alice assets delta 10 moved 10',
    'alice assets delta 20 moved 20',
    'alice shares delta 25',
    'alice assets capped -25',
  ])
})

test('behavior: a way that takes no request is as in ERC-4626', () => {
  const into = decode([deposit(bob, alice, 100n, 90n), transfer(zeroAddress, alice, 90n)], {
    requests: ['redeem'],
  })
  expect(rowsOf(into)).toEqual(['alice shares delta 90 moved 100'])
  const out = decode([withdraw(alice, bob, 44n, 40n), transfer(alice, zeroAddress, 40n)], {
    requests: ['deposit'],
  })
  expect(rowsOf(out)).toEqual(['alice shares delta -40 moved 44'])
})

test('behavior: a share token of its own (ERC-7575) is the book of the shares', () => {
  const share = addressOf(0x54a4e)
  const parts = [transfer(alice, vault.address, 40n, share), redeemRequest(bob, alice, 40n)]
  const { facts, quarantined } = decode(parts, { share })
  expect(quarantined).toEqual([])
  expect(
    facts.map(({ body }) => body.kind === 'balance' && [body.contract, body.asset, body.account]),
  ).toEqual([
    [share, share, alice],
    [vault.address, vault.redeeming, bob],
  ])
})

test('behavior: shares kept by an unnamed contract stay counted there alone', () => {
  const out = decode([transfer(alice, stranger, 40n), redeemRequest(bob, alice, 40n)])
  expect(rowsOf(out)).toEqual(['alice shares delta -40', 'stranger shares delta 40'])
  expect(out.quarantined.map(({ reason }) => reason)).toEqual([
    `Its shares are kept by ${stranger}, which is no escrow of the vault: they are counted there. Name it in the vault's escrows.`,
  ])
  const back = decode([transfer(stranger, alice, 90n), deposit(alice, alice, 100n, 90n)])
  expect(rowsOf(back)).toEqual([
    'stranger shares delta -90',
    'alice shares delta 90',
    'alice assets capped -100',
  ])
  expect(back.quarantined).toHaveLength(1)
})

test('behavior: a request that contradicts what its owner gave does not count', () => {
  const { facts, quarantined } = decode([transfer(alice, silo, 7n), redeemRequest(bob, bob, 40n)])
  expect(rowsOf({ facts })).toEqual(['alice shares delta -7'])
  expect(quarantined).toHaveLength(1)
})

test('error: what no compiler would have written is quarantined and asks for nothing', () => {
  for (const log of Object.values(malform(depositRequest(alice, 1n)))) {
    const { facts, reads, quarantined } = decode([log])
    expect([facts, reads, quarantined.length]).toEqual([[], [], 1])
  }
})

test('default: one read of the rate for each touched transaction', () => {
  const { reads } = decode([depositRequest(alice, 1n), depositRequest(bob, 1n)])
  expect(reads.map(({ to, data }) => [to, data])).toEqual([
    [vault.address, `0x07a2d13a${'f4240'.padStart(64, '0')}`],
  ])
  const [request] = reads
  if (!request) throw new Error('a read was asked for')
  const answer = decoderOf().decodeRead?.({ request, data: `0x${'f4241'.padStart(64, '0')}` })
  expect(answer).toEqual({ kind: 'index', asset: vault.share, assetsPerShareUnit: 1_000_001n })
})

test('property: what an account asked for and has is counted once after any history', () => {
  const action = fc.record({
    kind: fc.constantFrom(
      'askIn',
      'askOut',
      'fulfilIn',
      'fulfilOut',
      'claimIn',
      'claimOut',
      'send',
    ),
    who: fc.constantFrom(alice, bob),
    to: fc.constantFrom(alice, bob),
    size: fc.bigInt(1n, 100n),
    isBurnt: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const model = createModel()
      const logs = actions.map((each) => model.act(each))
      const values = new Map<string, readonly bigint[]>()
      for (const parts of logs) {
        const { facts, quarantined } = decode(parts)
        expect(quarantined).toEqual([])
        for (const row of foldFacts(facts, [], values)) values.set(seriesKeyId(row.key), row.values)
      }
      for (const account of [alice, bob])
        for (const [asset, expected] of model.of(account))
          expect(
            values.get(`holding|${chainId}|${vault.address}|lab|${account}|cross|${asset}`)?.[0] ??
              0n,
          ).toBe(expected)
    }),
    { numRuns: 300, seed: 7540 },
  )
})

type Action = {
  kind: 'askIn' | 'askOut' | 'fulfilIn' | 'fulfilOut' | 'claimIn' | 'claimOut' | 'send'
  who: Address
  to: Address
  size: bigint
  isBurnt: boolean
}

/** A vault at two shares per three assets, which rounds what a claim takes up: a unit more than what is left may be said. */
function createModel() {
  const of = () =>
    new Map<Address, bigint>([
      [alice, 0n],
      [bob, 0n],
    ])
  const [shares, pendingIn, claimableIn, pendingOut, claimableOut] = [of(), of(), of(), of(), of()]
  const get = (book: Map<Address, bigint>, who: Address) => book.get(who) ?? 0n
  const add = (book: Map<Address, bigint>, who: Address, by: bigint) =>
    book.set(who, get(book, who) + by)
  const least = (a: bigint, b: bigint) => (a < b ? a : b)
  const act = ({ kind, who, to, size, isBurnt }: Action): readonly LogParts[] => {
    switch (kind) {
      case 'askIn':
        add(pendingIn, who, size)
        return [depositRequest(who, size, 0n, to)]
      case 'askOut': {
        const amount = least(size, get(shares, to))
        if (amount === 0n) return []
        add(shares, to, -amount)
        add(pendingOut, who, amount)
        return [transfer(to, isBurnt ? zeroAddress : silo, amount), redeemRequest(who, to, amount)]
      }
      case 'fulfilIn': {
        const amount = least(size, get(pendingIn, who))
        add(pendingIn, who, -amount)
        add(claimableIn, who, amount)
        return isBurnt ? [] : [transfer(zeroAddress, silo, (amount * 2n) / 3n)]
      }
      case 'fulfilOut': {
        const amount = least(size, get(pendingOut, who))
        add(pendingOut, who, -amount)
        add(claimableOut, who, amount)
        return isBurnt ? [] : [transfer(silo, zeroAddress, amount)]
      }
      case 'claimIn': {
        const amount = least(size, get(claimableIn, who))
        if (amount === 0n) return []
        const isLast = amount === get(claimableIn, who) && get(pendingIn, who) === 0n
        const given = (amount * 2n) / 3n
        add(claimableIn, who, -amount)
        add(shares, to, given)
        const said = isLast ? amount + 1n : amount
        return [transfer(isBurnt ? zeroAddress : silo, to, given), deposit(who, to, said, given)]
      }
      case 'claimOut': {
        const amount = least(size, get(claimableOut, who))
        if (amount === 0n) return []
        const isLast = amount === get(claimableOut, who) && get(pendingOut, who) === 0n
        add(claimableOut, who, -amount)
        return [withdraw(who, to, (amount * 3n) / 2n, isLast ? amount + 1n : amount)]
      }
      case 'send': {
        const amount = least(size, get(shares, who))
        add(shares, who, -amount)
        add(shares, to, amount)
        return [transfer(who, to, amount)]
      }
    }
  }
  return {
    act,
    of: (who: Address): readonly (readonly [Address, bigint])[] => [
      [vault.share, get(shares, who)],
      [vault.underlying, get(pendingIn, who) + get(claimableIn, who)],
      [vault.redeeming, get(pendingOut, who) + get(claimableOut, who)],
    ],
  }
}
