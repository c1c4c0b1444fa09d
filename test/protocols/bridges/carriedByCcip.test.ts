/**
 * Tokens that travel as the data of a CCIP message, which carries none itself: the sender's own protocol, described as an
 * operator would, on a transfer of public chains (StakeDAO's LaPoste, four tokens in one message).
 */
import { concatHex, decodeAbiParameters, keccak256, parseAbi, parseAbiParameters } from 'viem'
import { expect, test } from 'vitest'
import { type Address, type Hex, zeroAddress } from '../../../src/facts/primitives.ts'
import { ccipV15 } from '../../../src/protocols/bridges/ccip/ccipV15.ts'
import { eventsNamed } from '../../../src/protocols/bridges/eventsNamed.ts'
import { paymentAbi } from '../../../src/protocols/bridges/Payment.ts'
import { defineProtocol } from '../../../src/protocols/defineProtocol.ts'
import { toWord } from '../../../src/protocols/toWord.ts'
import { hasData, pairs } from '../readTransactions.ts'
import { matchLegs, type PlacedLeg } from './matchLegs.ts'
import { bridgeFromReceipts } from './realData.ts'
import { decoderOf } from './routes.ts'

const onRampAbi = parseAbi([
  'event CCIPSendRequested((uint64 sourceChainSelector, address sender, address receiver, uint64 sequenceNumber, uint256 gasLimit, bool strict, uint64 nonce, address feeToken, uint256 feeTokenAmount, bytes data, (address token, uint256 amount)[] tokenAmounts, bytes[] sourceTokenData, bytes32 messageId) message)',
])
const offRampAbi = parseAbi([
  'event ExecutionStateChanged(uint64 indexed sequenceNumber, bytes32 indexed messageId, uint8 state, bytes returnData)',
])

/** What LaPoste writes into a message: tokens by their addresses at home, which is where this transfer goes. */
const letter = parseAbiParameters([
  '(uint256 chainId, address to, address sender, Token[] tokens, Metadata[] metadata, bytes payload, uint256 nonce)',
  'struct Token { address token; uint256 amount; }',
  'struct Metadata { string name; string symbol; uint8 decimals; }',
])

const keyOf = (messageId: Hex, token: Address) => keccak256(concatHex([messageId, toWord(token)]))

const laPoste = defineProtocol({
  name: 'la-poste',
  domain: 'chainId',
  isPair: true,
  contracts: {
    onRamp: { abi: onRampAbi, isOptional: true },
    offRamp: { abi: offRampAbi, isOptional: true },
    token: { abi: paymentAbi, paidBy: [] },
  },
  toFindings(events, route) {
    const payments = eventsNamed(events, 'Transfer')
    const peer = route.peer === undefined ? undefined : route.chainOf(route.peer)
    const sends = eventsNamed(events, 'CCIPSendRequested').flatMap(({ log, message }) => {
      const { data, messageId } = message
      const [{ sender, to, tokens }] = decodeAbiParameters(letter, data)
      const burns = payments.filter((each) => each.to === zeroAddress)
      return tokens.map(({ token, amount }, i) => {
        const burn = burns[i]
        if (burn?.value !== amount) return { log, reason: 'A token is sent that was not burnt.' }
        const body = route.leg({
          step: 'sent',
          key: keyOf(messageId, lower(token)),
          asset: burn.log.address,
          amount,
          carrierContract: burn.log.address,
          sender: lower(sender),
          recipient: lower(to),
          origin: route.chainId,
          destination: peer,
        })
        return { log, siblings: [], body }
      })
    })
    const credits = eventsNamed(events, 'ExecutionStateChanged').flatMap(({ log, messageId }) => {
      return payments
        .filter((each) => each.log.logIndex < log.logIndex)
        .map(({ log: { address }, to, value }) => {
          const body = route.leg({
            step: 'credited',
            key: keyOf(messageId, address),
            asset: address,
            amount: value,
            carrierContract: address,
            recipient: to,
            origin: peer,
            destination: route.chainId,
          })
          return { log, siblings: [], body }
        })
    })
    return [...sends, ...credits]
  },
})

const lower = (address: Address): Address => `0x${address.slice(2).toLowerCase()}`

const own = pairs.filter(({ protocol }) => protocol === 'ccip-1.5')

test.runIf(hasData).each(own.map((pair) => [pair.note, pair] as const))(
  'default: defineProtocol: %s: each token is a transfer of its own, amounts exact, in any order',
  (_, { origin, destination }) => {
    const bridge = bridgeFromReceipts(laPoste, [origin, destination])
    if (bridge === undefined) throw new Error('both receipts have logs of the ramps')
    const legs = [origin, destination].flatMap((transaction) => {
      const { facts, quarantined } = decoderOf(bridge, transaction.chainId).decode(transaction)
      expect(quarantined).toEqual([])
      return facts.flatMap(({ body }, logIndex): PlacedLeg[] => {
        const { chainId, timestamp } = transaction
        return body.kind === 'leg' ? [{ body, chainId, at: timestamp, logIndex }] : []
      })
    })
    const views = [...matchLegs(bridge, legs, 10n ** 12n).values()]
    expect(views).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'DELIVERED' })))
    for (const { sentAmount, creditedAmount } of views) expect(creditedAmount).toBe(sentAmount)
    expect(matchLegs(bridge, [...legs].reverse(), 10n ** 12n)).toEqual(
      matchLegs(bridge, legs, 10n ** 12n),
    )
  },
)

test.runIf(hasData)(
  'behavior: trap 8: CCIP itself reads no transfer of a message without tokens',
  () => {
    for (const { origin, destination } of own) {
      const bridge = bridgeFromReceipts(ccipV15, [origin, destination])
      if (bridge === undefined) throw new Error('both receipts have logs of the ramps')
      const { facts, quarantined } = decoderOf(bridge, origin.chainId).decode(origin)
      expect({ facts, quarantined }).toEqual({ facts: [], quarantined: [] })
    }
  },
)
