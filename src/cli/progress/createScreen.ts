import type { Host } from '../../env/Host.ts'

/** The terminal as lines that scroll by and, on a TTY, a block below them that is redrawn in place. */
export interface Screen {
  line(text: string): void
  /** Replaces the block. Without a TTY there is no block, and nothing is written. */
  draw(lines: readonly string[]): void
}

/** Draws on the host's terminal. A block line is cut to the terminal's width: a wrapped one could not be redrawn. */
export function createScreen(host: Host): Screen {
  let block: readonly string[] = []
  // Up to the block's first line, then everything below it away.
  const erase = () => (block.length === 0 ? '' : `\u001b[${block.length}A\u001b[J`)
  const spell = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')
  return {
    line(text) {
      host.write(`${erase()}${text}\n${spell(block)}`)
    },
    draw(lines) {
      if (!host.isTty) return
      const columns = host.columns()
      const next = lines.map((line) => line.slice(0, columns - 1))
      host.write(`${erase()}${spell(next)}`)
      block = next
    },
  }
}
