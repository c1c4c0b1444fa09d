import type { Address } from 'viem'
import { expectedCollateral } from './expectedCollateral.ts'
import type { Lab } from './startLab.ts'

type Answer = {
  data?: {
    marginAccount?: {
      status: string
      totals: { assetId: string; amount: { raw: string } }[]
      cut: { chains: { chainId: number; number: string; inclusion: string }[] }
    } | null
  } | null
}

const query = `query ($owner: Address!) {
  marginAccount(venue: "lab", owner: $owner) {
    status
    totals { assetId amount { raw } }
    cut { chains { chainId number inclusion } }
  }
}`

/** What the answer says of the account, beside what the nodes say, in units of the lab's dollar. */
export type CheckedAnswer = { served: bigint; expected: bigint; at: Record<number, bigint> }

/**
 * Asks Plimsoll for the account and recomputes the same from the nodes, at the blocks that the answer names. Undefined
 * until the answer reaches every node's head: before, a credit may be inside the cut and its send not yet, which an
 * answer offsets and the sums of the nodes do not.
 */
export async function checkAnswer(
  lab: Lab,
  url: string,
  account: Address,
): Promise<CheckedAnswer | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { owner: account } }),
  })
  // CAST: the answer to the query above.
  const { data } = (await response.json()) as Answer
  const answer = data?.marginAccount
  if (answer === undefined || answer === null) return undefined
  const { chains } = answer.cut
  const isComplete =
    chains.length === lab.chains.length &&
    chains.every(({ inclusion }) => inclusion === 'INCLUDED') &&
    answer.status !== 'UNKNOWN'
  if (!isComplete) return undefined
  const at: Record<number, bigint> = Object.fromEntries(
    chains.map(({ chainId, number }) => [chainId, BigInt(number)]),
  )
  const heads = await Promise.all(lab.chains.map((chain) => chain.publicClient.getBlockNumber()))
  if (lab.chains.some(({ chainId }, index) => at[chainId] !== heads[index])) return undefined
  const { holdings, inFlight } = await expectedCollateral(lab, account, at)
  const held = holdings
    .filter(({ vault, chainId }) => isUsd(lab, chainId, vault))
    .reduce((sum, { amount }) => sum + amount, 0n)
  const flying = inFlight.reduce((sum, { amount }) => sum + amount, 0n)
  const served = answer.totals.find(({ assetId }) => assetId === 'usd')?.amount.raw ?? '0'
  return { served: BigInt(served), expected: held + flying, at }
}

/** One address may be another contract on another chain. */
function isUsd(lab: Lab, chainId: number, vault: Address): boolean {
  const chain = lab.chains.find((candidate) => candidate.chainId === chainId)
  return chain?.contracts.vaultUsd.address.toLowerCase() === vault.toLowerCase()
}
