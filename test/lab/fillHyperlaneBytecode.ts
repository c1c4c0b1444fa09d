import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unpackTarball } from './unpackTarball.ts'

const factories = 'package/dist/typechain/factories/contracts'
const files: Record<string, string> = {
  Mailbox: 'Mailbox__factory.js',
  MerkleTreeHook: 'hooks/MerkleTreeHook__factory.js',
  PausableHook: 'hooks/PausableHook__factory.js',
  HypERC20: 'token/HypERC20__factory.js',
  HypERC20Collateral: 'token/HypERC20Collateral__factory.js',
  StorageMessageIdMultisigIsm:
    'isms/multisig/StorageMultisigIsm.sol/StorageMessageIdMultisigIsm__factory.js',
}

/**
 * Writes `hyperlane.json`, the creation bytecode of Hyperlane's contracts. The tarball alone is
 * fetched and checked, because its dependencies weigh hundreds of megabytes and are not needed.
 */
export async function fillHyperlaneBytecode(
  labFolder: string,
  folder: string,
  onProgress: (message: string) => void,
): Promise<void> {
  const name = '@hyperlane-xyz/core'
  const manifest = JSON.parse(await readFile(join(labFolder, 'package.json'), 'utf8')) as {
    tarballs: Record<typeof name, { version: string; integrity: string }>
  }
  const { version, integrity } = manifest.tarballs[name]
  onProgress(`Fetching ${name} ${version}.`)
  const members = Object.values(files).map((file) => `${factories}/${file}`)
  await unpackTarball({ spec: `${name}@${version}`, integrity, folder, members })
  const bytecodes: Record<string, string> = {}
  for (const [contract, file] of Object.entries(files))
    bytecodes[contract] = parseBytecode(await readFile(join(folder, factories, file), 'utf8'), file)
  await writeFile(join(folder, 'hyperlane.json'), JSON.stringify(bytecodes))
  await rm(join(folder, 'package'), { recursive: true })
}

/** The factory cannot be imported, since it needs ethers, but it spells its bytecode out. */
function parseBytecode(source: string, file: string): string {
  const bytecode = /const _bytecode = "(0x[0-9a-f]+)"/.exec(source)?.[1]
  if (bytecode !== undefined) return bytecode
  throw new Error(`${file} holds no linked bytecode. Choose another version of the package.`)
}
