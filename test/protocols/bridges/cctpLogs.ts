import { concat, type Hex, pad, toHex } from 'viem'
import { addressOf, type LogParts } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import type { MemberParts } from './routes.ts'

/** CCTP's domains of the two chains; their ids are others. */
export const [home, away] = [memberOf(1, '0', 0), memberOf(8453, '6', 1)]
export const usdc = [addressOf(0x4000), addressOf(0x4001)] as const
export const eurc = addressOf(0x5000)
export const alice = addressOf(0xa11ce)
export const bob = addressOf(0xb0b)

function memberOf(chainId: number, domain: string, i: number): MemberParts {
  return {
    chainId,
    domain,
    contracts: {
      tokenMessenger: addressOf(0x1000 + i),
      messageTransmitter: addressOf(0x2000 + i),
      tokenMinter: addressOf(0x3000 + i),
    },
    tokens: { [addressOf(0x4000 + i)]: 6 },
  }
}

export const uint32 = (value: number) => toHex(value, { size: 4 })
const uint256 = (value: bigint) => toHex(value, { size: 32 })
export const contractOf = ({ contracts }: MemberParts, role: string): Hex => {
  const address = contracts[role]
  if (typeof address !== 'string') throw new Error(`no ${role}`)
  return address
}

interface Burning {
  amount: bigint
  nonce?: bigint
  from?: MemberParts
  to?: MemberParts
  depositor?: Hex
  recipient?: Hex
  token?: Hex
  maxFee?: bigint
  hookData?: Hex
  /** What the message says instead of what the event says. */
  said?: {
    amount?: bigint
    nonce?: bigint
    sender?: Hex
    origin?: number
    destination?: number
    version?: number
    recipient?: Hex
  }
}

export function bodyOf(
  version: 'v1' | 'v2',
  burning: Burning,
  filled = { fee: 0n, expiration: 0n },
): Hex {
  const { amount, depositor = alice, recipient = bob, token = usdc[0], maxFee = 0n } = burning
  const { hookData = '0x', said = {} } = burning
  const common = [
    uint32(version === 'v1' ? 0 : 1),
    pad(token),
    pad(said.recipient ?? recipient),
    uint256(said.amount ?? amount),
    pad(depositor),
  ]
  if (version === 'v1') return concat(common)
  const { fee, expiration } = filled
  return concat([...common, uint256(maxFee), uint256(fee), uint256(expiration), hookData])
}

/** The logs of one depositForBurn, in the order of the contracts. */
export function burn(version: 'v1' | 'v2', burning: Burning): LogParts[] {
  const { amount, nonce = 7n, from = home, to = away, depositor = alice, recipient = bob } = burning
  const { token = usdc[0], maxFee = 0n, hookData = '0x', said = {} } = burning
  const messenger = contractOf(from, 'tokenMessenger')
  const head = [
    uint32(said.version ?? (version === 'v1' ? 0 : 1)),
    uint32(said.origin ?? Number(from.domain)),
    uint32(said.destination ?? Number(to.domain)),
    version === 'v1' ? toHex(said.nonce ?? nonce, { size: 8 }) : uint256(0n),
    pad(said.sender ?? messenger),
    pad(contractOf(to, 'tokenMessenger')),
    pad('0x', { size: 32 }),
    ...(version === 'v1' ? [] : [uint32(2_000), uint32(0)]),
  ]
  const message = concat([...head, bodyOf(version, burning)])
  return [
    encodeRow(rowOf('cctp', version, 'MessageSent'), contractOf(from, 'messageTransmitter'), {
      message,
    }),
    encodeRow(rowOf('cctp', version, 'DepositForBurn'), messenger, {
      nonce,
      burnToken: token,
      amount,
      depositor,
      mintRecipient: pad(recipient),
      destinationDomain: Number(to.domain),
      destinationTokenMessenger: pad(contractOf(to, 'tokenMessenger')),
      destinationCaller: pad('0x', { size: 32 }),
      maxFee,
      minFinalityThreshold: 2_000,
      hookData,
    }),
  ]
}

interface Minting extends Burning {
  fee?: bigint
  /** What the mint says instead of what the message says. */
  paid?: { amount?: bigint; recipient?: Hex; token?: Hex; fee?: bigint }
  finality?: number
  sender?: Hex
}

/** The logs of one receiveMessage, in the order of the contracts. */
export function mint(version: 'v1' | 'v2', minting: Minting): LogParts[] {
  const {
    amount,
    nonce = 7n,
    from = home,
    to = away,
    recipient = bob,
    fee = 0n,
    paid = {},
  } = minting
  const { finality = 2_000, sender = contractOf(from, 'tokenMessenger') } = minting
  const token = to === away ? usdc[1] : usdc[0]
  return [
    encodeRow(rowOf('cctp', version, 'MintAndWithdraw'), contractOf(to, 'tokenMessenger'), {
      mintRecipient: paid.recipient ?? recipient,
      amount: paid.amount ?? amount - fee,
      mintToken: paid.token ?? token,
      feeCollected: paid.fee ?? fee,
    }),
    encodeRow(rowOf('cctp', version, 'MessageReceived'), contractOf(to, 'messageTransmitter'), {
      caller: alice,
      sourceDomain: Number(from.domain),
      nonce: version === 'v1' ? nonce : pad(toHex(nonce)),
      sender: pad(sender),
      finalityThresholdExecuted: finality,
      messageBody: bodyOf(version, minting, { fee, expiration: 99n }),
    }),
  ]
}

/** Origin and destination of transfers, judged as they would be with both chains covered. */
