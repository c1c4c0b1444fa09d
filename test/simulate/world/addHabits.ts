import { createRandom, pickIndex } from '../../faults/support/createRandom.ts'
import type { SimChain, TagProcess, TimeProfile } from './Deployment.ts'

const tagProcesses: readonly TagProcess[] = [
  'steady',
  'steady',
  'steady',
  'stalling',
  'jumping',
  'constant',
]

/** Beside the profiles that every world had from the beginning. */
const timeProfiles: readonly TimeProfile[] = ['bursts', 'ahead']

/** Share of the chains that keep the profile that they were drawn with. */
const keptShare = 0.65

/** Draws what a chain and its nodes do oddly, from a stream of its own: what was drawn before keeps its meaning. */
export function addHabits(seed: number, chain: SimChain): SimChain {
  const random = createRandom(seed ^ 0xab17 ^ (chain.index * 7_919))
  const tagProcess = tagProcesses[pickIndex(random, tagProcesses.length)] ?? 'steady'
  const drawn = timeProfiles[pickIndex(random, timeProfiles.length)] ?? chain.times
  const times = random() < keptShare ? chain.times : drawn
  const hasSockets = random() < 0.25
  const onViolation = random() < 0.2 ? ('repair' as const) : ('halt' as const)
  const endpoints = chain.endpoints === 2 && random() < 0.3 ? 3 : chain.endpoints
  return { ...chain, tagProcess, times, hasSockets, onViolation, endpoints }
}
