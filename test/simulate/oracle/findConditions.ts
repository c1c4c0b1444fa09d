import type { OracleCondition, OracleResidual, OracleTransfer } from './Oracle.ts'

/** Conditions that must be served at the cut, sorted. */
export function findConditions(
  transfers: readonly OracleTransfer[],
  residuals: readonly OracleResidual[],
): OracleCondition[] {
  const sums = new Map<string, { contract: string; amount: bigint }>()
  for (const { chainId, contract, token, amount } of residuals) {
    const id = [chainId, contract, token].join('|')
    sums.set(id, { contract, amount: (sums.get(id)?.amount ?? 0n) + amount })
  }
  return [
    ...transfers.flatMap(({ key, state }) => {
      const code = codeOf(state)
      return code === undefined ? [] : [{ code, subject: key }]
    }),
    ...[...sums.values()].flatMap(({ contract, amount }) =>
      amount === 0n ? [] : [{ code: 'RESIDUAL' as const, subject: contract }],
    ),
  ].sort((a, b) => (`${a.code}|${a.subject}` < `${b.code}|${b.subject}` ? -1 : 1))
}

function codeOf(state: OracleTransfer['state']): OracleCondition['code'] | undefined {
  switch (state) {
    case 'UNBACKED':
      return 'TRANSFER_UNBACKED'
    case 'DUPLICATE_CREDIT':
      return 'TRANSFER_DUPLICATE_CREDIT'
    case 'CONFLICT':
    case 'PAYLOAD_CONFLICT':
    case 'AMOUNT_MISMATCH':
      return 'TRANSFER_CONFLICT'
    case 'STUCK':
      return 'TRANSFER_STUCK'
    case 'EXPIRED':
      return 'TRANSFER_EXPIRED'
    case 'NOT_COVERED':
      return 'ROUTE_NOT_COVERED'
    case 'DELIVERED':
    case 'AWAITING_SOURCE':
    case 'REFUNDED':
    case 'CANCELLED':
    case 'FAILED_RETRYABLE':
    case 'IN_FLIGHT':
    case 'VERIFIED_WITHOUT_SOURCE':
    case 'UNKNOWN':
      return undefined
  }
}
