import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { fillOnce } from './fillOnce.ts'

/** Creation bytecode by contract name. */
export type Bytecodes = Record<string, Hex>

type CompilerOutput = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
}

/** Compiles `contracts/*.sol` once per content and compiler version. */
export async function compileContracts(parameters: {
  labFolder: string
  root: string
  packages: string
  onProgress: (message: string) => void
}): Promise<Bytecodes> {
  const { labFolder, root, packages, onProgress } = parameters
  const input = await readCompilerInput(join(labFolder, 'contracts'))
  const solcManifest = await readFile(join(packages, 'node_modules/solc/package.json'))
  const key = createHash('sha256').update(solcManifest).update(input).digest('hex').slice(0, 16)
  const folder = join(root, `contracts-${key}`)
  await fillOnce(folder, async (temporary) => {
    onProgress('Compiling the contracts of the lab.')
    const bytecodes = parseCompilerOutput(await compile(packages, input))
    await writeFile(join(temporary, 'bytecodes.json'), JSON.stringify(bytecodes))
  })
  return JSON.parse(await readFile(join(folder, 'bytecodes.json'), 'utf8')) as Bytecodes
}

async function readCompilerInput(folder: string): Promise<string> {
  const sources: Record<string, { content: string }> = {}
  for (const name of (await readdir(folder)).sort())
    sources[name] = { content: await readFile(join(folder, name), 'utf8') }
  const settings = {
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
  }
  return JSON.stringify({ language: 'Solidity', sources, settings })
}

async function compile(packages: string, input: string): Promise<string> {
  const script = fileURLToPath(new URL('./compile.mjs', import.meta.url))
  const compiler = spawn(process.execPath, [script, packages], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  compiler.stdin.end(input)
  return text(compiler.stdout)
}

function parseCompilerOutput(json: string): Bytecodes {
  const output = JSON.parse(json) as CompilerOutput
  const errors = (output.errors ?? []).filter((error) => error.severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'))
  const bytecodes: Bytecodes = {}
  for (const file of Object.values(output.contracts))
    for (const [name, contract] of Object.entries(file))
      bytecodes[name] = `0x${contract.evm.bytecode.object}`
  return bytecodes
}
