import type { Project } from './Project.ts'
import { listShareRates } from './parse/listShareRates.ts'
import { parseAssets } from './parse/parseAssets.ts'
import { parseBacking } from './parse/parseBacking.ts'
import { parseBridges } from './parse/parseBridges.ts'
import { type ConfigWorld, parseChains } from './parse/parseChains.ts'
import { parseFeeds } from './parse/parseFeeds.ts'
import { parseSequencers } from './parse/parseSequencers.ts'
import { parseVenues } from './parse/parseVenues.ts'
import { toConfigError } from './parse/toConfigError.ts'
import { configSchema } from './schema.ts'

const bytesPerMb = 1_048_576

/**
 * Validates a config of any origin and resolves every name in it. Throws `ConfigError` with the first problem: the
 * field's path and the cure. No endpoint is contacted and no text of an endpoint is quoted.
 */
export function parseProject(config: unknown, world: ConfigWorld): Project {
  const checked = configSchema.safeParse(config)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw issue === undefined ? checked.error : toConfigError(issue)
  }
  const values = checked.data
  const chains = parseChains(values.chains, world)
  const feeds = parseFeeds(values.feeds, chains)
  const assets = parseAssets(values.assets, chains, feeds)
  const known = { chains, assets, world }
  const sequencers = parseSequencers(values.chains, chains)
  const bridges = parseBridges(values.bridges, known)
  const venues = parseVenues(values.venues, known)
  const rates = listShareRates(venues, assets)
  return {
    database: values.database,
    reserveBytes: values.reserveMb * bytesPerMb,
    rawLogs: values.rawLogs,
    chains: [...chains.values()].map((chain) => chain.config),
    assets: [...assets.values()],
    feeds: [...feeds.values()],
    ...(sequencers.length === 0 ? {} : { sequencers }),
    bridges,
    venues,
    ...(rates.length === 0 ? {} : { rates }),
    backing: parseBacking(values.backing, { ...known, bridges }),
    ...(values.audit.callsMax === 0 ? {} : { audit: values.audit }),
  }
}
