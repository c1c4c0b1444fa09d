import { expect, test } from 'vitest'
import type { DemoParameters } from '../../src/cli/commands/demoCommand.ts'
import { runCli } from '../../src/cli/runCli.ts'
import { exampleConfig } from '../config/exampleConfig.ts'
import { createFakeWorld, demoPath } from './support/createFakeWorld.ts'
import { exampleVariables } from './support/exampleNodes.ts'

test('default: the lab starts Plimsoll on its own config and returns the exit code', async () => {
  const seen: { once?: boolean; url?: string } = {}
  const demo = async (parameters: DemoParameters) => {
    seen.once = parameters.once
    seen.url = (await parameters.start(exampleConfig())).url
    parameters.print('Ready.')
    return 7
  }
  const world = createFakeWorld({
    argv: ['demo', '--once', '--port', '4100'],
    modules: { [demoPath]: () => ({ demo }) },
    variables: exampleVariables,
  })
  expect(await runCli(world)).toBe(7)
  expect(seen).toEqual({ once: true, url: 'http://127.0.0.1:4100/graphql' })
  expect(world.started[0]).toMatchObject({ port: 4100, portFallback: true })
  expect(world.out()).toContain('Ready.\n')
})

test('behavior: SIGINT reaches the lab', async () => {
  let isWaiting = false
  const demo = ({ signal }: DemoParameters) =>
    new Promise<number>((resolve) => {
      isWaiting = true
      signal.addEventListener('abort', () => resolve(0), { once: true })
    })
  const world = createFakeWorld({ argv: ['demo'], modules: { [demoPath]: () => ({ demo }) } })
  const ended = runCli(world)
  while (!isWaiting) await new Promise((resolve) => setImmediate(resolve))
  world.stop('SIGINT')
  expect(await ended).toBe(0)
})

test('error: an installed package has no lab', async () => {
  const world = createFakeWorld({ argv: ['demo'] })
  expect(await runCli(world)).toBe(2)
  expect(world.err()).toBe(
    'demo: the demo needs the lab, which is in the repository and not in the package. Clone the repository and run npm install && npm run demo there.\n',
  )
})
