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

/** Asks Plimsoll for the account and recomputes the same from the nodes, at the blocks that the answer names. */
export async function checkAnswer(
  lab: Lab,
  url: string,
  account: Address,
): Promise<'right' | 'wrong' | 'notYet'> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { owner: account } }),
  })
  // CAST: the answer to the query above.
  const { data } = (await response.json()) as Answer
  const answer = data?.marginAccount
  if (answer === undefined || answer === null) return 'notYet'
  const { chains } = answer.cut
  const isComplete =
    chains.length === lab.chains.length &&
    chains.every(({ inclusion }) => inclusion === 'INCLUDED') &&
    answer.status !== 'UNKNOWN'
  if (!isComplete) return 'notYet'
  const at = Object.fromEntries(chains.map(({ chainId, number }) => [chainId, BigInt(number)]))
  const expected = await expectedCollateral(lab, account, at)
  const held = expected.holdings
    .filter(({ vault, chainId }) => isUsd(lab, chainId, vault))
    .reduce((sum, { amount }) => sum + amount, 0n)
  const flying = expected.inFlight.reduce((sum, { amount }) => sum + amount, 0n)
  const served = answer.totals.find(({ assetId }) => assetId === 'usd')?.amount.raw ?? '0'
  return BigInt(served) === held + flying ? 'right' : 'wrong'
}

/** One address may be another contract on another chain. */
function isUsd(lab: Lab, chainId: number, vault: Address): boolean {
  const chain = lab.chains.find((candidate) => candidate.chainId === chainId)
  return chain?.contracts.vaultUsd.address.toLowerCase() === vault.toLowerCase()
}
