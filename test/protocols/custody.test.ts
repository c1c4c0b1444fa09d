import { pad, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { defineVault } from '../../src/protocols/defineVault.ts'
import { createCustodyDecoder } from '../../src/protocols/vaults/custody.ts'
import { addressOf, chainId, encodeLog, malform, transactionOf } from './logs.ts'

const abi = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Deposited(address indexed account, uint256 amount)',
])
const definition = defineVault({ name: 'lab', abi, events: { Deposited: () => undefined } })
const token = addressOf(0x70c)
const user = addressOf(0xa11ce)
const vaultOf = (n: number, startBlock: bigint) =>
  ({
    type: 'custom',
    chainId,
    address: addressOf(n),
    startBlock,
    asset: 'usd',
    token,
    definition,
  }) as const
const first = vaultOf(1, 20n)
const second = vaultOf(2, 10n)
const decoder = createCustodyDecoder({ chainId, vaults: [first, second] })
const transfer = (value: bigint, to = first.address) =>
  encodeLog(abi, token, 'Transfer', { from: user, to, value })

test('default: asks for transfers from and to the vaults, and nothing else of the token', () => {
  const keepers = [pad(first.address), pad(second.address)]
  const [topic0 = '0x'] = transfer(1n).topics
  expect(decoder.source).toEqual({
    id: `${chainId}/custody`,
    chainId,
    startBlock: 10n,
    filters: [
      { addresses: [token], topics: [[topic0], keepers] },
      { addresses: [token], topics: [[topic0], undefined, keepers] },
    ],
  })
})

test('default: a transfer is one custody fact, a zero transfer none', () => {
  const decoded = decoder.decode(transactionOf([transfer(5n), transfer(0n), transfer(1n, user)]))
  expect(decoded.facts.map(({ body }) => body)).toEqual([
    { kind: 'custody', token, from: user, to: first.address, amount: 5n },
  ])
})

test('error: a transfer with four topics is an NFT and is quarantined', () => {
  const decoded = decoder.decode(transactionOf([malform(transfer(5n)).extra]))
  expect(decoded.quarantined).toMatchObject([
    { reason: 'Transfer has 3 topics and the log has 4.' },
  ])
})
