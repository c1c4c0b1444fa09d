import type { Env } from '../env/Env.ts'
import type { Host } from '../env/Host.ts'
import type { Log } from '../utils/Log.ts'
import { createHumanLog } from './log/createHumanLog.ts'
import { createJsonLog } from './log/createJsonLog.ts'
import { createSecrets, type Secrets } from './log/createSecrets.ts'
import { createScreen, type Screen } from './progress/createScreen.ts'
import type { ProgressStyle } from './progress/watchProgress.ts'

/** Everything a command says goes through here: the log, the screen below it, and what must not be said. */
export interface Console {
  log: Log
  screen: Screen
  secrets: Secrets
  style: ProgressStyle
}

/** Lines for a person, or with `json` for a machine. */
export function createConsole(world: { host: Host; env: Env }, json: boolean): Console {
  const { host, env } = world
  const secrets = createSecrets()
  const screen = createScreen(host)
  const now = () => env.now()
  const log = json
    ? createJsonLog({ write: (text) => host.write(text), now, secrets })
    : createHumanLog({ line: (text) => screen.line(text), now, secrets })
  return { log, screen, secrets, style: json ? 'json' : host.isTty ? 'block' : 'lines' }
}
