import { startApiThread } from '../api/thread/startApiThread.ts'
import { limitHeapGrowth } from '../env/limitHeapGrowth.ts'
import { nodeDbTools } from '../env/nodeDbTools.ts'
import { nodeEnv } from '../env/nodeEnv.ts'
import { nodeHost } from '../env/nodeHost.ts'
import { yieldTo } from '../env/yieldTo.ts'
import { runCli } from './runCli.ts'

/** Runs the command line of this process and ends it with the command's exit code. */
export async function main(): Promise<void> {
  limitHeapGrowth()
  const env = nodeEnv()
  const host = nodeHost()
  const exitCode = await runCli({
    host,
    env,
    program: {
      async start(parameters) {
        const thread = yieldTo(startApiThread)
        try {
          const { start } = await import('../start/start.ts')
          return await start({ ...parameters, serve: thread.serve })
        } catch (error) {
          await thread.end()
          throw error
        }
      },
      verify: async (parameters) => (await import('../start/verify.ts')).verify(parameters),
      verifySample: async (parameters) =>
        (await import('../start/verifySample.ts')).verifySample(parameters),
      db: nodeDbTools(),
      modules: async () => ({
        plimsoll: await import('../index.ts'),
        'plimsoll/chains': await import('../../chains/index.ts'),
      }),
    },
  })
  await host.flush()
  env.exit(exitCode)
}
