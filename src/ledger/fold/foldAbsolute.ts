import type { ControlFact } from '../../facts/BridgeFacts.ts'
import { observedKey } from '../../facts/backingKeys.ts'
import { controlKeys } from '../../facts/controlKey.ts'
import type { FactPosition } from '../../facts/FactPosition.ts'
import { parameterKey } from '../../facts/parameterKey.ts'
import { zeroAddress } from '../../facts/primitives.ts'
import type { SeriesKey } from '../../facts/Series.ts'
import type { AbsoluteBody } from './Movement.ts'
import type { RunningSums } from './RunningSums.ts'
import type { SeriesRows } from './SeriesRows.ts'
import { accountKey, contractKey } from './seriesKeys.ts'

/** Writes what a fact says there is, whatever there was before. */
export function foldAbsolute(
  at: FactPosition,
  body: AbsoluteBody,
  sums: RunningSums,
  rows: SeriesRows,
): void {
  const { chainId, blockNumber } = at
  const set = (key: SeriesKey, values: readonly bigint[]): void =>
    rows.write(sums.other(key, 'absolute'), blockNumber, values)
  switch (body.kind) {
    case 'position': {
      const { sizeE18, entryValueE18, fundingIndexE18 } = body
      const key = accountKey('position', chainId, body, body.market)
      set(key, [sizeE18, entryValueE18, fundingIndexE18])
      break
    }
    case 'price': {
      const { feed, answer, roundId, updatedAt } = body
      set(contractKey('price', chainId, feed), [answer, roundId, updatedAt])
      break
    }
    case 'feedPrice': {
      const { contract, subject, answer, roundId, updatedAt, confidence, exponent } = body
      const said = [answer, roundId, updatedAt, confidence]
      const values = exponent === undefined ? said : [...said, BigInt(exponent)]
      set(contractKey('price', chainId, contract, subject), values)
      break
    }
    case 'index':
      set(contractKey('index', chainId, body.asset), [body.assetsPerShareUnit])
      break
    case 'liquidation': {
      const key = accountKey('liquidation', chainId, body)
      set(key, [body.phase === 'started' ? 1n : 0n])
      break
    }
    case 'owner': {
      const { venue, account } = body
      const key = { ...contractKey('owner', chainId, zeroAddress), venue, account }
      set(key, [BigInt(body.owner)])
      break
    }
    case 'control': {
      const saidBy = [BigInt(at.txHash), BigInt(at.logIndex), BigInt(at.k)]
      for (const key of controlKeys(chainId, body)) set(key, [controlValue(body), ...saidBy])
      break
    }
    case 'parameter':
      set(parameterKey(chainId, body), body.values)
      break
    case 'observed':
      for (const observation of body.observations) {
        set(observedKey(chainId, observation), [observation.amount])
      }
      break
  }
}

/** A limit may be zero, so that its absence is a number that none can be. */
function controlValue({ change }: ControlFact): bigint {
  switch (change.type) {
    case 'paused':
      return 1n
    case 'resumed':
      return 0n
    case 'limited':
      return change.most
    case 'unlimited':
      return -1n
  }
}
