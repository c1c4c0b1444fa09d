import type { ControlParameters } from '../../config/BridgeRoute.ts'
import { toAddress, toAmount } from './checkArguments.ts'

const mostCure = "Pass the limit in the token's smallest unit, or `unlimited` where there is none."

/** The control with lower-case hex; throws `CustomContractError` where an operator's function passed something else. */
export function checkControl(control: ControlParameters): ControlParameters {
  const { change } = control
  const contract = toAddress('contract', control.contract)
  switch (change.type) {
    case 'paused':
    case 'resumed':
      return { ...control, contract }
    case 'unlimited':
      return {
        ...control,
        contract,
        change: { ...change, token: toAddress('token', change.token) },
      }
    case 'limited': {
      const token = toAddress('token', change.token)
      const most = toAmount('most', change.most, mostCure)
      return { ...control, contract, change: { ...change, token, most } }
    }
  }
}
