import { getAddress } from 'viem'
import type { ChainNames } from './ChainNames.ts'
import { packages } from './packages.ts'
import type { ReadAsset } from './readAssets.ts'
import type { Groups } from './readPackages.ts'

/** Package by group, where the group's name is not the package's. */
const sources: Readonly<Record<string, string>> = {
  ...packages,
  cctpV1: packages.cctp,
  cctpV2: packages.cctp,
  polygonPos: packages.polygon,
}

/** What a protocol reads and no package names, by group: who can be asked for it. */
const unnamed: Readonly<Record<string, string>> = {
  ccip: 'The `rmn`, which logs curses, is in no package: `rmnProxy` answers it as `getARM()`, and logs none itself.',
  opStack:
    'The `superchainConfig`, which logs pauses, is in no package: `parentPortal` answers it as `superchainConfig()`.',
}

/** The source of `chains/contracts/<preset>.ts`. Addresses are spelled by EIP-55. */
export function spellContracts(
  chain: ChainNames,
  groups: Groups,
  assets: Readonly<Record<string, ReadAsset>>,
): string {
  const { preset } = chain
  const spelled = Object.entries(groups).flatMap(([group, roles]) => {
    if (roles === undefined) return []
    const source = sources[group]
    const lines = Object.entries(roles).map(
      ([role, address]) => `    ${role}: '${getAddress(address)}',`,
    )
    const note = unnamed[group] === undefined ? [] : [`    // ${unnamed[group]}`]
    return [`  ${group}: {`, `    source: '${source}',`, ...lines, ...note, '  },']
  })
  const coins = Object.entries(assets).map(([symbol, { address, decimals }]) => {
    const name = /^\w+$/.test(symbol) ? symbol : `'${symbol}'`
    return `    ${name}: { address: '${getAddress(address)}', decimals: ${decimals} },`
  })
  return `${[
    '// Written by `npm run presets -- --write` from the packages it names. Do not edit.',
    `import type { WellKnown } from '../../src/config/WellKnown.ts'`,
    '',
    `export const ${preset}Contracts = {`,
    ...spelled,
    '  assets: {',
    `    source: '${packages.tokens}',`,
    ...coins,
    '  },',
    '} as const satisfies WellKnown',
  ].join('\n')}\n`
}
