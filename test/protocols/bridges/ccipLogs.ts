import { concat, encodeAbiParameters, type Hex, keccak256, pad, size, toHex } from 'viem'
import { ccipV2 } from '../../../src/protocols/bridges/ccip/ccipV2.ts'
import { ccipV15 } from '../../../src/protocols/bridges/ccip/ccipV15.ts'
import { ccipV16 } from '../../../src/protocols/bridges/ccip/ccipV16.ts'
import { addressOf, type LogParts } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import type { MemberParts } from './routes.ts'

export type Version = '1.5' | '1.6' | '2.0'
export const versions = ['1.5', '1.6', '2.0'] as const
export const protocolOf = { '1.5': ccipV15, '1.6': ccipV16, '2.0': ccipV2 } as const

export const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
const zero = addressOf(0)

/** Selectors of Ethereum and Base, as `chain-ids.json` has them. */
export const home = memberOf(1, '5009297550715157269', 0, 18)
export const away = memberOf(8453, '15971525489660198786', 1, 18)

/** Two tokens a chain, each with its pool; the second token has six decimals everywhere. */
function memberOf(chainId: number, domain: string, i: number, decimals: number): MemberParts {
  return {
    chainId,
    domain,
    contracts: {
      onRamp: addressOf(0x1000 + i),
      offRamp: addressOf(0x2000 + i),
      pool: [addressOf(0x3000 + i), addressOf(0x3100 + i)],
    },
    tokens: { [addressOf(0x4000 + i)]: decimals, [addressOf(0x4100 + i)]: 6 },
  }
}

const indexOf = ({ chainId }: MemberParts) => (chainId === 1 ? 0 : 1)
export const tokenAt = (member: MemberParts, n = 0) =>
  addressOf(0x4000 + n * 0x100 + indexOf(member))
export const poolAt = (member: MemberParts, n = 0) =>
  addressOf(0x3000 + n * 0x100 + indexOf(member))
const rampAt = (member: MemberParts, base: number) => addressOf(base + indexOf(member))

interface Sent {
  /** Which of the two tokens. */
  n?: number
  amount: bigint
  /** What the message carries where the pool took a fee: 2.0. */
  left?: bigint
}

export interface Moving {
  sent: readonly Sent[]
  /** What the destination pays, a token each; what was sent unless said. */
  paid?: readonly bigint[]
  number?: bigint
  from?: MemberParts
  to?: MemberParts
  sender?: Hex
  recipient?: Hex
  state?: number
  /** Who pays at the destination: its pool, or nobody where it is minted. */
  isMinted?: boolean
  /** The pool logs nothing of it. */
  isSilent?: boolean
  said?: {
    source?: bigint
    destination?: bigint
    messageId?: Hex
    trailing?: Hex
    pool?: Hex
    destToken?: Hex
    tokenData?: Hex
  }
}

/** Any 32 bytes but for 2.0, where it is the hash of the encoded message. */
export function messageIdOf(version: Version, moving: Moving): Hex {
  if (moving.said?.messageId) return moving.said.messageId
  return version === '2.0'
    ? keccak256(encodedMessage(moving))
    : keccak256(toHex(`${version}:${moving.number ?? 1n}`))
}

export function transfer(token: Hex, from: Hex, to: Hex, value: bigint): LogParts {
  return encodeRow(rowOf('erc20', '-', 'Transfer'), token, { from, to, value })
}

export function locked(member: MemberParts, to: MemberParts, { n = 0, amount }: Sent): LogParts {
  return encodeRow(rowOf('ccip', '1.6.1+ pools', 'LockedOrBurned'), poolAt(member, n), {
    remoteChainSelector: BigInt(to.domain),
    token: tokenAt(member, n),
    sender: rampAt(member, 0x1000),
    amount,
  })
}

/** What the pool of the destination says of what it pays: without the token before 1.6.1. */
export function released(version: Version, moving: Moving, { n = 0, amount }: Sent): LogParts {
  const { from = home, to = away, recipient = bob, isMinted = false } = moving
  const row =
    version === '1.5'
      ? rowOf('ccip', '1.5-1.6.0 pools', isMinted ? 'Minted' : 'Released')
      : rowOf('ccip', '1.6.1+ pools', 'ReleasedOrMinted')
  return encodeRow(row, poolAt(to, n), {
    remoteChainSelector: BigInt(from.domain),
    token: tokenAt(to, n),
    sender: rampAt(to, 0x2000),
    recipient,
    amount,
  })
}

/** The logs of a send as the route's filters would have fetched them. */
export function send(version: Version, moving: Moving): LogParts[] {
  const { from = home, to = away, sent } = moving
  const pools = version === '1.6' ? sent.map((each) => locked(from, to, each)) : []
  return [...pools, ramped(version, moving)]
}

/** What the ramp of the origin logs. */
export function ramped(version: Version, moving: Moving): LogParts {
  const ramp = rampAt(moving.from ?? home, 0x1000)
  switch (version) {
    case '1.5':
      return encodeRow(rowOf('ccip', '1.5', 'CCIPSendRequested'), ramp, {
        message: messageV15(moving),
      })
    case '1.6':
      return encodeRow(rowOf('ccip', '1.6', 'CCIPMessageSent'), ramp, messageV16(moving))
    case '2.0':
      return encodeRow(rowOf('ccip', '2.0', 'CCIPMessageSent'), ramp, messageV2(moving))
  }
}

function messageV15(moving: Moving) {
  const { from = home, to = away, sent, sender = alice, recipient = bob, said = {} } = moving
  return {
    sourceChainSelector: said.source ?? BigInt(from.domain),
    sender,
    receiver: recipient,
    sequenceNumber: moving.number ?? 1n,
    gasLimit: 0n,
    strict: false,
    nonce: 1n,
    feeToken: zero,
    feeTokenAmount: 1n,
    data: '0x',
    tokenAmounts: sent.map(({ n = 0, amount }) => ({ token: tokenAt(from, n), amount })),
    sourceTokenData: sent.map(
      ({ n = 0 }) =>
        said.tokenData ??
        encodeAbiParameters(
          [
            {
              type: 'tuple',
              components: [
                { name: 'sourcePoolAddress', type: 'bytes' },
                { name: 'destTokenAddress', type: 'bytes' },
                { name: 'extraData', type: 'bytes' },
                { name: 'destGasAmount', type: 'uint32' },
              ],
            },
          ],
          [
            {
              sourcePoolAddress: pad(poolAt(from, n)),
              destTokenAddress: said.destToken ?? pad(tokenAt(to, n)),
              extraData: '0x',
              destGasAmount: 1,
            },
          ],
        ),
    ),
    messageId: messageIdOf('1.5', moving),
  }
}

function messageV16(moving: Moving) {
  const { from = home, to = away, sent, sender = alice, recipient = bob, said = {} } = moving
  const [number, destination] = [moving.number ?? 1n, said.destination ?? BigInt(to.domain)]
  return {
    destChainSelector: destination,
    sequenceNumber: number,
    message: {
      header: {
        messageId: messageIdOf('1.6', moving),
        sourceChainSelector: said.source ?? BigInt(from.domain),
        destChainSelector: destination,
        sequenceNumber: number,
        nonce: 1n,
      },
      sender,
      data: '0x',
      receiver: pad(recipient),
      extraArgs: '0x',
      feeToken: zero,
      feeTokenAmount: 1n,
      feeValueJuels: 1n,
      tokenAmounts: sent.map(({ n = 0, amount }) => ({
        sourcePoolAddress: said.pool ?? poolAt(from, n),
        destTokenAddress: said.destToken ?? pad(tokenAt(to, n)),
        extraData: '0x',
        amount,
        destExecData: '0x',
      })),
    },
  }
}

function messageV2(moving: Moving) {
  const { to = away, sent, sender = alice, said = {} } = moving
  return {
    destChainSelector: said.destination ?? BigInt(to.domain),
    sender,
    messageId: messageIdOf('2.0', moving),
    feeToken: zero,
    tokenAmountBeforeTokenPoolFees: sent[0]?.amount ?? 0n,
    encodedMessage: encodedMessage(moving),
    receipts: [],
    verifierBlobs: ['0x01'],
  }
}

const prefixed = (bytes: Hex, lengthBytes = 1) =>
  concat([toHex(size(bytes), { size: lengthBytes }), bytes])

/** As `MessageV1Codec.sol` packs it. */
function encodedMessage(moving: Moving): Hex {
  const { from = home, to = away, sent, sender = alice, recipient = bob, said = {} } = moving
  const [token] = sent
  const tokenTransfer =
    token === undefined
      ? '0x'
      : concat([
          '0x01',
          toHex(token.left ?? token.amount, { size: 32 }),
          prefixed(pad(said.pool ?? poolAt(from, token.n))),
          prefixed(pad(tokenAt(from, token.n))),
          prefixed(said.destToken ?? tokenAt(to, token.n)),
          prefixed(recipient),
          prefixed('0xc0ffee', 2),
        ])
  return concat([
    '0x01',
    toHex(said.source ?? BigInt(from.domain), { size: 8 }),
    toHex(BigInt(to.domain), { size: 8 }),
    toHex(moving.number ?? 1n, { size: 8 }),
    toHex(0n, { size: 12 }),
    pad('0x77', { size: 32 }),
    prefixed(pad(rampAt(from, 0x1000))),
    prefixed(rampAt(to, 0x2000)),
    prefixed(pad(sender)),
    prefixed(recipient),
    prefixed('0x', 2),
    prefixed(tokenTransfer, 2),
    prefixed('0x1234', 2),
    said.trailing ?? '0x',
  ])
}

/** The logs of an execution as the route's filters would have fetched them. */
export function execute(version: Version, moving: Moving): LogParts[] {
  const { to = away, recipient = bob, sent, state = 2, isMinted = false, isSilent } = moving
  const paid = moving.paid ?? sent.map(({ amount, left = amount }) => left)
  const payments = state === 2 ? sent : []
  return [
    ...payments.flatMap(({ n = 0 }, i) => {
      const amount = paid[i] ?? 0n
      const payer = isMinted ? zero : poolAt(to, n)
      const said = isSilent ? [] : [released(version, moving, { n, amount })]
      return [transfer(tokenAt(to, n), payer, recipient, amount), ...said]
    }),
    executed(version, moving),
  ]
}

/** What the ramp of the destination logs. */
export function executed(version: Version, moving: Moving): LogParts {
  const { from = home, to = away, number = 1n, state = 2, said = {} } = moving
  const source = said.source ?? BigInt(from.domain)
  const row = rowOf('ccip', version, 'ExecutionStateChanged')
  return encodeRow(row, rampAt(to, 0x2000), {
    sourceChainSelector: source,
    sequenceNumber: number,
    messageNumber: number,
    messageId: messageIdOf(version, moving),
    messageHash: pad('0x99', { size: 32 }),
    state,
    returnData: '0x',
    gasUsed: 1n,
  })
}
