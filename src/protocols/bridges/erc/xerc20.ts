/**
 * xERC20 (ERC-7281): a `token` that bridges mint and burn up to limits, of either style (`bufferedToken` is Velodrome's), and
 * its `lockbox`. As of ERC-7802 a transfer is told by the bridge's own event, under the bridge's own protocol. What the token
 * tells is who may mint it: whoever the config lacks as a `bridge` or `lockbox` is quarantined when it is let in.
 *
 * Either side: `BridgeLimitsSet(mintingLimit, burningLimit, bridge)` or `BridgeLimitsSet(bridge, bufferCap)`, `LockboxSet`.
 *
 * Control:     the minting limit is the most that the bridge may bring in a day, the burning limit the most that it may take away;
 *              both fill up again over that day, and what of them is used is not logged. What a buffer of Velodrome's leaves is
 *              told by no log.
 *
 * Not read: `Deposit` and `Withdraw` of a lockbox turn one token of a chain into another and cross nothing; what is in escrow is
 * told by the locked token's Transfers.
 */
import { parseAbi } from 'viem'
import type { Finding } from '../../../config/BridgeProtocol.ts'
import type { BridgeRoute } from '../../../config/BridgeRoute.ts'
import { type Address, zeroAddress } from '../../../facts/primitives.ts'
import type { RawLog } from '../../../facts/RawLog.ts'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'

export const xerc20 = createProtocol({
  name: 'xerc20',
  domain: 'chainId',
  contracts: {
    token: {
      isOptional: true,
      abi: parseAbi([
        'event BridgeLimitsSet(uint256 _mintingLimit, uint256 _burningLimit, address indexed _bridge)',
        'event LockboxSet(address _lockbox)',
      ]),
    },
    bufferedToken: {
      isOptional: true,
      abi: parseAbi(['event BridgeLimitsSet(address indexed _bridge, uint256 _bufferCap)']),
    },
    bridge: { isOptional: true },
    lockbox: { isOptional: true },
  },
  toFindings: (events, route) => [
    ...eventsNamed(events, 'LockboxSet').flatMap(({ log, _lockbox }) =>
      check('lockbox', _lockbox, log, route),
    ),
    ...eventsNamed(events, 'BridgeLimitsSet').flatMap((each) => {
      const limit = '_bufferCap' in each ? each._bufferCap : each._mintingLimit
      // Who may mint nothing is let out.
      const strangers = limit === 0n ? [] : check('bridge', each._bridge, each.log, route)
      return strangers.length > 0 || '_bufferCap' in each ? strangers : toLimits(each, route)
    }),
  ],
})

/** Both limits are of the bridge, not of the token: other bridges of it have their own. */
function toLimits(
  set: { log: RawLog; _bridge: Address; _mintingLimit: bigint; _burningLimit: bigint },
  route: BridgeRoute,
): readonly Finding[] {
  const { log, _bridge: contract, _mintingLimit, _burningLimit } = set
  const toFinding = (way: 'in' | 'out', most: bigint): Finding => {
    const change = { type: 'limited', per: 'day', token: log.address, most } as const
    return { log, siblings: [], body: route.control({ contract, way, change }) }
  }
  return [toFinding('in', _mintingLimit), toFinding('out', _burningLimit)]
}

function check(
  role: 'bridge' | 'lockbox',
  minter: Address,
  log: RawLog,
  route: BridgeRoute,
): readonly Finding[] {
  if (minter === zeroAddress || route.contractsOf(role).includes(minter)) return []
  const reason = `${minter} may mint this token from now on, which is no ${role} that the config has of it.`
  return [{ log, reason }]
}
