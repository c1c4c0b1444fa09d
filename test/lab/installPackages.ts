import { execFile } from 'node:child_process'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Installs the lab's own lockfile (anvil and solc) into a cache folder. */
export async function installPackages(
  labFolder: string,
  folder: string,
  onProgress: (message: string) => void,
): Promise<void> {
  onProgress('Installing anvil and solc into the lab cache.')
  for (const file of ['package.json', 'package-lock.json'])
    await copyFile(join(labFolder, file), join(folder, file))
  // Not npm ci: it insists on lock entries for the platforms whose anvil the registry lacks.
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund']
  await run('npm', ['install', ...flags], { cwd: folder })
}
