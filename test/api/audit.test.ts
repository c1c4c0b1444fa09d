import {
  decodeFunctionData,
  encodeFunctionResult,
  erc20Abi,
  multicall3Abi,
  numberToHex,
  parseAbi,
} from 'viem'
import { expect, test } from 'vitest'
import type { Address, Hex } from '../../src/facts/primitives.ts'
import { addressOf, encodeLog } from '../protocols/logs.ts'
import { serveVenue } from './support/serveVenue.ts'

const [token, vault, multicall] = [addressOf(0xaa), addressOf(0xbb), addressOf(0xca11)]
const [alice, bob, carol] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0xca401)]
const abi = parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)'])

const move = (from: Address, to: Address, value: bigint) =>
  encodeLog(abi, vault, 'Transfer', { from, to, value })

/** A chain with one vault of which three hold shares; its blocks are 12 seconds apart, and all but the last are final. */
async function serveVault(options: { multicall?: Hex } = {}) {
  const world = await serveVenue({
    assets: {
      usd: { symbol: 'USD', decimals: 6, tokens: { lab: token } },
      share: { symbol: 'vUSD', decimals: 6, tokens: { lab: vault }, sharesOf: 'usd' },
    },
    venue: {
      id: 'main',
      vaults: [{ type: 'erc4626', chain: 'lab', address: vault, startBlock: 1, asset: 'share' }],
      risk: { collateral: {} },
    },
    finalized: 3n,
    ...options,
  })
  await world.mine({
    time: 12,
    transactions: [
      [alice, bob, carol].map((holder, i) => move(addressOf(0), holder, 100n + BigInt(i))),
    ],
  })
  await world.mine({ time: 24, transactions: [[move(alice, bob, 40n)]] })
  await world.mine({ time: 36, transactions: [[move(carol, bob, 2n)]] })
  return world
}

/** What the three hold at the final block, by the logs above. */
const truth = new Map([
  [alice, 60n],
  [bob, 141n],
  [carol, 102n],
])

/** A contract that says `balances`, alone or in a multicall. */
function answerWith(balances: ReadonlyMap<Address, bigint | undefined>) {
  const answer = ({ to, data }: { to: Hex; data: Hex }): Hex | undefined => {
    if (to === multicall) {
      const { args } = decodeFunctionData({ abi: multicall3Abi, data })
      // CAST: `aggregate3` is the one function of a multicall that is asked.
      const calls = args[0] as readonly { target: Hex; callData: Hex }[]
      const result = calls.map(({ target, callData }) => {
        const returnData = answer({ to: target, data: callData })
        return { success: returnData !== undefined, returnData: returnData ?? '0x' }
      })
      return encodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', result })
    }
    const { functionName, args } = decodeFunctionData({ abi: erc20Abi, data })
    if (to !== vault || functionName !== 'balanceOf') throw new Error(`asked for ${functionName}`)
    const [holder] = args
    const balance = balances.get(holder.toLowerCase() as Address)
    return balance === undefined ? undefined : numberToHex(balance, { size: 32 })
  }
  return answer
}

const query =
  '{ conditions { nodes { code severity isConfirmed chains subject since text evidence } } }'

/** Shares that the ledger says an account holds now. */
async function heldOf({ ask }: Awaited<ReturnType<typeof serveVault>>, account: Address) {
  const { data } = await ask(
    `{ marginAccount(venue: "main", owner: "${account}") { lines { shares } } }`,
  )
  // CAST: what the query asks for.
  const { marginAccount } = data as { marginAccount: { lines: { shares: string }[] } }
  return marginAccount.lines.map(({ shares }) => shares).join()
}

async function driftsOf({ ask }: Awaited<ReturnType<typeof serveVault>>) {
  const { data } = await ask(query)
  // CAST: what the query asks for.
  const { conditions } = data as { conditions: { nodes: { code: string; subject: string }[] } }
  return conditions.nodes.filter(({ code }) => code === 'BOOK_DRIFT')
}

test('default: a vault that says what its logs add up to at the final block gives no condition, and no fact', async () => {
  const world = await serveVault({ multicall })
  const { requests, facts } = await world.audit(answerWith(truth))
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ to: multicall, blockNumber: 3n })
  expect(facts).toEqual([])
  expect(await driftsOf(world)).toEqual([])
})

test('behavior: a contract that disagrees gives a condition with its evidence, and the ledger stays as it is', async () => {
  const world = await serveVault({ multicall })
  await world.audit(answerWith(new Map([...truth, [bob, 139n]])))
  expect(await driftsOf(world)).toEqual([
    {
      code: 'BOOK_DRIFT',
      severity: 'WARNING',
      isConfirmed: true,
      chains: [31_001],
      subject: vault,
      since: 24,
      text: expect.stringMatching(
        `The contract ${vault} of main on chain 31001 says that the holding of ${bob} in ${vault} is 139 at the final block 3; its logs add up to 141.`,
      ),
      evidence: [`31001:3 holding account=${bob} asset=${vault} read=139 expected=141`],
    },
  ])
  expect(await heldOf(world, bob)).toBe('143')
  const { chains } = await world.verify()
  expect(chains.flatMap(({ mismatches }) => mismatches)).toEqual([])
})

test('behavior: who differs is asked every other time, the others between; it ends when the contract agrees', async () => {
  const world = await serveVault()
  const rounds = async (count: number, balances: ReadonlyMap<Address, bigint>) => {
    const asked: (Address | undefined)[] = []
    let facts = 0
    for (let i = 0; i < count; i += 1) {
      const round = await world.audit(answerWith(balances))
      asked.push(...round.questions.map(({ key }) => key.account))
      facts += round.facts.length
    }
    return { asked, facts }
  }
  const wrong = new Map([...truth, [bob, 139n]])
  expect((await rounds(3, wrong)).facts).toBe(1)
  expect(await driftsOf(world)).toHaveLength(1)
  const known = await rounds(6, wrong)
  expect(known.facts).toBe(0)
  // Three times as one who differs, and once as one of three whom the other three rounds go through.
  expect(known.asked.filter((account) => account === bob)).toHaveLength(4)
  expect(new Set(known.asked)).toEqual(new Set(truth.keys()))
  expect((await rounds(2, new Map([...truth, [bob, 140n]]))).facts).toBe(1)
  expect(await driftsOf(world)).toMatchObject([{ evidence: [expect.stringContaining('read=140')] }])
  expect((await rounds(2, truth)).facts).toBe(1)
  expect(await driftsOf(world)).toEqual([])
  expect((await rounds(3, truth)).facts).toBe(0)
})

test('error: a node that answers nothing, or nothing of meaning, gives no condition and takes none away', async () => {
  const world = await serveVault({ multicall })
  for (const answer of [() => undefined, () => '0x' as const, answerWith(new Map())])
    expect((await world.audit(answer)).facts).toEqual([])
  expect(await driftsOf(world)).toEqual([])
  await world.audit(answerWith(new Map([[bob, 1n]])))
  await world.audit(answerWith(new Map()))
  expect(await driftsOf(world)).toHaveLength(1)
})

test('behavior: without a multicall every round asks so many accounts as calls are allowed, and all come round', async () => {
  const world = await serveVault()
  const asked = []
  for (let i = 0; i < 3; i += 1) {
    const { requests, questions } = await world.audit(answerWith(truth))
    expect(requests).toHaveLength(1)
    asked.push(...questions.map(({ key }) => key.account))
  }
  expect(asked.toSorted()).toEqual([alice, bob, carol].toSorted())
})

test('behavior: one condition speaks of a whole book, names so many balances and counts the others', async () => {
  const world = await serveVault({ multicall })
  await world.audit(answerWith(new Map([...truth.keys()].map((account) => [account, 7n]))))
  const [condition, ...others] = await driftsOf(world)
  expect(others).toEqual([])
  expect(condition).toMatchObject({
    text: expect.stringContaining('So it is with 2 more of its balances.'),
    evidence: [{}, {}, {}].map(() => expect.stringContaining('read=7')),
  })
})
