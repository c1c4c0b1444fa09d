import { type Control, isBefore } from '../../../ledger/controls.ts'
import { stuckReason } from '../../../ledger/stuckReason.ts'
import type { TransferView } from '../../../ledger/TransferView.ts'
import type { ReadContext } from '../ReadContext.ts'
import type { TransferReading } from '../Views.ts'
import { valueToken, type Worth } from '../values/valueToken.ts'

/** A judged transfer with what the cut's prices and finality say of it. */
export function toReading(context: ReadContext, transfer: TransferView): TransferReading {
  return {
    ...transfer,
    ...worthOf(context, transfer),
    stuckReason: stuckReason(
      transfer,
      isSentFinal(context, transfer),
      pausesBefore(context, transfer).length > 0,
    ),
  }
}

/** What stops a transfer from where it has come to. */
export function pausesBefore(
  { controls }: Pick<ReadContext, 'controls'>,
  transfer: TransferView,
): readonly Control[] {
  const { pauses = [] } = controls.get(transfer.bridge) ?? {}
  return pauses.filter((pause) => isBefore(pause, transfer))
}

/** Of what left the origin, or where nobody saw that, of what arrived. */
function worthOf(context: ReadContext, transfer: TransferView): Worth {
  const { origin, destination, sentAsset, sentAmount, creditedAsset, creditedAmount } = transfer
  if (sentAsset !== undefined && sentAmount !== undefined)
    return valueToken(context, { chainId: origin, asset: sentAsset, amount: sentAmount })
  if (creditedAsset !== undefined && creditedAmount !== undefined)
    return valueToken(context, {
      chainId: destination,
      asset: creditedAsset,
      amount: creditedAmount,
    })
  return { valueE18: undefined, valueUnknown: 'AMOUNT_UNKNOWN' }
}

function isSentFinal({ cut }: ReadContext, { legs }: TransferView): boolean {
  const sent = legs.find(({ step }) => step === 'sent' || step === 'queued')
  const chain = cut.chains.find(({ chainId }) => chainId === sent?.at.chainId)
  return sent !== undefined && chain !== undefined && sent.at.blockNumber <= chain.finalized
}
