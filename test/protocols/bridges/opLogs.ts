import { concat, encodeAbiParameters, type Hex, keccak256, parseAbiParameters, toHex } from 'viem'
import { addressOf, type LogParts } from '../logs.ts'
import { encodeRow, rowOf } from './catalogue.ts'
import type { MemberParts } from './routes.ts'

export const [alice, bob] = [addressOf(0xa11ce), addressOf(0xb0b)]
export const native: Hex = `0x${'ee'.repeat(20)}`
const zero = addressOf(0)
/** What old bridges write for ether on the second chain. */
const oldEther: Hex = '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000'

export const first = memberOf(1, 0)
export const second = memberOf(10, 1)

function memberOf(chainId: number, i: number): MemberParts {
  return {
    chainId,
    domain: `${chainId}`,
    contracts: {
      standardBridge: addressOf(0x1000 + i),
      messenger: addressOf(0x2000 + i),
      ...(i === 1
        ? { messagePasser: addressOf(0x3001) }
        : { portal: addressOf(0x3000), provingPortal: addressOf(0x3000) }),
    },
    tokens: { [addressOf(0x4000 + i)]: 18, [native]: 18 },
  }
}

export const isFirst = ({ chainId }: MemberParts) => chainId === 1
export const tokenAt = (member: MemberParts) => addressOf(isFirst(member) ? 0x4000 : 0x4001)
export const bridgeAt = (member: MemberParts) => addressOf(isFirst(member) ? 0x1000 : 0x1001)
export const messengerAt = (member: MemberParts) => addressOf(isFirst(member) ? 0x2000 : 0x2001)
export const otherOf = (member: MemberParts) => (isFirst(member) ? second : first)

export interface Crossing {
  amount: bigint
  from?: MemberParts
  isEther?: boolean
  /** Before Bedrock. */
  isOld?: boolean
  number?: bigint
  token?: Hex
  remoteToken?: Hex
  said?: { value?: bigint; version?: bigint; calldata?: Hex; sender?: Hex; noExtension?: boolean }
}

const selectorOf = (signature: string): Hex => `0x${keccak256(toHex(signature)).slice(2, 10)}`
const erc20 = parseAbiParameters('address, address, address, address, uint256, bytes')
const ether = parseAbiParameters('address, address, uint256, bytes')

function tokensOf(crossing: Crossing): [here: Hex, there: Hex] {
  const { from = first, token = tokenAt(from), remoteToken = tokenAt(otherOf(from)) } = crossing
  return [token, remoteToken]
}

/** What the other bridge is called with. */
function calldataOf(crossing: Crossing): Hex {
  const { from = first, amount, isEther, isOld, said = {} } = crossing
  if (said.calldata !== undefined) return said.calldata
  if (isEther)
    return concat([
      selectorOf('finalizeBridgeETH(address,address,uint256,bytes)'),
      encodeAbiParameters(ether, [alice, bob, amount, '0x']),
    ])
  const [here, there] = tokensOf(crossing)
  const [l1, l2] = isFirst(from) ? [here, there] : [there, here]
  const parameters = 'address,address,address,address,uint256,bytes'
  if (!isOld)
    return concat([
      selectorOf(`finalizeBridgeERC20(${parameters})`),
      encodeAbiParameters(erc20, [there, here, alice, bob, amount, '0x']),
    ])
  const name = isFirst(from) ? 'finalizeDeposit' : 'finalizeERC20Withdrawal'
  return concat([
    selectorOf(`${name}(${parameters})`),
    encodeAbiParameters(erc20, [l1, l2, alice, bob, amount, '0x']),
  ])
}

function nonceOf({ isOld, number = 5n, said = {} }: Crossing): bigint {
  return ((said.version ?? (isOld ? 0n : 1n)) << 240n) + number
}

const gasLimit = 200_000n

/** What the other messenger is called with: `Hashing.hashCrossDomainMessage` hashes it. */
function relayCall(crossing: Crossing): Hex {
  const { from = first, amount, isEther = false, isOld, said = {} } = crossing
  const [sender, target] = [said.sender ?? bridgeAt(from), bridgeAt(otherOf(from))]
  const [message, nonce] = [calldataOf(crossing), nonceOf(crossing)]
  if (isOld)
    return concat([
      selectorOf('relayMessage(address,address,bytes,uint256)'),
      encodeAbiParameters(parseAbiParameters('address, address, bytes, uint256'), [
        target,
        sender,
        message,
        nonce,
      ]),
    ])
  const value = said.value ?? (isEther ? amount : 0n)
  return concat([
    selectorOf('relayMessage(uint256,address,address,uint256,uint256,bytes)'),
    encodeAbiParameters(parseAbiParameters('uint256, address, address, uint256, uint256, bytes'), [
      nonce,
      sender,
      target,
      value,
      gasLimit,
      message,
    ]),
  ])
}

export const messageHash = (crossing: Crossing): Hex => keccak256(relayCall(crossing))

/** Any 32 bytes: nothing that a decoder reads computes it. */
export const withdrawalHash = (crossing: Crossing): Hex =>
  keccak256(concat(['0x77', relayCall(crossing)]))

function passed(crossing: Crossing): LogParts {
  return encodeRow(rowOf('opstack', 'bedrock', 'MessagePassed'), addressOf(0x3001), {
    nonce: 1n,
    sender: messengerAt(second),
    target: messengerAt(first),
    value: 0n,
    gasLimit,
    data: relayCall(crossing),
    withdrawalHash: withdrawalHash(crossing),
  })
}

/** What the portal of the first chain logs of a withdrawal. */
export function proven(crossing: Crossing, said: { from?: Hex; to?: Hex } = {}): LogParts {
  return encodeRow(rowOf('opstack', 'bedrock', 'WithdrawalProven'), addressOf(0x3000), {
    withdrawalHash: withdrawalHash(crossing),
    from: messengerAt(second),
    to: messengerAt(first),
    ...said,
  })
}

export function ended(crossing: Crossing, success = true): LogParts {
  return encodeRow(rowOf('opstack', 'bedrock', 'WithdrawalFinalized'), addressOf(0x3000), {
    withdrawalHash: withdrawalHash(crossing),
    success,
  })
}

/** The two names of one transfer on one side: the newer, and the one that goes by first and second chain. */
function namesOf(crossing: Crossing, side: 'origin' | 'destination') {
  const { from = first, amount, isEther } = crossing
  const at = side === 'origin' ? from : otherOf(from)
  const [here, there] = tokensOf(crossing)
  const [local, remote] = side === 'origin' ? [here, there] : [there, here]
  const [l1Token, l2Token] = isFirst(at) ? [local, remote] : [remote, local]
  const parties = { from: alice, to: bob, amount, extraData: '0x' }
  const end = side === 'origin' ? 'Initiated' : 'Finalized'
  const isDeposit = isFirst(from)
  const old = {
    origin: isDeposit ? 'ERC20DepositInitiated' : 'WithdrawalInitiated',
    destination: isDeposit ? 'DepositFinalized' : 'ERC20WithdrawalFinalized',
  }[side]
  const legacy = encodeRow(rowOf('opstack', 'legacy', old), bridgeAt(at), {
    ...(isEther ? { l1Token: zero, l2Token: oldEther } : { l1Token, l2Token }),
    ...parties,
  })
  const newer = isEther
    ? encodeRow(rowOf('opstack', 'bedrock', `ETHBridge${end}`), bridgeAt(at), parties)
    : encodeRow(rowOf('opstack', 'bedrock', `ERC20Bridge${end}`), bridgeAt(at), {
        localToken: local,
        remoteToken: remote,
        ...parties,
      })
  return { legacy, newer }
}

/** The logs of one transfer's origin: the bridge before its messenger since Bedrock, after it before. */
export function initiate(crossing: Crossing): LogParts[] {
  const { from = first, isEther = false, amount, isOld, said = {} } = crossing
  const { legacy, newer } = namesOf(crossing, 'origin')
  const sender = said.sender ?? bridgeAt(from)
  const sent = encodeRow(rowOf('opstack', 'bedrock', 'SentMessage'), messengerAt(from), {
    target: bridgeAt(otherOf(from)),
    sender,
    message: calldataOf(crossing),
    messageNonce: nonceOf(crossing),
    gasLimit,
  })
  if (isOld) return [sent, legacy]
  const row = rowOf('opstack', 'bedrock', 'SentMessageExtension1')
  const value = said.value ?? (isEther ? amount : 0n)
  const extension = encodeRow(row, messengerAt(from), { sender, value })
  const passing = isFirst(from) ? [] : [passed(crossing)]
  return [legacy, newer, ...passing, sent, ...(said.noExtension ? [] : [extension])]
}

/** The logs of one transfer's destination. */
export function finalize(crossing: Crossing): LogParts[] {
  const { legacy, newer } = namesOf(crossing, 'destination')
  const { from = first, isOld = false } = crossing
  const finalized = isFirst(from) || isOld ? [] : [ended(crossing)]
  return [...(isOld ? [legacy] : [legacy, newer]), relayed(crossing), ...finalized]
}

export function relayed(crossing: Crossing, name = 'RelayedMessage'): LogParts {
  const row = rowOf('opstack', 'bedrock', name)
  const at = otherOf(crossing.from ?? first)
  return encodeRow(row, messengerAt(at), { msgHash: messageHash(crossing) })
}
