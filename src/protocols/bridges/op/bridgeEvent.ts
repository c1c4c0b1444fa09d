import { encodeFunctionData, parseAbi } from 'viem'
import { type Address, type Hex, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { nativeToken } from '../nativeToken.ts'

/** What a standard bridge logs of one transfer on one side, under whichever name. */
export interface BridgeEvent {
  log: RawLog
  /** Token of this chain and of the other. */
  token: Address
  remoteToken: Address
  from: Address
  to: Address
  amount: bigint
  /** What the other bridge is called with. */
  calldata: Hex
  /** Whether the name is from before Bedrock; since then it is logged beside the other. */
  isLegacy: boolean
}

interface Parties {
  log: RawLog
  from: Address
  to: Address
  amount: bigint
  extraData: Hex
}

const abi = parseAbi([
  'function finalizeBridgeERC20(address localToken, address remoteToken, address from, address to, uint256 amount, bytes extraData)',
  'function finalizeBridgeETH(address from, address to, uint256 amount, bytes extraData)',
  'function finalizeDeposit(address l1Token, address l2Token, address from, address to, uint256 amount, bytes data)',
  'function finalizeERC20Withdrawal(address l1Token, address l2Token, address from, address to, uint256 amount, bytes data)',
])

/** `ERC20BridgeInitiated` or `ERC20BridgeFinalized`, the same on both chains. */
export function fromErc20(
  event: Parties & { localToken: Address; remoteToken: Address },
): BridgeEvent {
  const { log, localToken: token, remoteToken, from, to, amount, extraData } = event
  const calldata = encodeFunctionData({
    abi,
    functionName: 'finalizeBridgeERC20',
    args: [remoteToken, token, from, to, amount, extraData],
  })
  return { log, token, remoteToken, from, to, amount, calldata, isLegacy: false }
}

/** `ETHBridgeInitiated` or `ETHBridgeFinalized`, the same on both chains. */
export function fromEther({ log, from, to, amount, extraData }: Parties): BridgeEvent {
  const calldata = encodeFunctionData({
    abi,
    functionName: 'finalizeBridgeETH',
    args: [from, to, amount, extraData],
  })
  const tokens = { token: nativeToken, remoteToken: nativeToken }
  return { log, ...tokens, from, to, amount, calldata, isLegacy: false }
}

type Legacy = Parties & { l1Token: Address; l2Token: Address }

/** `ERC20DepositInitiated` of the first chain or `DepositFinalized` of the second. */
export function fromDeposit(event: Legacy, side: 'first' | 'second'): BridgeEvent {
  return fromLegacy(event, 'finalizeDeposit', side)
}

/** `WithdrawalInitiated` of the second chain or `ERC20WithdrawalFinalized` of the first. */
export function fromWithdrawal(event: Legacy, side: 'first' | 'second'): BridgeEvent {
  return fromLegacy(event, 'finalizeERC20Withdrawal', side)
}

function fromLegacy(
  { log, l1Token, l2Token, from, to, amount, extraData }: Legacy,
  functionName: 'finalizeDeposit' | 'finalizeERC20Withdrawal',
  side: 'first' | 'second',
): BridgeEvent {
  const args = [l1Token, l2Token, from, to, amount, extraData] as const
  const calldata = encodeFunctionData({ abi, functionName, args })
  const [first, second] = [toNative(l1Token), toNative(l2Token)]
  const [token, remoteToken] = side === 'first' ? [first, second] : [second, first]
  return { log, token, remoteToken, from, to, amount, calldata, isLegacy: true }
}

/** The token that old bridges write for ether on the second chain; on the first they write zero. */
const oldEther: Address = '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000'

function toNative(token: Address): Address {
  return token === zeroAddress || token === oldEther ? nativeToken : token
}

/**
 * The events of transfers that the route carries, each once: since Bedrock a bridge logs both names of one transfer in one
 * call, of which the newer is kept.
 */
export function withoutTwins(events: readonly BridgeEvent[]): readonly BridgeEvent[] {
  const open = events.filter(({ isLegacy }) => !isLegacy)
  return events.filter((event) => {
    if (!event.isLegacy) return true
    const index = open.findIndex((other) => isTwin(event, other))
    if (index !== -1) open.splice(index, 1)
    return index === -1
  })
}

function isTwin(a: BridgeEvent, b: BridgeEvent): boolean {
  return (
    a.log.address === b.log.address &&
    a.token === b.token &&
    a.remoteToken === b.remoteToken &&
    a.from === b.from &&
    a.to === b.to &&
    a.amount === b.amount
  )
}
