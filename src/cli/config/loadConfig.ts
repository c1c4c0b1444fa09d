import { extname } from 'node:path'
import type { Host } from '../../env/Host.ts'
import { BaseError } from '../../errors/BaseError.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import { findDuplicateKey } from './findDuplicateKey.ts'

const moduleExtensions = new Set(['.ts', '.mts', '.mjs', '.js'])

/** Longest quoted part of another program's message. */
const detailLengthMax = 200

/** Loads the value of a config file, not yet validated. Throws `ConfigError` about the file itself. */
export async function loadConfig(
  host: Host,
  parameters: { path: string; modules: Readonly<Record<string, unknown>> },
): Promise<unknown> {
  const { path, modules } = parameters
  if (!host.exists(path)) {
    throw new ConfigError({
      field: '--config',
      problem: `there is no file ${path}`,
      cure: 'Write the path of your config after --config.',
    })
  }
  const extension = extname(path)
  if (extension === '.json') return loadJson(host, path)
  if (moduleExtensions.has(extension)) return loadModule(host, path, modules)
  throw new ConfigError({
    field: '--config',
    problem: `${path} is neither .ts, .mjs nor .json`,
    cure: 'Rename the file after what it holds.',
  })
}

async function loadJson(host: Host, path: string): Promise<unknown> {
  const text = await host.readText(path)
  let config: unknown
  try {
    config = JSON.parse(text)
  } catch (error) {
    throw unreadable(path, error)
  }
  const duplicate = findDuplicateKey(text)
  if (duplicate === undefined) return config
  throw new ConfigError({
    field: duplicate,
    problem: `is written twice in ${path}`,
    cure: 'Remove one of the two, or give it another name.',
  })
}

async function loadModule(
  host: Host,
  path: string,
  modules: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  let loaded: unknown
  try {
    loaded = await host.importModule(path, modules)
  } catch (error) {
    if (error instanceof BaseError) throw error
    throw unreadable(path, error)
  }
  if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default
  throw new ConfigError({
    field: '--config',
    problem: `${path} has no default export`,
    cure: 'Write export default defineConfig({ … }).',
  })
}

/** The first line of what the parser or the config's own code said; the file is the operator's, so it may be quoted. */
function unreadable(path: string, error: unknown): ConfigError {
  const text = error instanceof Error ? error.message : String(error)
  const [detail = '', place = ''] = text.trim().split('\n')
  // The parser names the place on a line of its own, as file:line:column.
  const [, line] = /:(\d+):\d+$/.exec(place.trim()) ?? []
  const reason = hideUrls(detail.trim()).slice(0, detailLengthMax)
  return new ConfigError({
    field: '--config',
    problem: `${path} cannot be loaded (${reason}${line === undefined ? '' : ` at line ${line}`})`,
    cure: 'Correct the file there.',
    cause: error,
  })
}

function hideUrls(text: string): string {
  return text.replace(/\b(https?|wss?):\/\/\S+/gi, '<url>')
}
