import type { Env } from '../env/Env.ts'
import type { Host } from '../env/Host.ts'
import { exitCodes } from './exitCodes.ts'

/** A stop that a person can ask for. */
export interface Stop {
  signal: AbortSignal
  /** Forgets the listeners. */
  release(): void
}

/** The first SIGINT or SIGTERM aborts `signal`; the second ends the process at once. */
export function stopOnSignal(world: { host: Host; env: Env }, onFirst: () => void): Stop {
  const controller = new AbortController()
  const release = world.host.onStop((signal) => {
    if (controller.signal.aborted) {
      world.env.exit(signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated)
      return
    }
    onFirst()
    controller.abort()
  })
  return { signal: controller.signal, release }
}
