import { type Address, pad, parseAbi } from 'viem'
import type { Bytecodes } from '../../lab/compileSources.ts'
import { compileAgainst } from '../compileAgainst.ts'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import { compiled } from '../openArtifacts.ts'
import { bookAbi } from '../vault.ts'
import type { LayerzeroChain } from './deployEndpoint.ts'
import { solidity } from './packages.ts'

const sendParameters =
  'struct SendParam { uint32 dstEid; bytes32 to; uint256 amountLD; uint256 minAmountLD; bytes extraOptions; bytes composeMsg; bytes oftCmd; }'

export const oftAbi = parseAbi([
  sendParameters,
  'struct Fee { uint256 nativeFee; uint256 lzTokenFee; }',
  'constructor(address endpoint, address owner)',
  'function setPeer(uint32 eid, bytes32 peer)',
  'function setFeeBps(uint32 dstEid, uint16 feeBps, bool enabled)',
  'function quoteSend(SendParam sendParam, bool payInLzToken) view returns (Fee)',
  'function send(SendParam sendParam, Fee fee, address refundAddress) payable',
])

const adapterAbi = parseAbi(['constructor(address token, address endpoint, address owner)'])

const vaultAbi = parseAbi([
  sendParameters,
  'constructor(address asset, address oft)',
  'function send(SendParam parameters, address beneficiary) payable',
])

const composerAbi = parseAbi(['constructor(address vault, address endpoint)'])

/** One chain of the route: LayerZero's contracts, the token and what sends it, and a venue that books it. */
export interface OftSide extends LayerzeroChain {
  /** The OFT, or the adapter that holds the token. */
  oft: Deployed
  token: Address
  vault: Deployed
  /** Is paid what comes for the vault, and pays it in when the endpoint hands it the message. */
  composer: Address
}

/** Deploys a token, the adapter that locks it, and a vault. */
export async function deployAdapter(here: LayerzeroChain): Promise<OftSide> {
  const bytecodes = await compileOfts()
  const { chain, endpoint } = here
  const token = await deploy(chain, compiled(bytecodes, 'Token', []))
  const artifact = compiled(bytecodes, 'FeeAdapter', [...adapterAbi])
  const args = [token.address, endpoint.address, chain.owner]
  const { address } = await deploy(chain, artifact, args)
  return withVault(here, { oft: { address, abi: oftAbi }, token: token.address })
}

/** Deploys an OFT, which is its own token, and a vault. */
export async function deployOft(here: LayerzeroChain): Promise<OftSide> {
  const bytecodes = await compileOfts()
  const { chain, endpoint } = here
  const artifact = compiled(bytecodes, 'PlainOft', [...oftAbi])
  const oft = await deploy(chain, artifact, [endpoint.address, chain.owner])
  return withVault(here, { oft, token: oft.address })
}

/** Makes two OFTs accept each other. */
export async function pairOfts(here: OftSide, there: OftSide): Promise<void> {
  for (const [{ chain, oft }, peer] of [
    [here, there],
    [there, here],
  ] as const)
    await invoke(chain, oft, 'setPeer', [peer.eid, pad(peer.oft.address)])
}

function compileOfts(): Promise<Bytecodes> {
  const own = ['Token.sol', 'FeeAdapter.sol', 'PlainOft.sol', 'OftVault.sol', 'OftComposer.sol']
  return compileAgainst(own, solidity)
}

/** Deploys a vault that sends through an OFT, and the composer that is paid for it. */
export async function withVault(
  here: LayerzeroChain,
  route: Pick<OftSide, 'oft' | 'token'>,
): Promise<OftSide> {
  const bytecodes = await compileOfts()
  const { chain, endpoint } = here
  const { oft, token } = route
  const artifact = compiled(bytecodes, 'OftVault', [...bookAbi, ...vaultAbi])
  const vault = await deploy(chain, artifact, [token, oft.address])
  const composer = await deploy(chain, compiled(bytecodes, 'OftComposer', [...composerAbi]), [
    vault.address,
    endpoint.address,
  ])
  return { ...here, ...route, vault, composer: composer.address }
}
