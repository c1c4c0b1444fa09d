import type { Traffic } from '../../lab/createTraffic.ts'

/** Performs steps of traffic, one after the other. */
export async function playTraffic(traffic: Traffic, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) await traffic.step()
}
