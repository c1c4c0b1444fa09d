import { ConfigError } from '../../errors/ConfigError.ts'
import { bottomAsset } from '../bottomAsset.ts'
import type { FollowConfig, FollowRule } from '../FollowConfig.ts'
import type { AssetConfig, RiskConfig } from '../Project.ts'
import type { ConfigValues } from '../schema.ts'
import { findNamed } from './findNamed.ts'
import { toFieldPath } from './toFieldPath.ts'

type FollowValues = NonNullable<NonNullable<ConfigValues['venues'][number]['risk']>['follow']>
type RuleValues = FollowValues['markets'][string]
type Path = readonly (string | number)[]

/** What a rule moves, and where it stands before the first version. */
interface Subject {
  asset: string
  bps: bigint
  /** In a sentence. */
  name: 'initial requirement' | 'initial haircut'
}

/**
 * Resolves what follows the market in a venue whose other rules are `risk`: bars and measurements must fit into each other,
 * and what the config says must lie where the rule may take it. Throws `ConfigError`.
 */
export function parseFollow(
  values: FollowValues,
  { risk, assets }: { risk: RiskConfig; assets: ReadonlyMap<string, AssetConfig> },
  path: Path,
): FollowConfig {
  const { since, barSeconds, everySeconds, noticeSeconds } = values
  checkWhole(since, barSeconds, [...path, 'since'])
  checkWhole(everySeconds, barSeconds, [...path, 'everySeconds'])
  const markets = Object.entries(values.markets).map(([id, rule]) => {
    const here = [...path, 'markets', id]
    const field = toFieldPath(here)
    const market = findNamed(risk.markets, id, { field, section: 'risk.markets' })
    const { asset, initialBps: bps } = market
    const subject: Subject = { asset, bps, name: 'initial requirement' }
    return [id, parseRule(rule, subject, assets, here)] as const
  })
  const collateral = Object.entries(values.collateral).map(([asset, rule]) => {
    const here = [...path, 'collateral', asset]
    const field = toFieldPath(here)
    const weights = findNamed(risk.collateral, asset, { field, section: 'risk.collateral' })
    const subject: Subject = { asset, bps: 10_000n - weights.initialBps, name: 'initial haircut' }
    return [asset, parseRule(rule, subject, assets, here)] as const
  })
  return {
    since,
    barSeconds,
    everySeconds,
    noticeSeconds,
    markets: new Map(markets),
    collateral: new Map(collateral),
  }
}

function checkWhole(value: bigint, barSeconds: bigint, path: Path): void {
  const rest = value % barSeconds
  if (rest === 0n) return
  throw new ConfigError({
    field: toFieldPath(path),
    problem: `is ${value}, no whole number of bars of ${barSeconds} seconds`,
    cure: `Write ${value - rest + barSeconds}, or another multiple of barSeconds.`,
  })
}

function parseRule(
  rule: RuleValues,
  subject: Subject,
  assets: ReadonlyMap<string, AssetConfig>,
  path: Path,
): FollowRule {
  checkRange(rule, subject, path)
  return { ...rule, feed: findFeed(subject, assets, path) }
}

function checkRange({ floorBps, ceilingBps }: RuleValues, { bps, name }: Subject, path: Path) {
  const floor = toFieldPath([...path, 'floorBps'])
  if (floorBps > ceilingBps) {
    throw new ConfigError({
      field: floor,
      problem: `is ${floorBps}, more than ceilingBps ${ceilingBps}`,
      cure: 'Write the smaller of the two as floorBps.',
    })
  }
  if (name === 'initial requirement' && floorBps === 0n) {
    throw new ConfigError({
      field: floor,
      problem: 'is 0: in a calm market positions would be opened against nothing',
      cure: 'Write 1 or more.',
    })
  }
  if (bps >= floorBps && bps <= ceilingBps) return
  throw new ConfigError({
    field: bps < floorBps ? floor : toFieldPath([...path, 'ceilingBps']),
    problem: `leaves out the configured ${name} of ${bps}, from which the first version starts`,
    cure: 'Change one of the two.',
  })
}

/** The primary feed alone: a bar has one source, so that a change of feeds is no move of the market. */
function findFeed(
  { asset: id }: Subject,
  assets: ReadonlyMap<string, AssetConfig>,
  path: Path,
): string {
  const asset = assets.get(id)
  const priced = asset && bottomAsset(asset, (under) => assets.get(under))
  const [feed] = priced?.feeds ?? []
  if (feed !== undefined) return feed
  throw new ConfigError({
    field: toFieldPath(path),
    problem: `follows the price of '${id}', and no feed gives one`,
    cure: `Name a feed in assets.${priced?.id ?? id}.feeds, or remove the rule.`,
  })
}
