import type { Views } from '../../api/views/Views.ts'

/** Live state of one chain as the views tell it. */
export type ChainProgress = ReturnType<Views['status']>[number]

/**
 * One line per chain with aligned columns: phase, head, indexed and finalized block, lag, events per second, and the time
 * the backfill still needs. A value that is not known yet is a dash; the last problem stands at the end.
 */
export function formatProgress(chains: readonly ChainProgress[]): readonly string[] {
  const rows = chains.map(toCells)
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, i) => Math.max(cell.length, most[i] ?? 0)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function toCells(chain: ChainProgress): readonly string[] {
  return [
    chain.name,
    chain.isStale && chain.phase === 'live' ? 'stale' : chain.phase,
    `head ${formatBlock(chain.head)}`,
    `indexed ${formatBlock(chain.followed)}`,
    `finalized ${formatBlock(chain.finalized)}`,
    `lag ${formatLag(chain)}`,
    `${formatInteger(BigInt(Math.round(chain.eventsPerSecond)))} events/s`,
    chain.phase === 'backfill' ? `ETA ${formatDuration(chain.etaSeconds)}` : '',
    chain.problem ?? '',
  ]
}

function formatBlock(number: bigint | undefined): string {
  return number === undefined ? '–' : formatInteger(number)
}

function formatLag(chain: ChainProgress): string {
  if (chain.lagBlocks === undefined) return '–'
  const blocks = formatInteger(chain.lagBlocks)
  return chain.lagSeconds === undefined
    ? blocks
    : `${blocks} (${formatDuration(Number(chain.lagSeconds))})`
}

function formatInteger(number: bigint): string {
  return number.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Two units at most, cut down: `45 s`, `3 m 05 s`, `2 h 07 m`, `4 d 01 h`. */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return '–'
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (part: number) => `${Math.floor(part)}`.padStart(2, '0')
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`
  if (whole < 86_400) return `${Math.floor(whole / 3_600)} h ${pad((whole % 3_600) / 60)} m`
  return `${Math.floor(whole / 86_400)} d ${pad((whole % 86_400) / 3_600)} h`
}
