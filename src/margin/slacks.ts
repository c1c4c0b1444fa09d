import { maxOf } from '../utils/maxOf.ts'
import { minOf } from '../utils/minOf.ts'
import type { Slacks } from './MarginStatus.ts'

/** The slacks of a unit that holds nothing. */
export const noSlacks: Slacks = { equityE18: 0n, slackInitialE18: 0n, slackMaintenanceE18: 0n }

/** The three figures alone. */
export function toSlacks(slacks: Slacks): Slacks {
  const { equityE18, slackInitialE18, slackMaintenanceE18 } = slacks
  return { equityE18, slackInitialE18, slackMaintenanceE18 }
}

/** Each figure the lesser of the two. */
export function leastSlacks(a: Slacks, b: Slacks): Slacks {
  return combine(a, b, minOf)
}

/** Each figure the greater of the two. */
export function greatestSlacks(a: Slacks, b: Slacks): Slacks {
  return combine(a, b, maxOf)
}

export function addSlacks(a: Slacks, b: Slacks): Slacks {
  return combine(a, b, (x, y) => x + y)
}

export function subtractSlacks(a: Slacks, b: Slacks): Slacks {
  return combine(a, b, (x, y) => x - y)
}

export function areSlacksEqual(a: Slacks, b: Slacks): boolean {
  return (
    a.equityE18 === b.equityE18 &&
    a.slackInitialE18 === b.slackInitialE18 &&
    a.slackMaintenanceE18 === b.slackMaintenanceE18
  )
}

function combine(a: Slacks, b: Slacks, figure: (x: bigint, y: bigint) => bigint): Slacks {
  return {
    equityE18: figure(a.equityE18, b.equityE18),
    slackInitialE18: figure(a.slackInitialE18, b.slackInitialE18),
    slackMaintenanceE18: figure(a.slackMaintenanceE18, b.slackMaintenanceE18),
  }
}
