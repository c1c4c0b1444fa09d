import { Sqlite } from '../../../src/store/sqlite/driver.ts'

let listener: (() => void) | undefined
let isPatched = false

/** Calls `listen` before every statement that any SQLite connection of this process runs for its effect; undefined ends it. */
export function onStatement(listen: (() => void) | undefined): void {
  listener = listen
  if (isPatched || listen === undefined) return
  isPatched = true
  const probe = new Sqlite(':memory:')
  const prototype: { run: (...given: unknown[]) => unknown } = Object.getPrototypeOf(
    probe.prepare('SELECT 1'),
  )
  const { run } = prototype
  prototype.run = function (...given: unknown[]) {
    listener?.()
    return run.apply(this, given)
  }
  probe.close()
}
