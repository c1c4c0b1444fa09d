import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { fromWord } from '../../toWord.ts'
import type { MessageVersion } from './burnMessage.ts'
import { type Burn, type PairedBurn, pairBurns } from './pairBurns.ts'
import { type Mint, type PairedMint, pairMints, type Receipt } from './pairMints.ts'

interface Key {
  key: Hex
  payloadHash: Hex
}

/** What the two versions do not share. */
interface CctpVersion<receipt extends Receipt> {
  version: MessageVersion
  keyOfBurn(burn: PairedBurn): Key
  /** `domain` is the destination's. */
  keyOfMint(mint: PairedMint<receipt>, domain: number): Key
}

/** Legs of the burns and mints of one transaction, as far as the route carries their tokens. */
export function findTransfers<receipt extends Receipt>(
  logs: {
    burns: readonly Burn[]
    sent: readonly { log: RawLog; message: Hex }[]
    receipts: readonly receipt[]
    mints: readonly Mint[]
  },
  route: BridgeRoute,
  { version, keyOfBurn, keyOfMint }: CctpVersion<receipt>,
): readonly Finding[] {
  const { burns, sent, receipts, mints } = logs
  const burned = pairBurns(burns, sent, version, route)
  const minted = pairMints(receipts, mints, version, route)
  const isOther = createOthers(burns, mints, route)
  return [
    ...[...burned.unpaired, ...minted.unpaired].filter(({ log }) => !isOther(log)),
    ...burned.paired
      .filter(({ burn }) => !isOther(burn.log) && !isNestedBurn(burn, route))
      .map((pair) => toSent(pair, keyOfBurn(pair), route)),
    ...minted.paired
      .filter(({ mint }) => !isOther(mint.log))
      .filter((pair) => !isNestedMint(pair, route))
      .map((pair) => toCredited(pair, keyOfMint(pair, Number(route.domain)), route)),
  ]
}

/** The messengers carry several tokens; those that the route does not are passed over. */
function createOthers(burns: readonly Burn[], mints: readonly Mint[], { tokens }: BridgeRoute) {
  const moved = [
    ...burns.map(({ log, burnToken }) => [log.logIndex, burnToken] as const),
    ...mints.map(({ log, mintToken }) => [log.logIndex, mintToken] as const),
  ]
  const others = new Set(moved.flatMap(([index, token]) => (tokens.has(token) ? [] : [index])))
  return (log: RawLog) => others.has(log.logIndex)
}

/** Another followed bridge that rides on this one owns its transfers: whoever burns for it says so to both sides. */
function isNestedBurn({ depositor }: Burn, route: BridgeRoute): boolean {
  return route.contractsOf('outerBridge').includes(depositor)
}

function isNestedMint({ receipt, body }: PairedMint<Receipt>, route: BridgeRoute): boolean {
  const outer = route.peersOf(receipt.sourceDomain, 'outerBridge') ?? []
  const sender = fromWord(body.messageSender)
  return sender !== undefined && outer.includes(sender)
}

/** The depositor pays the minter, which burns. */
function toSent({ burn, log }: PairedBurn, key: Key, route: BridgeRoute): Finding {
  const { burnToken, amount, depositor, mintRecipient, destinationDomain } = burn
  const body = route.leg({
    step: 'sent',
    ...key,
    asset: burnToken,
    amount,
    carrierContract: minterOf(route) ?? burn.log.address,
    sender: depositor,
    recipient: fromWord(mintRecipient),
    origin: route.chainId,
    destination: route.chainOf(destinationDomain),
  })
  return { log: burn.log, siblings: [log], body }
}

/** The token itself pays the recipient, out of nothing. What the message carries beyond it is the fee. */
function toCredited(
  { receipt, body: message, mint }: PairedMint<Receipt>,
  key: Key,
  route: BridgeRoute,
): Finding {
  const { mintToken, amount, feeCollected, mintRecipient } = mint
  const body = route.leg({
    step: 'credited',
    ...key,
    asset: mintToken,
    amount,
    carried: amount + feeCollected,
    carrierContract: mintToken,
    sender: fromWord(message.messageSender),
    recipient: mintRecipient,
    origin: route.chainOf(receipt.sourceDomain),
    destination: route.chainId,
  })
  return { log: receipt.log, siblings: [mint.log], body }
}

function minterOf(route: BridgeRoute): Address | undefined {
  return route.contractsOf('tokenMinter')[0]
}
