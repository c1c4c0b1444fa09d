import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { BenchLayout } from './benchLayout.ts'
import { findPort, runProgram, startProgram, waitUntil } from './processes.ts'
import type { GraphqlResult, Rate } from './Results.ts'
import { venueId } from './replayConfig.ts'
import { type Compiled, repository } from './startCompiled.ts'

const require = createRequire(import.meta.url)

const connections = 32
const seconds = 8
const warmUpSeconds = 2

/** What a frontend shows of one account: its status, its slacks, what it consists of. */
const query = `query ($owner: Address!) {
  marginAccount(venue: "${venueId}", owner: $owner) {
    status certainty equity { value } slackInitial { value } slackMaintenance { value }
    totals { assetId amount { raw } } cut { asOf checkpoint }
  }
}`

interface Page {
  marginAccounts: { nodes: { owner: string; lines: unknown[] }[] }
}

/** Requests for one margin account, then for a constant from graphql-yoga alone, by autocannon in its own process. */
export async function measureGraphql(
  plimsoll: Compiled,
  layout: BenchLayout,
): Promise<GraphqlResult> {
  const owner = await findOwner(plimsoll, layout)
  const variables = { owner }
  const marginAccount = await load(`${plimsoll.url}/graphql`, { query, variables })
  const hello = await measureHello()
  return { connections, seconds, marginAccount, hello }
}

/** An account with several holdings on several chains; an empty one would flatter. */
async function findOwner(plimsoll: Compiled, { chainIds }: BenchLayout): Promise<string> {
  const { marginAccounts } = await plimsoll.query<Page>(
    `{ marginAccounts(venue: "${venueId}", first: 20) { nodes { owner lines { chainId } } } }`,
  )
  const found = marginAccounts.nodes.find(({ lines }) => lines.length > chainIds.length)
  if (found === undefined) throw new Error('No account of the first page holds enough.')
  return found.owner
}

async function measureHello(): Promise<Rate> {
  const port = await findPort()
  const jiti = join(repository, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs')
  const script = join(import.meta.dirname, 'helloServer.ts')
  const server = startProgram([jiti, script], { env: { PORT: `${port}` } })
  const url = `http://127.0.0.1:${port}/graphql`
  await waitUntil(server, () => isAnswering(url), 30_000)
  const rate = await load(url, { query: '{ hello }' })
  await server.stop()
  return rate
}

async function isAnswering(url: string): Promise<boolean> {
  const response = await fetch(`${url}?query=%7Bhello%7D`).catch(() => undefined)
  return response?.status === 200
}

async function load(url: string, body: unknown): Promise<Rate> {
  await cannon(url, body, warmUpSeconds)
  const { requests, latency, errors, non2xx } = await cannon(url, body, seconds)
  if (errors > 0 || non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} refusals.`)
  return {
    requestsPerSecond: Math.round(requests.average),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
  }
}

interface CannonResult {
  requests: { average: number }
  latency: { p50: number; p99: number }
  errors: number
  non2xx: number
}

async function cannon(url: string, body: unknown, duration: number): Promise<CannonResult> {
  const output = await runProgram([
    require.resolve('autocannon'),
    ...['--json', '-c', `${connections}`, '-d', `${duration}`, '-m', 'POST'],
    ...['-H', 'content-type=application/json', '-b', JSON.stringify(body), url],
  ])
  // CAST: autocannon's JSON; warnings may stand before it.
  return JSON.parse(output.slice(output.indexOf('{"'))) as CannonResult
}
