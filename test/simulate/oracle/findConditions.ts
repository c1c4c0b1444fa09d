import type { OracleCondition, OracleState, OracleTransfer } from './Oracle.ts'

/** Conditions that must be served at the cut, sorted. */
export function findConditions({
  transfers,
  residuals,
  switches,
  ways,
}: Pick<OracleState, 'transfers' | 'residuals' | 'switches' | 'ways'>): OracleCondition[] {
  const sums = new Map<string, { contract: string; amount: bigint }>()
  for (const { chainId, contract, token, amount } of residuals) {
    const id = [chainId, contract, token].join('|')
    sums.set(id, { contract, amount: (sums.get(id)?.amount ?? 0n) + amount })
  }
  const paused = switches
    .filter(({ about }) => about === 'pause')
    .map(({ route, chainId, contract }) => `${route}:${chainId}:${contract}`)
  return [
    ...[...new Set(paused)].map((subject) => ({ code: 'ROUTE_PAUSED' as const, subject })),
    ...ways
      .filter(({ isHalted }) => isHalted)
      .map(({ route, origin, destination }) => ({
        code: 'ROUTE_HALTED' as const,
        subject: `${route}:${origin}:${destination}`,
      })),
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
