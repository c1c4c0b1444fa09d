import {
  type Address,
  concatHex,
  encodeFunctionData,
  encodePacked,
  type Hex,
  keccak256,
  type Log,
  numberToHex,
  pad,
} from 'viem'
import { invoke } from '../invoke.ts'
import { type LayerzeroChain, verifiers } from './deployEndpoint.ts'
import { type OftSide, oftAbi } from './deployOft.ts'
import { composeOf, packetOf, type SentPacket } from './packet.ts'

/** Gas of a delivery, and of what it composes: both are paid for where the packet leaves. */
const executionGas = 300_000n
const gasWord = numberToHex(executionGas, { size: 16 })
/** Options of type 3 for the executor, worker 1: option 1 is for lzReceive, option 3 for the first lzCompose. */
export const receiveOptions = concatHex(['0x0003', '0x01', '0x0011', '0x01', gasWord])
const composeOptions = concatHex([receiveOptions, '0x01', '0x0013', '0x03', '0x0000', gasWord])
/** Gas with which nothing of a token can be credited. */
export const tooLittleGas = 40_000n
/** No instruction of a test is ever too old. */
const never = 2n ** 64n

/** Sends by a vault of the user's book, for a beneficiary's book on the other chain. */
export async function sendFromVault(from: OftSide, to: OftSide, amount: bigint) {
  const { chain, vault } = from
  const parameters = toParameters(to, { amount, to: to.composer, compose: pad(chain.user) })
  const value = await quote(from, parameters)
  const sent = { from: chain.user, value }
  const { logs } = await invoke(chain, vault, 'send', [parameters, chain.user], sent)
  return packetOf(logs)
}

/** Sends from the user's wallet to the user's wallet on the other chain. */
export async function sendFromWallet(from: OftSide, to: OftSide, amount: bigint) {
  const { chain, oft } = from
  const parameters = toParameters(to, { amount, to: chain.user, compose: '0x' })
  const nativeFee = await quote(from, parameters)
  const sent = { from: chain.user, value: nativeFee }
  const fee = { nativeFee, lzTokenFee: 0n }
  const { logs } = await invoke(chain, oft, 'send', [parameters, fee, chain.user], sent)
  return packetOf(logs)
}

/** The verifier's contract signs for a packet, by a quorum of its signers. */
export async function attest(
  at: LayerzeroChain,
  { header, payloadHash }: SentPacket,
): Promise<void> {
  const { chain, dvn, eid, receiveLibrary } = at
  const { abi, address: target } = receiveLibrary
  const args = [header, payloadHash, 1n]
  const callData = encodeFunctionData({ abi, functionName: 'verify', args })
  const types = ['uint32', 'address', 'uint256', 'bytes'] as const
  const raw = keccak256(encodePacked(types, [eid, target, never, callData]))
  const signatures = await Promise.all(
    verifiers.map((signer) => signer.signMessage({ message: { raw } })),
  )
  const instruction = { vid: eid, target, callData, expiration: never }
  await invoke(chain, dvn, 'execute', [[{ ...instruction, signatures: concatHex(signatures) }]])
}

/** Anybody may tell the endpoint of what enough verifiers signed. */
export async function commit(
  at: LayerzeroChain,
  { header, payloadHash }: SentPacket,
): Promise<void> {
  const { chain, receiveLibrary } = at
  await invoke(chain, receiveLibrary, 'commitVerification', [header, payloadHash])
}

export async function verify(at: LayerzeroChain, packet: SentPacket): Promise<void> {
  await attest(at, packet)
  await commit(at, packet)
}

/** The executor delivers; where that fails it logs an alert instead. */
export async function deliver(at: LayerzeroChain, packet: SentPacket, gasLimit = executionGas) {
  const { chain, executor } = at
  const { origin, receiver, guid, message } = packet
  const call = { receiver, origin, guid, message, extraData: '0x', gasLimit }
  const { logs } = await invoke(chain, executor, 'execute302', [call])
  return logs
}

/** Delivers as anybody may, past the executor: what the endpoint refuses rejects. */
export async function deliverAsAnybody(at: LayerzeroChain, packet: SentPacket): Promise<void> {
  const { chain, endpoint } = at
  const { origin, receiver, guid, message } = packet
  const args = [origin, receiver, guid, message, '0x']
  await invoke(chain, endpoint, 'lzReceive', args, { from: chain.relayer })
}

/** The executor hands a composer what a delivery left for it; where that fails it logs an alert instead. */
export async function handOver(
  at: LayerzeroChain,
  delivery: readonly Log[],
  gasLimit = executionGas,
) {
  const { from, to, guid, index, message } = composeOf(delivery)
  const args = [from, to, guid, index, message, '0x', gasLimit]
  await invoke(at.chain, at.executor, 'compose302', args)
}

/** What the receiver's owner may do to one of its inbound packets. */
export async function intervene(
  at: LayerzeroChain,
  action: 'nilify' | 'burn' | 'skip' | 'clear',
  { origin, receiver, payloadHash, guid, message }: SentPacket,
): Promise<void> {
  const { srcEid, sender, nonce } = origin
  const path = [receiver, srcEid, sender, nonce]
  const args = {
    nilify: [...path, payloadHash],
    burn: [...path, payloadHash],
    skip: path,
    clear: [receiver, origin, guid, message],
  }[action]
  await invoke(at.chain, at.endpoint, action, args)
}

interface Wanted {
  amount: bigint
  to: Address
  compose: Hex
}

function toParameters(to: OftSide, { amount, to: receiver, compose }: Wanted) {
  return {
    dstEid: to.eid,
    to: pad(receiver),
    amountLD: amount,
    minAmountLD: 0n,
    extraOptions: compose === '0x' ? receiveOptions : composeOptions,
    composeMsg: compose,
    oftCmd: '0x' as const,
  }
}

async function quote({ chain, oft }: OftSide, parameters: ReturnType<typeof toParameters>) {
  const { address } = oft
  const args = [parameters, false] as const
  const call = { address, abi: oftAbi, functionName: 'quoteSend', args } as const
  const { nativeFee } = await chain.client.readContract(call)
  return nativeFee
}
