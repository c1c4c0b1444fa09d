import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { fetchPackage } from '../fetchPackage.ts'
import type { Artifact } from '../openArtifacts.ts'
import { openZeppelin } from '../openZeppelin.ts'

/** CCIP of all versions, as Chainlink compiles them. */
const ccip = {
  spec: '@chainlink/contracts-ccip@2.0.0',
  integrity:
    'sha512-P0KvQtZSYC1LevMSS16jOOSsqZG4g0n/MJdcWGmE0Z5U01NVYd1MnTQJOBPsbu1NWR79DBXPXLvyr9tR5y+tiw==',
}

/** Packages whose Solidity a vault on CCIP is compiled from. */
export const solidity = {
  '@chainlink/contracts-ccip': {
    ...ccip,
    folders: ['contracts/interfaces', 'contracts/libraries'],
  },
  '@openzeppelin/contracts': openZeppelin,
}

/** Contracts by version and name, as the package files them. */
const contracts = {
  rmn: 'v1_6_0/rmn_remote',
  rmnProxy: 'v1_0_0/rmn_proxy_contract',
  router: 'v1_2_0/router',
  registry: 'v1_5_0/token_admin_registry',
  token: 'v1_6_2/factory_burn_mint_erc20',
  onRampV16: 'v1_6_0/onramp',
  offRampV16: 'v1_6_0/offramp',
  feeQuoterV16: 'v1_6_3/fee_quoter',
  nonceManager: 'v1_6_0/nonce_manager',
  hasher: 'v1_6_0/message_hasher',
  lockingPoolV16: 'v1_6_1/lock_release_token_pool',
  burningPoolV16: 'v1_6_1/burn_mint_token_pool',
  onRampV2: 'v2_0_0/onramp',
  offRampV2: 'v2_0_0/offramp',
  feeQuoterV2: 'v2_0_0/fee_quoter',
  verifier: 'v2_0_0/committee_verifier',
  resolver: 'v2_0_0/versioned_verifier_resolver',
  executor: 'v2_0_0/executor',
  lockBox: 'v2_0_0/erc20_lock_box',
  lockingPoolV2: 'v2_0_0/lock_release_token_pool',
  burningPoolV2: 'v2_0_0/burn_mint_token_pool',
}

/** Reads CCIP's contracts out of their package. */
export async function openCcip(): Promise<Readonly<Record<keyof typeof contracts, Artifact>>> {
  const files = Object.values(contracts).flatMap((file) => [
    `abi/${file}.json`,
    `bytecode/${file}.bin`,
  ])
  const folder = await fetchPackage(ccip, files)
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const entries = Object.entries(contracts).map(([name, file]) => {
    // CAST: the package writes bytecode as one line of hex.
    const bytecode = read(`bytecode/${file}.bin`).trim() as Hex
    return [name, { abi: JSON.parse(read(`abi/${file}.json`)), bytecode }]
  })
  // CAST: one entry per contract was made above.
  return Object.fromEntries(entries) as Record<keyof typeof contracts, Artifact>
}
