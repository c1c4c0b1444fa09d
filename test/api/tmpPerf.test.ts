import { expect, test } from 'vitest'
import { alpha, beta, gamma, legOf, serveWorld, usdBridge } from './support/servedWorld.ts'
test('perf', async () => {
  const legs = Array.from({ length: 3000 }, (_, i) => {
    const key = `d${i}`
    return [legOf('sent', 100 + i, { key, log: 1 }), legOf('credited', 101 + i, { key, log: 2 })]
  }).flat()
  const open = Array.from({ length: 10_000 }, (_, i) => legOf('sent', 5_000 + (i % 4000), { key: `o${i}`, log: 10 + Math.floor(i / 4000) }))
  const { views } = await serveWorld([...legs, ...open])
  const reader = await views.open({ by: 'finality', finality: 'LATEST' })
  const time = (name: string, f: () => unknown) => { const t = performance.now(); f(); console.log(name, (performance.now() - t).toFixed(1)) }
  const q = { bridge: usdBridge, origin: alpha, destination: beta, first: 50, after: undefined }
  for (let i = 0; i < 3; i++) {
    time('route 10k open', () => reader.routes(q))
    time('quiet route', () => reader.routes({ ...q, destination: gamma }))
    time('all routes', () => reader.routes({ first: 50, after: undefined }))
    time('oldest 50', () => reader.openTransfers({ ...q, order: 'asc' }))
    time('conditions', () => reader.conditions().length)
  }
  reader.release()
  const other = await views.open({ by: 'timestamp', timestamp: 9_500n })
  time('past: oldest 50', () => other.openTransfers({ ...q, order: 'asc' }))
  time('past: route', () => other.routes(q))
  other.release()
  expect(1).toBe(1)
}, 60_000)
