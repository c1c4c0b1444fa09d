import {
  type Address,
  encodeAbiParameters,
  type Hex,
  maxUint256,
  parseAbi,
  zeroAddress,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { compileAgainst } from '../compileAgainst.ts'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import { compiled } from '../openArtifacts.ts'
import type { RealChain } from '../startChain.ts'
import { bookAbi } from '../vault.ts'
import { openCcip, solidity } from './packages.ts'

const mnemonic = 'test test test test test test test test test test test junk'

/** The nodes, of which two must sign. */
export const oracles = [20, 21, 22, 23].map((addressIndex) =>
  mnemonicToAccount(mnemonic, { addressIndex }),
)

const vaultAbi = parseAbi([
  'struct TokenAmount { address token; uint256 amount; }',
  'struct Message { bytes receiver; bytes data; TokenAmount[] tokenAmounts; address feeToken; bytes extraArgs; }',
  'constructor(address asset, address router)',
  'function send(uint64 chain, Message message, address beneficiary)',
  'function setClosed(bool isClosed)',
])

/** What is the same in all versions of CCIP: router, registry, risk management, a token, and what fees are paid in. */
export interface CcipBase {
  chain: RealChain
  /** Chain selector. */
  selector: bigint
  decimals: number
  rmn: Deployed
  rmnProxy: Address
  registry: Deployed
  router: Deployed
  link: Deployed
  token: Deployed
}

/** A chain of a lane, of any version. */
export interface CcipSide extends CcipBase {
  onRamp: Deployed
  offRamp: Deployed
  feeQuoter: Deployed
  pool: Deployed
  /** Who pays out what the pool releases, where that is not the pool. */
  lockBox?: Address
  vault: Deployed
}

/** Deploys what every version needs; `minted` of the token are the owner's, the user has enough to pay fees with. */
export async function deployBase(
  chain: RealChain,
  { selector, decimals, minted }: { selector: bigint; decimals: number; minted: bigint },
): Promise<CcipBase> {
  const { owner, user } = chain
  const artifacts = await openCcip()
  const rmn = await deploy(chain, artifacts.rmn, [selector, zeroAddress])
  const { address: rmnProxy } = await deploy(chain, artifacts.rmnProxy, [rmn.address])
  const registry = await deploy(chain, artifacts.registry)
  const link = await deploy(chain, artifacts.token, ['Link', 'LINK', 18, 0n, 10n ** 24n, owner])
  await invoke(chain, link, 'transfer', [user, 10n ** 23n])
  const router = await deploy(chain, artifacts.router, [link.address, rmnProxy])
  const token = await deploy(chain, artifacts.token, ['Tide', 'TIDE', decimals, 0n, minted, owner])
  return { chain, selector, decimals, rmn, rmnProxy, registry, router, link, token }
}

/** Makes a pool the token's, and deploys a vault of the user's trust. */
export async function deployVault(
  { chain, registry, router, link, token }: CcipBase,
  pool: Deployed,
): Promise<Deployed> {
  await invoke(chain, registry, 'proposeAdministrator', [token.address, chain.owner])
  await invoke(chain, registry, 'acceptAdminRole', [token.address])
  await invoke(chain, registry, 'setPool', [token.address, pool.address])
  const bytecodes = await compileAgainst(['CcipVault.sol'], solidity)
  const artifact = compiled(bytecodes, 'CcipVault', [...bookAbi, ...vaultAbi])
  const vault = await deploy(chain, artifact, [token.address, router.address])
  for (const spender of [vault.address, router.address])
    for (const paid of [link, token])
      await invoke(chain, paid, 'approve', [spender, maxUint256], { from: chain.user })
  return vault
}

/** Lets a router and a pool know the other end of a lane, and prices what is paid there. */
export async function connectBase(here: CcipSide, there: CcipSide): Promise<void> {
  const { chain, router, onRamp, offRamp, feeQuoter, link, pool } = here
  const remote = there.selector
  await invoke(chain, router, 'applyRampUpdates', [
    [{ destChainSelector: remote, onRamp: onRamp.address }],
    [],
    [{ sourceChainSelector: remote, offRamp: offRamp.address }],
  ])
  await invoke(chain, feeQuoter, 'updatePrices', [
    {
      tokenPriceUpdates: [{ sourceToken: link.address, usdPerToken: 15n * 10n ** 18n }],
      gasPriceUpdates: [{ destChainSelector: remote, usdPerUnitGas: 10n ** 12n }],
    },
  ])
  const unlimited = { isEnabled: false, capacity: 0n, rate: 0n }
  const peer = {
    remoteChainSelector: remote,
    remotePoolAddresses: [toBytes(there.pool.address)],
    remoteTokenAddress: toBytes(there.token.address),
    ...{ outboundRateLimiterConfig: unlimited, inboundRateLimiterConfig: unlimited },
  }
  await invoke(chain, pool, 'applyChainUpdates', [[], [peer]])
}

/** An address as CCIP's messages have those of another chain. */
export function toBytes(address: Hex): Hex {
  return encodeAbiParameters([{ type: 'address' }], [address])
}
