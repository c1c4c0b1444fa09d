import { maxUint256, parseEther } from 'viem'
import { invoke } from '../invoke.ts'
import { startChain } from '../startChain.ts'
import { tokenAbi } from '../vault.ts'
import { connectEndpoint, deployEndpoint } from './deployEndpoint.ts'
import { deployAdapter, deployOft, type OftSide, pairOfts } from './deployOft.ts'

/** Two nodes with an OFT between them; the user has 500 whole tokens in the vault of the first, and as many beside it. */
export async function startRoute(): Promise<readonly [OftSide, OftSide]> {
  const [hereEid, thereEid] = [30_411, 30_412]
  const origin = await deployEndpoint(await startChain(41_101), hereEid)
  const destination = await deployEndpoint(await startChain(41_102), thereEid)
  await connectEndpoint(origin, thereEid)
  await connectEndpoint(destination, hereEid)
  const here = await deployAdapter(origin)
  const there = await deployOft(destination)
  await pairOfts(here, there)
  const { chain, oft, vault } = here
  const token = { address: here.token, abi: tokenAbi }
  await invoke(chain, token, 'transfer', [chain.user, parseEther('1000')])
  for (const { address } of [oft, vault])
    await invoke(chain, token, 'approve', [address, maxUint256], { from: chain.user })
  await invoke(chain, vault, 'deposit', [parseEther('500')], { from: chain.user })
  return [here, there]
}
