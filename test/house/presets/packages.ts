import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unpackTarball } from '../../lab/unpackTarball.ts'

/** Packages that hold plain data, unpacked alone. */
const packed = {
  hyperlane: '@hyperlane-xyz/registry@26.1.0',
  layerzero: '@layerzerolabs/lz-evm-sdk-v2@3.1.10',
  stargate: '@stargatefinance/stg-evm-sdk-v2@1.1.12',
  wormhole: '@wormhole-foundation/sdk-base@6.1.5',
  across: '@across-protocol/contracts@5.0.27',
  tokens: '@across-protocol/constants@3.1.127',
  axelar: '@axelar-network/axelar-chains-config@1.3.0',
  ccip: '@chainlink/local@0.2.9',
  polygon: '@maticnetwork/meta@2.4.59',
} as const

/** Packages that must run to tell, installed with what they need but without their scripts. */
const installed = {
  cctp: '@circle-fin/provider-cctp-v2@1.14.0',
  arbitrum: '@arbitrum/sdk@4.1.0',
} as const

/** Each protocol's own package and version: what a group of contracts names as its source. */
export const packages = { ...packed, ...installed, opStack: 'viem@2.57.20' } as const

/** Where each package was put. */
export type PackageFolders = Readonly<Record<keyof typeof packages, string>>

const run = promisify(execFile)

/** Fetches all packages into a new temporary folder. Needs the npm registry. */
export async function fetchPackages(): Promise<PackageFolders> {
  const root = await mkdtemp(join(tmpdir(), 'plimsoll-presets-'))
  const modules = join(root, 'node_modules')
  await writeFile(join(root, 'package.json'), '{"private":true}')
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps', '--silent']
  await run('npm', ['install', ...quiet, ...Object.values(installed)], { cwd: root })
  const folders: Record<string, string> = { opStack: root }
  for (const [protocol, spec] of Object.entries(installed)) {
    folders[protocol] = join(modules, nameOf(spec))
  }
  for (const [protocol, spec] of Object.entries(packed)) {
    const folder = join(root, protocol)
    await mkdir(folder)
    await unpackTarball({ spec, folder })
    folders[protocol] = join(folder, 'package')
  }
  // CAST: every protocol of `packages` was put in above.
  return folders as PackageFolders
}

function nameOf(spec: string): string {
  return spec.slice(0, spec.lastIndexOf('@'))
}
