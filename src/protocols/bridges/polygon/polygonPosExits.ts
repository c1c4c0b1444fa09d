/**
 * Polygon PoS, exits: on Ethereum the `predicate`s that hold tokens, on Polygon nothing but the route's `token`s. A bridge is
 * this one pair of chains with one token on each, because neither side names the other's.
 *
 * Origin:      the burn, `Transfer(owner → 0)`, of the token on Polygon; nobody else logs it.
 * Destination: the predicate's `Transfer` to the owner, or its `ExitedEther`, once a checkpoint is proven.
 *
 * Both sides share nothing that identifies a burn: the exit's hash is of its place in a block and is not logged. The key is of
 * the token on Ethereum, the owner and the amount; burns that are alike in all three are matched by count, the oldest first.
 *
 * Not read: `ExitedERC20` repeats the token's Transfer, and older predicates do not log it; `NewHeaderBlock` commits a range of
 * blocks; `LockedERC20`, `LockedEther`, `StateSynced` and `StateCommitted` are of deposits.
 */
import { parseAbi } from 'viem'
import { createProtocol } from '../createProtocol.ts'
import { eventsNamed } from '../eventsNamed.ts'
import { nativeToken } from '../nativeToken.ts'
import { paymentAbi } from '../Payment.ts'
import { findBurnt, findExited } from './findExits.ts'

export const polygonPosExits = createProtocol({
  name: 'polygon-pos-exits',
  domain: 'chainId',
  isPair: true,
  keys: 'shared',
  policy: { stuckAfterSeconds: 21_600n, p99Seconds: 10_800n },
  contracts: {
    predicate: {
      isOptional: true,
      abi: parseAbi(['event ExitedEther(address indexed exitor, uint256 amount)']),
    },
    token: {
      abi: paymentAbi,
      paidBy: ['predicate'],
      isBurnt: true,
    },
  },
  toFindings: (events, route) => {
    const payments = eventsNamed(events, 'Transfer')
    return route.contractsOf('predicate').length === 0
      ? findBurnt(payments, route)
      : findExited(
          [
            ...payments.map((each) => ({ ...each, token: each.log.address })),
            ...eventsNamed(events, 'ExitedEther').map(({ log, exitor, amount }) => ({
              log,
              token: nativeToken,
              from: log.address,
              to: exitor,
              value: amount,
            })),
          ],
          route,
        )
  },
})
