import { encodeAbiParameters, numberToHex, parseAbiParameters, stringToHex } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import type { Address, Hex } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { keccak256 } from '../../../utils/keccak256.ts'

/** `LockedERC20`, or `LockedEther` with native money as its token. */
interface Locked {
  log: RawLog
  depositor: Address
  depositReceiver: Address
  rootToken: Address
  amount: bigint
}

interface Synced {
  log: RawLog
  id: bigint
  data: Hex
}

/** The predicate takes the tokens, and then the sender logs the state that says so. */
export function findLocked(
  locked: readonly Locked[],
  synced: readonly Synced[],
  route: BridgeRoute,
): readonly Finding[] {
  const open = [...synced]
  return locked
    .filter(({ rootToken }) => route.tokens.has(rootToken))
    .sort((a, b) => a.log.logIndex - b.log.logIndex)
    .map((event): Finding => {
      const data = toSyncData(event)
      const index = open.findIndex(
        (each) => each.data === data && each.log.logIndex > event.log.logIndex,
      )
      const [match] = index === -1 ? [] : open.splice(index, 1)
      return match === undefined
        ? { log: event.log, reason: 'The predicate took tokens, and no state after it says so.' }
        : toSent(event, match, route)
    })
}

const depositType = keccak256(stringToHex('DEPOSIT'))
const depositParameters = parseAbiParameters('address user, address rootToken, bytes depositData')

/** What `RootChainManager._depositFor` sends (@maticnetwork/pos-portal 1.5.2). */
function toSyncData({ depositReceiver, rootToken, amount }: Locked): Hex {
  const depositData = numberToHex(amount, { size: 32 })
  const syncData = encodeAbiParameters(depositParameters, [depositReceiver, rootToken, depositData])
  return encodeAbiParameters(parseAbiParameters('bytes32, bytes'), [depositType, syncData])
}

/** A state's id as 32 bytes. */
export function keyOf(stateId: bigint): Hex {
  return numberToHex(stateId, { size: 32 })
}

function toSent(event: Locked, { log: synced, id }: Synced, route: BridgeRoute): Finding {
  const { log, depositor, depositReceiver, rootToken, amount } = event
  const body = route.leg({
    step: 'sent',
    key: keyOf(id),
    asset: rootToken,
    amount,
    carrierContract: log.address,
    sender: depositor,
    recipient: depositReceiver,
    origin: route.chainId,
    destination: route.peer === undefined ? undefined : route.chainOf(route.peer),
  })
  return { log, siblings: [synced], body }
}
