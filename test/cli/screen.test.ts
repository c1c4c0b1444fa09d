import { expect, test } from 'vitest'
import { createScreen } from '../../src/cli/progress/createScreen.ts'
import { createFakeWorld } from './support/createFakeWorld.ts'

/** What a terminal shows after it was sent `text`. The screen uses two escapes: up n lines, and erase below. */
function show(text: string): string[] {
  const lines: string[] = []
  const [start = '', ...escapes] = text.split('\u001b[')
  const write = (part: string) => lines.push(...part.split('\n').slice(0, -1))
  write(start)
  for (const sequence of escapes) {
    const rest = sequence.replace(/^\d*[AJ]/, '')
    if (/^\d+A/.test(sequence)) lines.splice(lines.length - Number.parseInt(sequence, 10))
    write(rest)
  }
  return lines
}

test('default: lines scroll by above a block that is redrawn in place', () => {
  const world = createFakeWorld({ argv: [], isTty: true })
  const screen = createScreen(world.host)
  screen.line('first')
  screen.draw(['one 1', 'two 1'])
  screen.line('second')
  screen.draw(['one 2', 'two 2'])
  expect(show(world.out())).toEqual(['first', 'second', 'one 2', 'two 2'])
})

test('behavior: a block line is cut to the width of the terminal', () => {
  const world = createFakeWorld({ argv: [], isTty: true })
  createScreen(world.host).draw(['x'.repeat(500)])
  expect(show(world.out())).toEqual(['x'.repeat(99)])
})

test('behavior: without a terminal nothing is redrawn and no escape is written', () => {
  const world = createFakeWorld({ argv: [] })
  const screen = createScreen(world.host)
  screen.draw(['one'])
  screen.line('first')
  expect(world.out()).toBe('first\n')
})
