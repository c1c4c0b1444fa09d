import { maxUint64, maxUint256, pad, parseEther, zeroAddress } from 'viem'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import type { LayerzeroChain } from '../layerzero/deployEndpoint.ts'
import { openArtifacts } from '../openArtifacts.ts'

const files = {
  spec: '@stargatefinance/stg-evm-v2@2.0.6',
  integrity:
    'sha512-62PAwn7u+r0F1DGE6AmQxI/HDwajzayVyE3CylEswb9JRtY+taESA1Wqn6zKixJGAa0AitieUSNSVIiiGTfluw==',
  files: {
    pool: 'artifacts/src/StargatePool.sol/StargatePool.json',
    oft: 'artifacts/src/StargateOFT.sol/StargateOFT.json',
    fees: 'artifacts/src/feelibs/FeeLibV1.sol/FeeLibV1.json',
    tokenMessaging: 'artifacts/src/messaging/TokenMessaging.sol/TokenMessaging.json',
    creditMessaging: 'artifacts/src/messaging/CreditMessaging.sol/CreditMessaging.json',
    poolToken: 'artifacts/src/mocks/ERC20Token.sol/ERC20Token.json',
    oftToken: 'artifacts/src/utils/OFTTokenERC20.sol/OFTTokenERC20.json',
  },
}

/** Number of USDC in Stargate's deployment, and the decimals of its messages. */
export const assetId = 1
const sharedDecimals = 6

/** Stargate on one chain, with one asset. */
export interface StargateSide extends LayerzeroChain {
  decimals: number
  /** StargatePool, which holds the token, or StargateOFT, which mints and burns it. */
  pool: Deployed
  token: Deployed
  fees: Deployed
  tokenMessaging: Deployed
  creditMessaging: Deployed
}

/** Deploys a pool with a token of 18 decimals, 1,000 of which the owner provides. */
export async function deployPool(here: LayerzeroChain): Promise<StargateSide> {
  const { chain, endpoint } = here
  const { owner } = chain
  const artifacts = await openArtifacts(files)
  const decimals = 18
  const token = await deploy(chain, artifacts.poolToken, ['Tide', 'TIDE', decimals])
  const pool = await deploy(chain, artifacts.pool, [
    ...['Provided Tide', 'pTIDE', token.address, decimals, sharedDecimals],
    ...[endpoint.address, owner],
  ])
  const side = await withMessaging(here, { pool, token, decimals })
  await invoke(chain, token, 'approve', [pool.address, maxUint256])
  await invoke(chain, pool, 'deposit', [owner, parseEther('1000')])
  return side
}

/** Deploys an OFT of Stargate's with a token of six decimals. */
export async function deployStargateOft(here: LayerzeroChain): Promise<StargateSide> {
  const { chain, endpoint } = here
  const artifacts = await openArtifacts(files)
  const token = await deploy(chain, artifacts.oftToken, ['Tide', 'TIDE', sharedDecimals])
  const args = [token.address, sharedDecimals, endpoint.address, chain.owner]
  const pool = await deploy(chain, artifacts.oft, args)
  await invoke(chain, token, 'addMinter', [pool.address])
  return withMessaging(here, { pool, token, decimals: sharedDecimals })
}

async function withMessaging(
  here: LayerzeroChain,
  asset: Pick<StargateSide, 'pool' | 'token' | 'decimals'>,
): Promise<StargateSide> {
  const { chain, endpoint } = here
  const { owner, user } = chain
  const artifacts = await openArtifacts(files)
  const fees = await deploy(chain, artifacts.fees, [asset.pool.address])
  // As many may wait for a bus as its queue has room.
  const tokenMessaging = await deploy(chain, artifacts.tokenMessaging, [
    endpoint.address,
    owner,
    64,
  ])
  const creditMessaging = await deploy(chain, artifacts.creditMessaging, [endpoint.address, owner])
  for (const messaging of [tokenMessaging, creditMessaging]) {
    await invoke(chain, messaging, 'setAssetId', [asset.pool.address, assetId])
    await invoke(chain, messaging, 'setPlanner', [owner])
  }
  await invoke(chain, asset.pool, 'setAddressConfig', [
    {
      ...{ feeLib: fees.address, planner: owner, treasurer: owner, lzToken: zeroAddress },
      ...{ tokenMessaging: tokenMessaging.address, creditMessaging: creditMessaging.address },
    },
  ])
  const args = [asset.pool.address, maxUint256]
  await invoke(chain, asset.token, 'approve', args, { from: user })
  return { ...here, ...asset, fees, tokenMessaging, creditMessaging }
}

/** Opens one way: peers, gas, fares, and a fee of 0.06 %. */
export async function connectStargate(here: StargateSide, there: StargateSide): Promise<void> {
  const { chain, tokenMessaging, creditMessaging, fees } = here
  const { eid } = there
  await invoke(chain, tokenMessaging, 'setPeer', [eid, pad(there.tokenMessaging.address)])
  await invoke(chain, creditMessaging, 'setPeer', [eid, pad(there.creditMessaging.address)])
  await invoke(chain, tokenMessaging, 'setGasLimit', [eid, 150_000n, 50_000n])
  await invoke(chain, creditMessaging, 'setGasLimit', [eid, 150_000n])
  await invoke(chain, tokenMessaging, 'setMaxNumPassengers', [eid, 40])
  await invoke(chain, tokenMessaging, 'setFares', [eid, 10n ** 12n, 2n * 10n ** 12n])
  const everywhere = [maxUint64, maxUint64]
  await invoke(chain, fees, 'setFeeConfig', [eid, ...everywhere, 600, 600, 600, 0])
}
