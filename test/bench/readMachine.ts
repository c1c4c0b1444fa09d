import { cpus, loadavg, release, totalmem, type } from 'node:os'
import type { Machine } from './Results.ts'

/** The machine that measures, and how busy it was with other work. */
export function readMachine(): Machine {
  const processors = cpus()
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${type()} ${release()}`,
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(1)),
  }
}
