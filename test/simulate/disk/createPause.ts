import type { Env } from '../../../src/env/Env.ts'

/** The outside of a program that can be paused like a machine: what it waits for comes, and it does not notice yet. */
export interface PausableEnv {
  env: Env
  /** Returns what lets it go on. */
  pause(): () => void
}

export function createPause(env: Env): PausableEnv {
  let going: Promise<void> | undefined
  const wait = async (): Promise<void> => {
    while (going !== undefined) await going
  }
  return {
    env: {
      ...env,
      async sleep(ms, signal) {
        await env.sleep(ms, signal)
        await wait()
      },
      async post(request) {
        try {
          return await env.post(request)
        } finally {
          await wait()
        }
      },
    },
    pause() {
      let resume: () => void = () => undefined
      going = new Promise((resolve) => {
        resume = resolve
      })
      return () => {
        going = undefined
        resume()
      }
    },
  }
}
