import type { Cut, CutRequest } from '../../src/api/views/cut/Cut.ts'
import type { CollateralLine, Views } from '../../src/api/views/Views.ts'
import type { TransferView } from '../../src/ledger/TransferView.ts'
import { readExtras, type ServedExtras } from './checks/ServedExtras.ts'
import type { OracleState } from './oracle/Oracle.ts'
import type { Deployment } from './world/Deployment.ts'
import { shareDecimals } from './world/toConfig.ts'

/** What was answered at one cut, spelled as sorted lines that the oracle's state is spelled as too. */
export interface Answer {
  cut: Cut
  lines: readonly string[]
  /** Everything else of the answer that must be the same in a fresh index of the same chains. */
  rest: readonly string[]
  extras: ServedExtras
}

/** Reads all that readers can ask at one cut, in one snapshot. */
export async function readAnswer(
  views: Views,
  deployment: Deployment,
  at: CutRequest,
): Promise<Answer> {
  const reader = await views.open(at)
  try {
    const { cut } = reader
    const extras = readExtras(reader, deployment)
    return { cut, lines: spellExtras(extras, deployment), rest: spellRest(cut, extras), extras }
  } finally {
    reader.release()
  }
}

/** Books and transfers of one answer. */
export function spellExtras(
  { accounts, collateral, transfers }: ServedExtras,
  deployment: Deployment,
): readonly string[] {
  const lines: string[] = []
  for (const account of accounts)
    for (const line of account.lines) lines.push(`account ${spellLine(line, deployment)}`)
  for (const line of collateral.lines)
    if (line.account === undefined && line.kind !== 'holding')
      lines.push(`suspense ${spellLine(line, deployment)}`)
  for (const [group, parts] of sumGroups(collateral.lines)) lines.push(`venue ${group} ${parts}`)
  for (const transfer of transfers) lines.push(spellTransfer(transfer))
  return lines.sort()
}

/** One transfer, as the oracle spells it too. */
export function spellTransfer(transfer: TransferView): string {
  const { key, bridge, state, stage, isCollateralBound, sentAmount, creditedAmount } = transfer
  return `transfer ${key} ${bridge} ${state} ${stage} ${isCollateralBound} ${sentAmount} ${creditedAmount}`
}

/** One line of a book. */
export function spellLine(line: CollateralLine, { chains }: Deployment): string {
  const { kind, chainId, contract, account, unit, amount, shares, assetId, transferKey } = line
  const chain = chains.find(({ id }) => id === chainId)
  const isShare = assetId === 'share'
  const token = isShare
    ? chain?.yieldVault
    : chain?.markets[assetId === 'usd' ? 'usd' : 'eur'].token
  const place = kind === 'holding' || kind === 'liability' ? contract : transferKey
  return `${kind} ${account} ${unit} ${chainId} ${place} ${token} ${shares ?? amount}`
}

/** What the oracle says, in the same words. */
export function spellOracle(state: OracleState): readonly string[] {
  const lines: string[] = []
  for (const { account, holdings, debts, amounts } of state.accounts) {
    for (const { unit, chainId, contract, token, amount } of debts)
      lines.push(`account liability ${account} ${unit} ${chainId} ${contract} ${token} ${amount}`)
    for (const { unit, chainId, contract, token, amount } of holdings)
      lines.push(`account holding ${account} ${unit} ${chainId} ${contract} ${token} ${amount}`)
    for (const { kind, holder, chainId, key, token, amount } of amounts) {
      const who = account === undefined ? 'suspense' : 'account'
      lines.push(
        `${who} ${kind} ${holder.account} ${holder.unit} ${chainId} ${key} ${token} ${amount}`,
      )
    }
  }
  for (const { totals } of state.venues)
    for (const { group, holdings, inFlight, lagOffset, unbacked } of totals)
      if (holdings !== 0n || inFlight !== 0n || lagOffset !== 0n || unbacked !== 0n)
        lines.push(`venue ${group} ${holdings} ${inFlight} ${lagOffset} ${unbacked}`)
  for (const transfer of state.transfers) {
    const {
      key,
      route,
      state: name,
      stage,
      isCollateralBound,
      sentAmount,
      creditedAmount,
    } = transfer
    lines.push(
      `transfer ${key} ${route} ${name} ${stage} ${isCollateralBound} ${sentAmount} ${creditedAmount}`,
    )
  }
  return lines.sort()
}

const groupDecimals = 36

/** Sums per asset group in units of 36 decimals: holdings, in flight, lag offset, unbacked. */
function sumGroups(lines: readonly CollateralLine[]): readonly (readonly [string, string])[] {
  const groups = new Map<
    string,
    { holding: bigint; inFlight: bigint; lagOffset: bigint; unbacked: bigint }
  >()
  for (const { kind, assetId, shares, amount, decimals } of lines) {
    if (kind === 'liability') continue
    const group = assetId.startsWith('eur') ? 'eur' : assetId
    const own = groups.get(group) ?? { holding: 0n, inFlight: 0n, lagOffset: 0n, unbacked: 0n }
    const places = assetId === 'share' ? shareDecimals : decimals
    own[kind] += (shares ?? amount) * 10n ** BigInt(groupDecimals - places)
    groups.set(group, own)
  }
  return [...groups].map(
    ([group, { holding, inFlight, lagOffset, unbacked }]) =>
      [group, `${holding} ${inFlight} ${lagOffset} ${unbacked}`] as const,
  )
}

function spellRest(cut: Cut, extras: ServedExtras): readonly string[] {
  const { accounts, collateral, transfers, prices, routes = [] } = extras
  const rest: unknown[] = [
    ...accounts.map((account) => ({ ...account, transfers: [] })),
    ...[collateral, ...transfers, ...prices, ...routes],
  ]
  const place = { ...cut, sequence: 0, revision: 0, checkpoint: '', isRevised: false }
  return [spell(place), ...rest.map(spell).sort()]
}

/** Lists whose order is that of first observation are sorted; orphaned legs are evidence of the way there. */
function spell(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (typeof inner === 'bigint') return inner.toString()
    if (key === 'evidence' || key === 'cause') return undefined
    return Array.isArray(inner) ? inner.map(spell).sort() : inner
  })
}
