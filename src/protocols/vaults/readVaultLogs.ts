import { parseAbi } from 'viem'
import type { RawLog } from '../../facts/RawLog.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { type Flow, type ShareTransfer, toShareTransfer } from './pairShares.ts'

export const vaultAbi = parseAbi([
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'event Transfer(address indexed from, address indexed to, uint256 value)',
])

export const vaultEvents = decodeStrict(vaultAbi)

/** Sorts the logs of one vault in one transaction; a malformed one is handed to `quarantine` with the reason. */
export function readVaultLogs(
  logs: readonly RawLog[],
  quarantine: (log: RawLog, reason: string) => void,
): { flows: readonly Flow[]; transfers: readonly ShareTransfer[] } {
  const flows: Flow[] = []
  const transfers: ShareTransfer[] = []
  for (const log of logs) {
    const event = vaultEvents.decode(log)
    switch (event.name) {
      case 'Deposit':
      case 'Withdraw': {
        const { owner, assets, shares } = event.args
        const direction = event.name === 'Deposit' ? 'in' : 'out'
        flows.push({ log, direction, owner, assets, shares })
        break
      }
      case 'Transfer': {
        const transfer = toShareTransfer(log, event.args)
        if (transfer) transfers.push(transfer)
        break
      }
      case undefined:
        quarantine(log, event.reason)
    }
  }
  return { flows, transfers }
}
