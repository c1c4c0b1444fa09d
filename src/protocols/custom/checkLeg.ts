import type { LegParameters } from '../../config/BridgeRoute.ts'
import type { Address } from '../../facts/primitives.ts'
import { toAddress, toAmount, toHash } from './checkArguments.ts'

const amountCure = 'Pass what the bridge carries; `step` says which way.'
const deadlineCure = 'Pass the last second at which the destination may credit it.'

/** The leg with lower-case hex; throws `CustomContractError` where an operator's function passed something else. */
export function checkLeg(
  leg: LegParameters & { carrierContract: Address },
): LegParameters & { carrierContract: Address } {
  const { key, alias, payloadHash, asset, amount, carried, deadline } = leg
  const { carrierContract, sender, recipient } = leg
  return {
    ...leg,
    key: toHash('key', key),
    ...(alias === undefined ? {} : { alias: toHash('alias', alias) }),
    ...(payloadHash === undefined ? {} : { payloadHash: toHash('payloadHash', payloadHash) }),
    asset: toAddress('asset', asset),
    amount: toAmount('amount', amount, amountCure),
    carried: carried === undefined ? undefined : toAmount('carried', carried, amountCure),
    deadline: deadline === undefined ? undefined : toAmount('deadline', deadline, deadlineCure),
    carrierContract: toAddress('carrierContract', carrierContract),
    sender: sender && toAddress('sender', sender),
    recipient: recipient && toAddress('recipient', recipient),
  }
}
