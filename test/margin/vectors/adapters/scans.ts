import {
  collateral,
  deribitShortContingency,
  deribitVolatilityShock,
  derivePmrm,
  evaluateCurve,
  evaluateMargin,
  ewmaVariance,
  spanScanRisk,
  toDeviation,
} from '../../../../src/index.ts'
import {
  type Adapter,
  e18,
  fields,
  flag,
  integer,
  list,
  named,
  scaled,
  text,
  units,
} from '../decimal.ts'

const pmrm: Adapter = (input) => {
  const { scenarios, params, perp, collaterals } = input
  const parameters = fields(params)
  const held = fields(perp)
  const tokens = list(collaterals).map(fields)
  const rules = tokens.map(
    (token) =>
      [
        text(token.name),
        {
          isRiskCancelling: flag(token.riskCancelling),
          mmHaircut: e18(token.mmHaircut),
          imHaircut: e18(token.imHaircutExtra),
        },
      ] as const,
  )
  const margin = evaluateMargin(
    derivePmrm({
      scenarios: list(scenarios).map((item) => {
        const [spotShock, dampening] = list(item)
        return { spotShock: e18(spotShock), dampening: e18(dampening) }
      }),
      mmFactor: e18(parameters.mmFactor),
      imFactor: e18(parameters.imFactor),
      pegLossThreshold: e18(parameters.pegLossThreshold),
      pegLossFactor: e18(parameters.pegLossFactor),
      confThreshold: e18(parameters.confThreshold),
      confMargin: e18(parameters.confMargin),
      mmPerpPercent: e18(parameters.mmPerpPercent),
      imPerpPercent: e18(parameters.imPerpPercentExtra),
      collaterals: Object.fromEntries(rules),
    }),
    {
      id: 'unit',
      mode: 'portfolio',
      balances: [
        { asset: 'cash', quantity: e18(input.cash) },
        ...tokens.map((token) => collateral(text(token.name), e18(token.amount))),
      ],
      positions: [
        {
          market: 'perp',
          size: e18(held.qty),
          entry: { type: 'profit', profit: e18(held.unrealisedPnl) },
          due: e18(held.unrealisedFunding),
        },
      ],
    },
    {
      numeraire: e18(input.stablePrice),
      states: named([
        ['spot', { mid: e18(input.spotPrice), confidence: e18(input.spotConfidence) }],
        ['perp', { mid: e18(held.price), confidence: e18(held.confidence) }],
        ...tokens.map(
          (token) =>
            [
              text(token.name),
              { mid: e18(token.price), confidence: e18(token.confidence) },
            ] as const,
        ),
      ]),
    },
  )
  return {
    worstScenarioLoss: scaled(margin.worstScenarioProfit ?? 0n, 18),
    markToMarket: scaled(margin.equity, 18),
    IM: scaled(margin.initial.slack, 18),
    MM: scaled(margin.maintenance.slack, 18),
  }
}

const vol: Adapter = (input) => {
  const power = { exponent: units(input.power, 2), root: 100n }
  const curve = deribitVolatilityShock({ range: e18(input.range), power })
  return { shock: scaled(evaluateCurve(curve, { days: e18(input.days) }), 18) }
}

const shorts: Adapter = (input) => ({
  contingency: scaled(
    deribitShortContingency(
      [{ calls: e18(input.calls), puts: e18(input.puts) }],
      e18(input.perOption),
    ),
    18,
  ),
})

const scan: Adapter = (input) => {
  const legs = list(input.legs).map((item) => {
    const { qty, array } = fields(item)
    return { quantity: integer(qty), array: list(array).map(integer) }
  })
  const { scanRisk, scenario } = spanScanRisk(legs)
  return { scanRisk: scaled(scanRisk, 0), scenario }
}

const ewma: Adapter = (input) => {
  const variance = ewmaVariance({
    lambda: e18(input.lambda),
    variance: units(input.variance, 36),
    simpleReturn: e18(input.return),
  })
  return { variance: scaled(variance, 36), sigma: scaled(toDeviation(variance), 18) }
}

export const scans = {
  'derive.pmrm': pmrm,
  'deribit.vol': vol,
  'deribit.shortCont': shorts,
  'span.scan': scan,
  ewma,
} satisfies Record<string, Adapter>
