import type { Condition } from '../../../src/alerts/Condition.ts'
import type { Cut } from '../../../src/api/views/cut/Cut.ts'
import type {
  AccountView,
  AssetTotal,
  CollateralLine,
  CutReader,
  Page,
  PriceView,
  RouteView,
  TransferReading,
} from '../../../src/api/views/Views.ts'
import type { Bounds, Slacks } from '../../../src/margin/MarginStatus.ts'
import { InvariantBroken } from '../Failure.ts'
import type {
  AccountData,
  BoundsData,
  CutData,
  LineData,
  PauseData,
  Raw,
  RouteData,
  SlacksData,
  TotalData,
  TransferData,
  UnitData,
  WholeData,
} from './WholeData.ts'

/**
 * What a document answered, read back into what the views serve, so that one and the same checks hold both. What is not
 * served as a figure, such as the raw contents of legs, is missing.
 */
export function toCutReader(data: WholeData): CutReader {
  const accounts = data.marginAccounts.nodes.map(toAccount)
  const own = toAccount(data.marginAccount)
  const { venue } = own
  const { lines, totals } = data.collateral
  const coverage = data.meta.chains.flatMap((chain) => chain.coverage.map(toCoverage))
  return {
    cut: toCut(data.meta.cut),
    coverage,
    joining: [],
    left: [],
    retention: [],
    marginAccounts: () => toPage(accounts),
    marginAccount(_venue, owner) {
      const found = [...accounts, own].find((account) => account.owner === owner)
      if (found === undefined) throw new InvariantBroken('api', `${owner} is not listed`)
      return found
    },
    marginAnswers: () => refuse('answers'),
    simulateMargin: () => refuse('a simulation'),
    parameters: () => refuse('parameters'),
    troubled: () => refuse('statuses'),
    openTransfers: () => toPage([]),
    bridges: () => [],
    backings: () => [],
    routes: () => toPage((data.routes?.nodes ?? []).map(toRoute)),
    transfers: () => toPage(data.transfers.nodes.map(toTransfer)),
    transfer: (key) => data.transfers.nodes.map(toTransfer).find((each) => each.key === key),
    collateral: () => ({ venue, lines: lines.map(toLine), totals: totals.map(toTotal) }),
    prices: () => data.prices.nodes.map(toPrice),
    conditions: () => data.conditions.nodes.map(toCondition),
    stateDigest: () => undefined,
    release: () => {},
  }
}

/** What a subscriber's document does not ask for cannot be read from it. */
function refuse(what: string): never {
  throw new InvariantBroken('api', `the document holds no ${what}`)
}

export function toCut({ sequence, asOf, chains, ...cut }: CutData): Cut {
  return {
    ...cut,
    sequence: Number(sequence),
    asOf: BigInt(asOf),
    chains: chains.map(({ number, timestamp, finalized, ...chain }) => ({
      ...chain,
      number: BigInt(number),
      timestamp: BigInt(timestamp),
      finalized: BigInt(finalized),
    })),
  }
}

export function toAccount(data: AccountData): AccountView {
  const { venue, owner, accounts, lines, totals, transfers, reasons } = data
  const { status, certainty, bounds, units } = data
  assertKnown(data, owner)
  // CAST: words of the schema, which are the views' own.
  const margin = {
    status,
    certainty,
    reasons,
    bounds: toBounds(bounds),
    units: units.map((unit) => toUnit(unit, owner)),
  } as AccountView['margin']
  return {
    ...{ venue, owner, accounts, margin },
    lines: lines.map(toLine),
    totals: totals.map(toTotal),
    transfers: transfers.map(toTransfer),
  }
}

function toUnit(data: UnitData, owner: string) {
  assertKnown(data, `${owner} ${data.unit}`)
  const { unit, status, reasons, bounds, contributions } = data
  return {
    ...{ unit, status, reasons, ...toSlacks(bounds.best) },
    initialRequirementE18: BigInt(data.initialRequirement.raw),
    maintenanceRequirementE18: BigInt(data.maintenanceRequirement.raw),
    bounds: toBounds(bounds),
    contributions: contributions.map((each) => ({
      ...{ kind: toLower(each.kind), subject: each.subject, chainId: each.chainId },
      amount: toBig(each.amount) ?? 0n,
      valueE18: BigInt(each.value.raw),
      initialBps: BigInt(each.initialBps),
      maintenanceBps: BigInt(each.maintenanceBps),
      initialE18: BigInt(each.initial.raw),
      maintenanceE18: BigInt(each.maintenance.raw),
      requirementInitialE18: toBig(each.requirementInitial),
      requirementMaintenanceE18: toBig(each.requirementMaintenance),
    })),
  }
}

/** A figure is the best of its bounds, or null where the status is UNKNOWN. */
function assertKnown(data: UnitData | AccountData, name: string): void {
  for (const figure of ['equity', 'slackInitial', 'slackMaintenance'] as const) {
    const wanted = data.status === 'UNKNOWN' ? undefined : data.bounds.best[figure].raw
    if (data[figure]?.raw !== wanted)
      throw new InvariantBroken('api', `${name} is ${data.status}: ${figure} ${data[figure]?.raw}`)
  }
}

function toBounds({ low, best, high }: BoundsData): Bounds {
  return { low: toSlacks(low), best: toSlacks(best), high: toSlacks(high) }
}

function toSlacks({ equity, slackInitial, slackMaintenance }: SlacksData): Slacks {
  return {
    equityE18: BigInt(equity.raw),
    slackInitialE18: BigInt(slackInitial.raw),
    slackMaintenanceE18: BigInt(slackMaintenance.raw),
  }
}

function toLine({ amount, shares, value, ...line }: LineData): CollateralLine {
  // CAST: words of the schema, which are the views' own but for their case.
  return {
    ...line,
    kind: toLower(line.kind),
    contract: line.contract ?? undefined,
    account: line.account ?? undefined,
    transferKey: line.transferKey ?? undefined,
    amount: BigInt(amount.raw),
    decimals: amount.decimals,
    shares: shares === null ? undefined : BigInt(shares),
    valueE18: toBig(value),
  } as CollateralLine
}

function toTotal({ amount, liability, value, byChain, ...total }: TotalData): AssetTotal {
  return {
    ...total,
    amount: BigInt(amount.raw),
    decimals: amount.decimals,
    liability: BigInt(liability.raw),
    valueE18: toBig(value),
    byChain: byChain.map((each) => ({ chainId: each.chainId, amount: BigInt(each.amount.raw) })),
  }
}

export function toTransfer(data: TransferData): TransferReading {
  const { sent, credited, sentAt, creditedAt, origin, destination, stage, ...transfer } = data
  // CAST: the parts that are compared; its amounts are among the lines of books.
  return {
    ...transfer,
    stage: stage ?? undefined,
    cause: transfer.cause ?? undefined,
    reason: transfer.reason ?? undefined,
    stuckReason: transfer.stuckReason ?? undefined,
    origin: origin ?? 0,
    destination: destination ?? 0,
    sentAmount: toBig(sent),
    creditedAmount: toBig(credited),
    sentAt: sentAt === null ? undefined : BigInt(sentAt),
    creditedAt: creditedAt === null ? undefined : BigInt(creditedAt),
  } as unknown as TransferReading
}

/** What a route's page does not say is left out. */
function toRoute({ isPaused, pauses, limitLeft, limits, ...data }: RouteData): RouteView {
  const control = {
    isPaused: isPaused ?? undefined,
    pauses: pauses.map(toPause),
    limitLeft:
      limitLeft === null
        ? undefined
        : {
            chainId: limitLeft.chainId,
            asset: limitLeft.token,
            amount: BigInt(limitLeft.raw),
          },
    limits: limits.map(({ per, most, left, ...limit }) => ({
      ...toPause(limit),
      per: toLower(per),
      token: most.token,
      most: BigInt(most.raw),
      left: toBig(left),
    })),
  }
  // CAST: the parts that are compared.
  return { ...data, control } as unknown as RouteView
}

function toPause({ way, lane, sinceBlock, since, ...pause }: PauseData) {
  return {
    ...pause,
    way: way.toLowerCase(),
    lane: lane ?? undefined,
    sinceBlock: BigInt(sinceBlock),
    since: since === null ? undefined : BigInt(since),
  }
}

function toPrice(data: WholeData['prices']['nodes'][number]): PriceView {
  const { assetId, symbol, state, price, low, high, lastPrice, updatedAt, ageSeconds } = data
  const figures = {
    priceE18: toBig(price),
    lowE18: toBig(low),
    highE18: toBig(high),
    lastPriceE18: toBig(lastPrice),
    updatedAt: updatedAt === null ? undefined : BigInt(updatedAt),
    ageSeconds: ageSeconds === null ? undefined : BigInt(ageSeconds),
    source: data.source ?? undefined,
  }
  const known = Object.entries(figures).filter(([, figure]) => figure !== undefined)
  // CAST: which figures there are depends on the state, as in the views.
  const served = { state: state.toLowerCase(), ...Object.fromEntries(known) } as PriceView['price']
  return { assetId, symbol, price: served }
}

function toCondition(data: WholeData['conditions']['nodes'][number]): Condition {
  const { severity, since, ...condition } = data
  // CAST: words of the schema, which are the views' own but for their case.
  return {
    ...condition,
    severity: severity.toLowerCase(),
    since: since === null ? undefined : BigInt(since),
  } as Condition
}

function toCoverage(row: WholeData['meta']['chains'][number]['coverage'][number]) {
  return {
    ...row,
    filterDigest: '',
    fromBlock: BigInt(row.fromBlock),
    fromTimestamp: BigInt(row.fromTimestamp),
    toBlock: BigInt(row.toBlock),
    spans: row.spans.map(({ toBlock, level }) => ({
      toBlock: BigInt(toBlock),
      // CAST: the same words in the other case.
      level: level.toLowerCase() as Lowercase<typeof level>,
    })),
  }
}

function toPage<Item>(items: readonly Item[]): Page<Item> {
  return { items: items.map((item) => ({ item, cursor: '' })), hasNextPage: false }
}

function toBig(figure: { raw: Raw } | null): bigint | undefined {
  return figure === null ? undefined : BigInt(figure.raw)
}

/** `IN_FLIGHT` of the schema is `inFlight` of the views. */
function toLower(word: string): string {
  return word.toLowerCase().replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase())
}
