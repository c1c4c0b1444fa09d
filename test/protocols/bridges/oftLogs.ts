import { concat, type Hex, keccak256, pad, toHex } from 'viem'
import { oft } from '../../../src/protocols/bridges/layerzero/oft.ts'
import { addressOf, type LogParts } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import { matchTransactions } from './matchTransactions.ts'
import { bridgeOf, type MemberParts } from './routes.ts'

/** An adapter of a token with 18 decimals at home, an OFT with 8 decimals away. */
export const adapter = addressOf(0x0ada)
export const token = addressOf(0x70ce)
export const away = addressOf(0x0f7)
export const home: MemberParts = {
  chainId: 1,
  domain: '30101',
  contracts: {
    endpoint: addressOf(0xe1),
    oft: adapter,
    receiveLibrary: addressOf(0x302),
  },
  tokens: { [token]: 18 },
}
export const base: MemberParts = {
  chainId: 8453,
  domain: '30184',
  contracts: { endpoint: addressOf(0xe2), oft: away, receiveLibrary: addressOf(0x303) },
  tokens: { [away]: 8 },
}
export const bridge = bridgeOf(oft, [home, base])
export const [alice, bob, dvn, executor] = [0xa11ce, 0xb0b, 0xd, 0xe].map(addressOf) as [
  Hex,
  Hex,
  Hex,
  Hex,
]

export const contractOf = ({ contracts }: MemberParts, role: string): Hex => {
  const address = contracts[role]
  if (typeof address !== 'string') throw new Error(`no ${role}`)
  return address
}
const unit = { [home.domain]: 10n ** 12n, [base.domain]: 10n ** 2n }
export const endpointRow = (name: string) => rowOf('layerzero', 'v2', name)

interface Moving {
  /** Shared decimals. */
  amountSD: bigint
  nonce?: bigint
  from?: MemberParts
  to?: MemberParts
  recipient?: Hex
  /** Who composes and what, behind each other. */
  compose?: Hex
  /** Token units that a fee keeps on the origin. */
  fee?: bigint
  /** What a contract says instead of what it should. */
  said?: {
    sender?: Hex
    receiver?: Hex
    srcEid?: number
    dstEid?: number
    amountSD?: bigint
    promised?: bigint
    taken?: bigint
    message?: Hex
    guid?: Hex
    paid?: bigint
    composed?: Hex
  }
}

function headerOf({ nonce = 7n, from = home, to = base, said = {} }: Moving): Hex {
  return concat([
    toHex(nonce, { size: 8 }),
    toHex(said.srcEid ?? Number(from.domain), { size: 4 }),
    pad(said.sender ?? contractOf(from, 'oft')),
    toHex(said.dstEid ?? Number(to.domain), { size: 4 }),
    pad(said.receiver ?? contractOf(to, 'oft')),
  ])
}

export const guidOf = (moving: Moving): Hex => keccak256(headerOf(moving))

function messageOf({ amountSD, recipient = bob, compose = '0x', said = {} }: Moving): Hex {
  return (
    said.message ?? concat([pad(recipient), toHex(said.amountSD ?? amountSD, { size: 8 }), compose])
  )
}

export const payloadOf = (moving: Moving): Hex =>
  keccak256(concat([guidOf(moving), messageOf(moving)]))

/** The logs of one `send`, in the order of the contracts. */
export function send(moving: Moving): LogParts[] {
  const { amountSD, from = home, to = base, fee = 0n, said = {} } = moving
  const promised = said.promised ?? amountSD * (unit[from.domain] ?? 0n)
  return [
    encodeRow(endpointRow('PacketSent'), contractOf(from, 'endpoint'), {
      encodedPayload: concat([
        '0x01',
        headerOf(moving),
        said.guid ?? guidOf(moving),
        messageOf(moving),
      ]),
      options: '0x0003',
      sendLibrary: addressOf(0x301),
    }),
    encodeRow(rowOf('layerzero-oft', 'v2', 'OFTSent'), contractOf(from, 'oft'), {
      guid: guidOf(moving),
      dstEid: Number(to.domain),
      fromAddress: alice,
      amountSentLD: said.taken ?? promised + fee,
      amountReceivedLD: promised,
    }),
  ]
}

export function originOf({ nonce = 7n, from = home, said = {} }: Moving) {
  const sender = pad(said.sender ?? contractOf(from, 'oft'))
  return { srcEid: said.srcEid ?? Number(from.domain), sender, nonce }
}

/** The logs of one `lzReceive`, in the order of the contracts. */
export function receive(moving: Moving): LogParts[] {
  const {
    amountSD,
    from = home,
    to = base,
    nonce = 7n,
    recipient = bob,
    compose,
    said = {},
  } = moving
  const paid = said.paid ?? amountSD * (unit[to.domain] ?? 0n)
  const composed = concat([
    toHex(nonce, { size: 8 }),
    toHex(Number(from.domain), { size: 4 }),
    toHex(paid, { size: 32 }),
    compose ?? '0x',
  ])
  const receiver = contractOf(to, 'oft')
  const endpoint = contractOf(to, 'endpoint')
  const own = {
    from: receiver,
    to: recipient,
    guid: guidOf(moving),
    index: 0,
    message: said.composed ?? composed,
  }
  return [
    ...(compose === undefined ? [] : [encodeRow(endpointRow('ComposeSent'), endpoint, own)]),
    encodeRow(rowOf('layerzero-oft', 'v2', 'OFTReceived'), receiver, {
      guid: guidOf(moving),
      srcEid: Number(from.domain),
      toAddress: recipient,
      amountReceivedLD: paid,
    }),
    encodeRow(endpointRow('PacketDelivered'), endpoint, { origin: originOf(moving), receiver }),
  ]
}

export function signed(moving: Moving, payloadHash = payloadOf(moving)): LogParts {
  return encodeRow(
    endpointRow('PayloadVerified'),
    contractOf(moving.to ?? base, 'receiveLibrary'),
    {
      dvn,
      header: concat(['0x01', headerOf(moving)]),
      confirmations: 15n,
      proofHash: payloadHash,
    },
  )
}

export function committed(moving: Moving): LogParts {
  return encodeRow(endpointRow('PacketVerified'), contractOf(moving.to ?? base, 'endpoint'), {
    origin: originOf(moving),
    receiver: contractOf(moving.to ?? base, 'oft'),
    payloadHash: payloadOf(moving),
  })
}

export function alert(moving: Moving, guid = guidOf(moving)): LogParts {
  return encodeRow(endpointRow('LzReceiveAlert'), contractOf(moving.to ?? base, 'endpoint'), {
    receiver: contractOf(moving.to ?? base, 'oft'),
    executor,
    origin: originOf(moving),
    guid,
    gas: 1n,
    value: 0n,
    message: messageOf(moving),
    extraData: '0x',
    reason: '0xdead',
  })
}

export function ended(
  name: 'PacketNilified' | 'PacketBurnt' | 'InboundNonceSkipped',
  moving: Moving,
) {
  return encodeRow(endpointRow(name), contractOf(moving.to ?? base, 'endpoint'), {
    ...originOf(moving),
    receiver: contractOf(moving.to ?? base, 'oft'),
    payloadHash: payloadOf(moving),
  })
}

/** Transactions of both chains, judged as they would be with both chains covered. */
export function match(
  { origin, destination }: { origin: LogParts[][]; destination: LogParts[][] },
  until?: Readonly<Record<number, bigint>>,
) {
  const sides = [
    { chainId: 1, at: 100n, transactions: origin },
    { chainId: 8453, at: 200n, transactions: destination },
  ]
  return matchTransactions(bridge, sides, until)
}

/** Destination read until shortly after the last log, so that nothing is late. */
export const soon = { 1: 300n, 8453: 300n }
