import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { World } from './createWorld.ts'
import type { Program } from './runProgram.ts'

/** Copies the database of a running program as a crash at this moment would leave it; returns the file's name. */
export async function takeImage(world: World, program: Program, name: string): Promise<string> {
  const target = join(world.folder, name)
  await copyFile(program.database, target)
  const wal = `${program.database}-wal`
  const hasWal = await stat(wal).then(
    () => true,
    () => false,
  )
  if (hasWal) await copyFile(wal, `${target}-wal`)
  return name
}
