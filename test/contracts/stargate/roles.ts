import {
  type Address,
  concatHex,
  type Hex,
  keccak256,
  type Log,
  numberToHex,
  pad,
  parseAbi,
  parseEventLogs,
  sliceHex,
} from 'viem'
import { type Deployed, invoke } from '../invoke.ts'
import { packetOf, type SentPacket } from '../layerzero/packet.ts'
import { deliver, receiveOptions, verify } from '../layerzero/roles.ts'
import { assetId, type StargateSide } from './deployStargate.ts'

const rodeAbi = parseAbi([
  'event BusRode(uint32 dstEid, uint72 ticketId, uint80 fare, bytes passenger)',
])

/** A passenger who waits: the number of the ticket, and the bytes with which the bus leaves. */
export interface Ticket {
  ticketId: bigint
  passenger: Hex
}

/** Sends alone, in a packet of its own. */
export async function takeTaxi(
  from: StargateSide,
  to: StargateSide,
  amount: bigint,
): Promise<SentPacket> {
  return packetOf(await send(from, to, { amount, isTaxi: true }))
}

/** Pays the fare and waits for a bus. */
export async function takeTicket(
  from: StargateSide,
  to: StargateSide,
  amount: bigint,
): Promise<Ticket> {
  const logs = await send(from, to, { amount, isTaxi: false })
  const [event] = parseEventLogs({ abi: rodeAbi, logs: [...logs] })
  if (event === undefined) throw new Error('a ticket was sold')
  return event.args
}

/** Anybody pays for the packet of those who have waited longest. */
export async function driveBus(
  from: StargateSide,
  to: StargateSide,
  tickets: readonly Ticket[],
): Promise<SentPacket> {
  const { chain, tokenMessaging } = from
  const args = [to.eid, concatHex(tickets.map(({ passenger }) => passenger))]
  const value = await quote(from, tokenMessaging, 'quoteDriveBus', args)
  const paid = { from: chain.relayer, value }
  const { logs } = await invoke(chain, tokenMessaging, 'driveBus', args, paid)
  return packetOf(logs)
}

/** Anybody has the pool pay out what it could not pay when the packet came. */
export async function claim(at: StargateSide, { guid, origin }: SentPacket, amount: bigint) {
  const { chain, pool } = at
  const args = [guid, 0, origin.srcEid, chain.user, amount, '0x']
  await invoke(chain, pool, 'retryReceiveToken', args, { from: chain.relayer })
}

/** The planner lets a side send as much more to the other as that gives up of what its pool holds. */
export async function moveCredit(
  from: StargateSide,
  to: StargateSide,
  amountSD: bigint,
): Promise<void> {
  const { chain, creditMessaging, eid } = from
  const credits = [{ srcEid: eid, amount: amountSD, minAmount: 0n }]
  const args = [to.eid, [{ assetId, credits }]]
  const value = await quote(from, creditMessaging, 'quoteSendCredits', args)
  const { logs } = await invoke(chain, creditMessaging, 'sendCredits', args, { value })
  const packet = packetOf(logs)
  await verify(to, packet)
  await deliver(to, packet)
}

/** What a taxi carries, in shared decimals (`TaxiCodec.sol`). */
export function carriedByTaxi({ message }: SentPacket): bigint {
  return BigInt(sliceHex(message, 35, 43))
}

/** What both ends know of a passenger, by which Plimsoll calls a transfer: its packet and its contents, not its seat. */
export function seatKeyOf(guid: Hex, receiver: Address, amountSD: bigint): Hex {
  const amount = numberToHex(amountSD, { size: 8 })
  return keccak256(concatHex([guid, numberToHex(assetId, { size: 2 }), pad(receiver), amount]))
}

/** What the holder of a ticket carries, in shared decimals (`BusCodec.sol`). */
export function carriedByTicket({ passenger }: Ticket): bigint {
  return BigInt(sliceHex(passenger, 34, 42))
}

/** What Plimsoll calls a passenger whose bus has not left. */
export function ticketKeyOf(from: StargateSide, to: StargateSide, { ticketId }: Ticket): Hex {
  const eids = [from.eid, to.eid].map((eid) => numberToHex(eid, { size: 4 }))
  const seller = pad(from.tokenMessaging.address)
  return keccak256(concatHex([seller, ...eids, numberToHex(ticketId, { size: 9 })]))
}

async function send(
  from: StargateSide,
  to: StargateSide,
  { amount, isTaxi }: { amount: bigint; isTaxi: boolean },
): Promise<readonly Log[]> {
  const { chain, pool } = from
  const parameters = {
    ...{ dstEid: to.eid, to: pad(chain.user), amountLD: amount, minAmountLD: 0n },
    ...{ extraOptions: isTaxi ? receiveOptions : '0x', composeMsg: '0x' },
    oftCmd: isTaxi ? '0x' : '0x00',
  }
  const nativeFee = await quote(from, pool, 'quoteSend', [parameters, false])
  const args = [parameters, { nativeFee, lzTokenFee: 0n }, chain.user]
  const paid = { from: chain.user, value: nativeFee }
  const { logs } = await invoke(chain, pool, 'send', args, paid)
  return logs
}

async function quote(
  { chain }: StargateSide,
  { address, abi }: Deployed,
  functionName: string,
  args: readonly unknown[],
): Promise<bigint> {
  // The quote depends on who asks.
  const call = { address, abi, functionName, args, account: chain.user }
  // CAST: every quote is LayerZero's MessagingFee.
  const { nativeFee } = (await chain.client.readContract(call)) as { nativeFee: bigint }
  return nativeFee
}
