import { type Address, zeroAddress } from 'viem'
import { openLabCache } from '../../lab/labCache.ts'
import { type Deployed, deploy, invoke } from '../invoke.ts'
import { type Artifact, compiled } from '../openArtifacts.ts'
import type { RealChain } from '../startChain.ts'
import { type AaveArtifacts, libraries, link, openAave } from './aaveArtifacts.ts'

const RAY = 10n ** 27n

/** A reserve and the contracts of its own. */
export interface DeployedReserve {
  token: Deployed
  feed: Deployed
  aToken: Address
  variableDebtToken: Address
  decimals: number
}

export interface DeployedAave {
  pool: Deployed
  configurator: Deployed
  oracle: Deployed
  artifacts: AaveArtifacts
  reserves: Readonly<Record<ReserveName, DeployedReserve>>
}

export type ReserveName = 'weth' | 'steth' | 'usdc'

/** Decimals, first price with 8 decimals, loan to value, threshold and bonus in basis points. */
const reservesOf: Record<ReserveName, readonly [number, bigint, bigint, bigint, bigint]> = {
  weth: [18, 2_000_12345678n, 8_000n, 8_250n, 10_500n],
  steth: [18, 2_312_98765432n, 7_000n, 7_900n, 10_750n],
  usdc: [6, 99_987_654n, 7_500n, 8_000n, 10_450n],
}

const feedAbi = [
  {
    type: 'constructor',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'description', type: 'string' },
      { name: 'answer', type: 'int256' },
    ],
  },
  {
    type: 'function',
    name: 'setAnswer',
    stateMutability: 'nonpayable',
    inputs: [{ name: 'answer', type: 'int256' }],
    outputs: [],
  },
] as const

/** A whole pool with three reserves; ether and staked ether share an efficiency mode. */
export async function deployAave(chain: RealChain): Promise<DeployedAave> {
  const artifacts = await openAave()
  const { own } = await openLabCache(() => {})
  const provider = await deploy(chain, artifacts.provider, ['lab', chain.owner])
  await invoke(chain, provider, 'setACLAdmin', [chain.owner])
  const access = await deploy(chain, artifacts.access, [provider.address])
  await invoke(chain, provider, 'setACLManager', [access.address])
  await invoke(chain, access, 'addPoolAdmin', [chain.owner])
  const placed = await deployLibraries(chain, artifacts)
  const place = async (artifact: Artifact, setter: string, getter: string): Promise<Deployed> => {
    const code = await deploy(chain, link(artifact, placed), constructorArgs(artifact, provider))
    await invoke(chain, provider, setter, [code.address])
    const address = await chain.client.readContract({ ...provider, functionName: getter })
    return { address: String(address) as Address, abi: artifact.abi }
  }
  const pool = await place(artifacts.pool, 'setPoolImpl', 'getPool')
  const configurator = await place(
    artifacts.configurator,
    'setPoolConfiguratorImpl',
    'getPoolConfigurator',
  )
  const feedArtifact = compiled(own, 'Aggregator', [...feedAbi])
  const tokens = await deployTokens(chain, artifacts, feedArtifact)
  const oracle = await deploy(chain, artifacts.oracle, [
    provider.address,
    Object.values(tokens).map(({ token }) => token.address),
    Object.values(tokens).map(({ feed }) => feed.address),
    zeroAddress,
    zeroAddress,
    10n ** 8n,
  ])
  await invoke(chain, provider, 'setPriceOracle', [oracle.address])
  await listReserves(chain, artifacts, { provider, pool, configurator, tokens })
  const reserves = await readReserves(chain, pool, tokens)
  return { pool, configurator, oracle, artifacts, reserves }
}

/** The configurator's code is told the provider when its proxy is made. */
function constructorArgs({ abi }: Artifact, provider: Deployed): readonly unknown[] {
  const takesProvider = abi.some((item) => item.type === 'constructor' && item.inputs.length > 0)
  return takesProvider ? [provider.address] : []
}

async function deployLibraries(chain: RealChain, artifacts: AaveArtifacts) {
  const placed = new Map<string, Address>()
  for (const [key, name] of Object.entries(libraries) as [keyof typeof libraries, string][]) {
    const { address } = await deploy(chain, link(artifacts[key], placed))
    placed.set(name, address)
  }
  return placed
}

type Tokens = Record<ReserveName, { token: Deployed; feed: Deployed; decimals: number }>

async function deployTokens(
  chain: RealChain,
  artifacts: AaveArtifacts,
  feedArtifact: Artifact,
): Promise<Tokens> {
  const one = async (name: ReserveName) => {
    const [decimals, price] = reservesOf[name]
    const token = await deploy(chain, artifacts.token, [name, name, decimals])
    return { token, feed: await deploy(chain, feedArtifact, [name, price]), decimals }
  }
  return { weth: await one('weth'), steth: await one('steth'), usdc: await one('usdc') }
}

async function listReserves(
  chain: RealChain,
  artifacts: AaveArtifacts,
  at: { provider: Deployed; pool: Deployed; configurator: Deployed; tokens: Tokens },
): Promise<void> {
  const { provider, pool, configurator, tokens } = at
  const [aToken, stable, variable] = [
    await deploy(chain, artifacts.aToken, [pool.address]),
    await deploy(chain, artifacts.stableDebt, [pool.address]),
    await deploy(chain, artifacts.variableDebt, [pool.address]),
  ]
  const percent = (n: bigint) => (n * RAY) / 100n
  const rates = await deploy(chain, artifacts.rates, [
    provider.address,
    ...[percent(80n), percent(1n), percent(4n), percent(75n)],
    ...[percent(2n), percent(75n), percent(2n), percent(5n), percent(20n)],
  ])
  for (const [name, { token, decimals }] of Object.entries(tokens) as [
    ReserveName,
    Tokens[ReserveName],
  ][]) {
    const [, , ltv, threshold, bonus] = reservesOf[name]
    await invoke(chain, configurator, 'initReserves', [
      [
        {
          aTokenImpl: aToken.address,
          stableDebtTokenImpl: stable.address,
          variableDebtTokenImpl: variable.address,
          underlyingAssetDecimals: decimals,
          interestRateStrategyAddress: rates.address,
          underlyingAsset: token.address,
          treasury: treasury,
          incentivesController: zeroAddress,
          aTokenName: `a${name}`,
          aTokenSymbol: `a${name}`,
          variableDebtTokenName: `v${name}`,
          variableDebtTokenSymbol: `v${name}`,
          stableDebtTokenName: `s${name}`,
          stableDebtTokenSymbol: `s${name}`,
          params: '0x',
        },
      ],
    ])
    const collateral = [token.address, ltv, threshold, bonus]
    await invoke(chain, configurator, 'configureReserveAsCollateral', collateral)
    await invoke(chain, configurator, 'setReserveBorrowing', [token.address, true])
    await invoke(chain, configurator, 'setReserveFactor', [token.address, 1_000n])
    await invoke(chain, configurator, 'setLiquidationProtocolFee', [token.address, 1_000n])
  }
  const category = [1, 9_000, 9_300, 10_100, zeroAddress, 'ether']
  await invoke(chain, configurator, 'setEModeCategory', category)
  for (const { token } of [tokens.weth, tokens.steth])
    await invoke(chain, configurator, 'setAssetEModeCategory', [token.address, 1])
}

/** Where the pool's share of the interest goes. */
export const treasury: Address = '0x00000000000000000000000000000000007ea5c0'

async function readReserves(chain: RealChain, pool: Deployed, tokens: Tokens) {
  const one = async (name: ReserveName): Promise<DeployedReserve> => {
    const { token, feed, decimals } = tokens[name]
    const data = await chain.client.readContract({
      ...pool,
      functionName: 'getReserveData',
      args: [token.address],
    })
    // CAST: two of the fields of the struct that the contract answers.
    const { aTokenAddress, variableDebtTokenAddress } = data as {
      aTokenAddress: Address
      variableDebtTokenAddress: Address
    }
    return {
      token,
      feed,
      decimals,
      aToken: aTokenAddress,
      variableDebtToken: variableDebtTokenAddress,
    }
  }
  return { weth: await one('weth'), steth: await one('steth'), usdc: await one('usdc') }
}
