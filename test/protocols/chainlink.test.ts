import { parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { createChainlinkDecoder } from '../../src/protocols/oracles/chainlink.ts'
import { addressOf, chainId, encodeLog, malform, transactionOf } from './logs.ts'

const abi = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
const address = addressOf(0xfeed)
const decoder = createChainlinkDecoder({
  id: 'eth-usd',
  chainId,
  address,
  startBlock: 1n,
  decimals: 8,
  heartbeatSeconds: 3600n,
  deadAfterSeconds: 86_400n,
})
const answer = (current: bigint) =>
  encodeLog(abi, address, 'AnswerUpdated', { current, roundId: 9n, updatedAt: 1_760_000_000n })

test.each([300_000_000_000n, 0n, -1n])('default: answer %s is a fact', (current) => {
  const { facts, quarantined } = decoder.decode(transactionOf([answer(current)]))
  expect(quarantined).toEqual([])
  expect(facts).toMatchObject([
    {
      decoder: expect.stringMatching(/^chainlink@1 \d+\/chainlink:0x/),
      body: {
        kind: 'price',
        feed: address,
        answer: current,
        roundId: 9n,
        updatedAt: 1_760_000_000n,
      },
    },
  ])
})

test('error: a malformed log is quarantined beside a good one', () => {
  const { truncated, trailing, extra } = malform(answer(1n))
  const decoded = decoder.decode(transactionOf([truncated, answer(2n), trailing, extra]))
  expect(decoded.facts).toHaveLength(1)
  expect(decoded.quarantined.map(({ log }) => log.logIndex)).toEqual([0, 2, 3])
})
