import { parseUnits } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deposit } from '../lab/actions/deposit.ts'
import { sendCollateral } from '../lab/actions/sendCollateral.ts'
import { labConfig } from '../lab/labConfig.ts'
import { type Lab, startLab } from '../lab/startLab.ts'
import { awaitHeads } from './support/expectServed.ts'
import { createFolder, type Plimsoll, startPlimsoll } from './support/startPlimsoll.ts'

let lab: Lab
let plimsoll: Plimsoll
let folder: Awaited<ReturnType<typeof createFolder>>

beforeAll(async () => {
  lab = await startLab({ chains: 2 })
  folder = await createFolder()
  plimsoll = await startPlimsoll(labConfig(lab, { database: `${folder.path}/plimsoll.db` }))
}, 120_000)

afterAll(async () => {
  await plimsoll?.stop()
  await lab?.stop()
  await folder?.remove()
})

/** Opens a subscription over server-sent events; `data` grows with every event until `close`. */
async function subscribe(query: string, variables: Record<string, unknown>) {
  const stop = new AbortController()
  const response = await fetch(plimsoll.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    signal: stop.signal,
  })
  if (response.body === null) throw new Error('the subscription has no body')
  const data: unknown[] = []
  const decoder = new TextDecoder()
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let rest = ''
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        // An empty data line is the end of the stream.
        if (line.startsWith('data: {')) data.push(JSON.parse(line.slice('data: '.length)).data)
      }
    }
  }
  const done = read(response.body).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return {
    data,
    async close() {
      stop.abort()
      await done
    },
  }
}

test('default: an account is sent at once, and again when its content changed', async () => {
  const [account] = lab.traders
  if (account === undefined) throw new Error('the lab has a trader')
  await awaitHeads(lab, plimsoll)
  const watch = await subscribe(
    `subscription ($owner: Address!) {
      marginAccountChanged(venue: "lab", owner: $owner) { totals { assetId amount { raw } } }
    }`,
    { owner: account },
  )
  const totalsOf = (raw: string) => ({
    marginAccountChanged: { totals: [{ assetId: 'usd', amount: { raw } }] },
  })
  await expect.poll(() => watch.data).toEqual([{ marginAccountChanged: { totals: [] } }])
  await deposit(lab.home, { account, amount: parseUnits('25', 6) })
  await expect.poll(() => watch.data.at(-1), { timeout: 10_000 }).toEqual(totalsOf('25000000'))
  await deposit(lab.home, { account, amount: parseUnits('5', 6) })
  await expect.poll(() => watch.data.at(-1), { timeout: 10_000 }).toEqual(totalsOf('30000000'))
  await watch.close()
})

test('default: a transfer is followed from its sending to its delivery', async () => {
  const [, account] = lab.traders
  const [home, lagoon] = lab.chains
  if (account === undefined || lagoon === undefined) throw new Error('the lab has two chains')
  await deposit(home, { account, amount: parseUnits('50', 6) })
  const watch = await subscribe(
    `subscription ($account: Address!) {
      transferChanged(venue: "lab", account: $account) { transfer { state } }
    }`,
    { account },
  )
  const sent = await sendCollateral(home, {
    account,
    destination: lagoon,
    amount: parseUnits('20', 6),
  })
  const state = (): unknown => watch.data.at(-1)
  await expect
    .poll(state, { timeout: 10_000 })
    .toEqual({ transferChanged: { transfer: { state: 'IN_FLIGHT' } } })
  await lab.relayer.deliverTogether(sent.messages)
  await expect
    .poll(state, { timeout: 10_000 })
    .toEqual({ transferChanged: { transfer: { state: 'DELIVERED' } } })
  await watch.close()
})
