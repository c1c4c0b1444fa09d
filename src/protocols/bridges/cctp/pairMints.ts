import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord, toWord } from '../../toWord.ts'
import { type BurnMessage, type MessageVersion, parseBurnMessage } from './burnMessage.ts'

/** MessageReceived of either version. */
export interface Receipt {
  log: RawLog
  sourceDomain: number
  /** Token messenger of the origin, 32 bytes. */
  sender: Hex
  messageBody: Hex
}

/** MintAndWithdraw of either version; v1 takes no fee. */
export interface Mint {
  log: RawLog
  mintRecipient: Address
  amount: bigint
  mintToken: Address
  feeCollected: bigint
}

/** A received message, what it said, and the mint that paid it out. */
export interface PairedMint<receipt extends Receipt> {
  receipt: receipt
  body: BurnMessage
  mint: Mint
}

/**
 * Pairs each MessageReceived with the nearest MintAndWithdraw before it that is not yet taken: the transmitter logs it
 * after the messenger has minted, and a delivery inside a delivery ends first. MessageReceived does not name whom the
 * message was for, so that one from an unknown sender without a mint of its contents is taken for somebody else's.
 */
export function pairMints<receipt extends Receipt>(
  receipts: readonly receipt[],
  mints: readonly Mint[],
  version: MessageVersion,
  route: BridgeRoute,
): {
  paired: readonly PairedMint<receipt>[]
  unpaired: readonly { log: RawLog; reason: string }[]
} {
  const paired: PairedMint<receipt>[] = []
  const unpaired: { log: RawLog; reason: string }[] = []
  const open = [...mints]
  for (const receipt of receipts) {
    const { log } = receipt
    const body = parseBurnMessage(receipt.messageBody, version)
    const index = open.findLastIndex((mint) => mint.log.logIndex < log.logIndex)
    const mint = open[index]
    const problem = mint && body ? findContradiction(mint, body) : noMint
    const trust = trustOf(receipt, route)
    if (problem === undefined && trust === 'unconfigured') {
      open.splice(index, 1)
      unpaired.push({ log, reason: toUnconfigured(receipt) })
    } else if (problem === undefined && mint && body) {
      open.splice(index, 1)
      paired.push({ receipt, body, mint })
    } else if (trust === 'configured') unpaired.push({ log, reason: problem ?? noMint })
  }
  for (const { log } of open) unpaired.push({ log, reason: noReceipt })
  return { paired, unpaired }
}

const noMint = 'MessageReceived of a token messenger has no MintAndWithdraw before it.'
const noReceipt = 'MintAndWithdraw is not what a MessageReceived after it carries.'

/** The amounts must be the message's to the last unit: what is not minted to the recipient is the fee. */
function findContradiction(mint: Mint, body: BurnMessage): string | undefined {
  if (mint.mintRecipient !== fromWord(body.mintRecipient))
    return `MintAndWithdraw pays ${mint.mintRecipient}, the message ${body.mintRecipient}.`
  if (mint.feeCollected !== body.feeExecuted)
    return `MintAndWithdraw kept a fee of ${mint.feeCollected}, the message allows ${body.feeExecuted}.`
  return mint.amount + mint.feeCollected === body.amount
    ? undefined
    : `MintAndWithdraw paid ${mint.amount} and kept ${mint.feeCollected}, the message carries ${body.amount}.`
}

/** A chain that is not followed may have any sender. */
function trustOf({ sourceDomain, sender }: Receipt, route: BridgeRoute) {
  const messengers = route.peersOf(sourceDomain, 'tokenMessenger')
  if (messengers === undefined) return 'foreign'
  return messengers.some((messenger) => toWord(messenger) === sender)
    ? 'configured'
    : 'unconfigured'
}

function toUnconfigured({ sender, sourceDomain }: Receipt): string {
  return `A mint was accepted from ${sender} on domain ${sourceDomain}, which is not the token messenger that the config has there.`
}
