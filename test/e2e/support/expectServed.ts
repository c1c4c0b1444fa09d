import type { Address } from 'viem'
import { expect } from 'vitest'
import { expectedCollateral } from '../../lab/expectedCollateral.ts'
import type { Lab } from '../../lab/startLab.ts'
import type { Plimsoll } from './startPlimsoll.ts'

type Served = {
  marginAccount: {
    lines: {
      kind: string
      assetId: string
      chainId: number
      unit: string
      amount: { raw: string }
    }[]
    totals: { assetId: string; amount: { raw: string } }[]
    cut: { chains: { chainId: number; number: string; hash: string; inclusion: string }[] }
  }
}

const query = `query ($owner: Address!) {
  marginAccount(venue: "lab", owner: $owner) {
    lines { kind assetId chainId unit amount { raw } }
    totals { assetId amount { raw } }
    cut { chains { chainId number hash inclusion } }
  }
}`

/**
 * Waits until Plimsoll has read every node's head, then compares each account with a recomputation from the nodes' own
 * logs at the blocks of the served cut: every holding by chain and unit, what is in flight, and the total.
 */
export async function expectServed(parameters: {
  lab: Lab
  plimsoll: Plimsoll
  accounts: readonly Address[]
  step: string
}): Promise<void> {
  const { lab, plimsoll, accounts, step } = parameters
  await awaitHeads(lab, plimsoll)
  for (const owner of accounts) {
    const { marginAccount } = await plimsoll.query<Served>(query, { owner })
    const { chains } = marginAccount.cut
    const at = Object.fromEntries(chains.map(({ chainId, number }) => [chainId, BigInt(number)]))
    const expected = await expectedCollateral(lab, owner, at)
    const usdVaults = new Set(
      lab.chains.map(({ chainId, contracts }) =>
        `${chainId}:${contracts.vaultUsd.address}`.toLowerCase(),
      ),
    )
    const holdings = expected.holdings
      .filter(({ chainId, vault }) => usdVaults.has(`${chainId}:${vault}`.toLowerCase()))
      .map(({ chainId, unit, amount }) => `${chainId} ${unit} ${amount}`)
    const servedHoldings = marginAccount.lines
      .filter(({ kind, assetId }) => kind === 'HOLDING' && assetId === 'usd')
      .map(({ chainId, unit, amount }) => `${chainId} ${unit === 'cross' ? 0 : 1} ${amount.raw}`)
    expect(servedHoldings.sort(), `${step}: holdings of ${owner}`).toEqual(holdings.sort())
    const flying = expected.inFlight.reduce((sum, { amount }) => sum + amount, 0n)
    expect(sumOf(marginAccount, 'IN_FLIGHT'), `${step}: in flight to ${owner}`).toBe(flying)
    const held = expected.holdings
      .filter(({ chainId, vault }) => usdVaults.has(`${chainId}:${vault}`.toLowerCase()))
      .reduce((sum, { amount }) => sum + amount, 0n)
    const total = marginAccount.totals.find(({ assetId }) => assetId === 'usd')?.amount.raw ?? '0'
    expect(BigInt(total), `${step}: total of ${owner}`).toBe(held + flying)
  }
}

function sumOf({ lines }: Served['marginAccount'], kind: string): bigint {
  return lines
    .filter((line) => line.kind === kind)
    .reduce((sum, { amount }) => sum + BigInt(amount.raw), 0n)
}

/** Every followed chain's cut stands at its node's head. */
export async function awaitHeads(lab: Lab, plimsoll: Pick<Plimsoll, 'query'>): Promise<void> {
  const heads = await Promise.all(
    lab.chains.map(async ({ chainId, publicClient }) => {
      const { number, hash } = await publicClient.getBlock()
      return `${chainId} ${number} ${hash} INCLUDED`
    }),
  )
  await expect
    .poll(
      async () => {
        const { meta } = await plimsoll.query<{
          meta: { cut: Served['marginAccount']['cut'] | null }
        }>('{ meta { cut { chains { chainId number hash inclusion } } } }')
        return meta.cut?.chains.map(
          ({ chainId, number, hash, inclusion }) => `${chainId} ${number} ${hash} ${inclusion}`,
        )
      },
      { timeout: 20_000, interval: 20 },
    )
    .toEqual(heads)
}
