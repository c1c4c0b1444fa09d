import type { Address, Hex } from 'viem'
import type { Plimsoll } from './startPlimsoll.ts'

/** Amounts of one asset by what they are; units of the asset, absent when 0. */
export type Figures = {
  holding?: bigint
  inFlight?: bigint
  lagOffset?: bigint
  unbacked?: bigint
  total: bigint
}

export type ServedTransfer = {
  id: string
  state: string
  stage: string | null
  cause: string | null
  reason: string | null
  isCollateralBound: boolean
  amounts: { kind: string; holder: { account: string | null }; amount: { raw: string } }[]
  legs: { id: string; step: string; via: string; unbound: string | null }[]
  evidence: { id: string; step: string }[]
}

export type ServedCondition = {
  code: string
  severity: string
  chains: number[]
  subject: string
  text: string
  evidence: string[]
}

export type Reader = {
  /** The one transfer of this key; undefined when there is none. */
  transfer(key: Hex): Promise<ServedTransfer | undefined>
  /** An account's figures in lUSD. */
  account(owner: Address): Promise<Figures>
  /** A venue's figures in lUSD over all accounts and chains. */
  venue(): Promise<Figures>
  conditions(): Promise<ServedCondition[]>
}

type Book = {
  lines: { kind: string; assetId: string; amount: { raw: string } }[]
  totals: { assetId: string; amount: { raw: string } }[]
}

const book = 'lines { kind assetId amount { raw } } totals { assetId amount { raw } }'

const transferQuery = `query ($key: Hex!) {
  transfers(where: { key: $key }) { nodes {
    id state stage cause reason isCollateralBound
    amounts { kind holder { account } amount { raw } }
    legs { id step via unbound }
    evidence { id step }
  } }
}`

/** Reads what Plimsoll serves of the lab's venue, in the words of the tests. */
export function createReader(plimsoll: Plimsoll): Reader {
  return {
    async transfer(key) {
      const { transfers } = await plimsoll.query<{ transfers: { nodes: ServedTransfer[] } }>(
        transferQuery,
        { key },
      )
      return transfers.nodes[0]
    },
    async account(owner) {
      const { marginAccount } = await plimsoll.query<{ marginAccount: Book }>(
        `query ($owner: Address!) { marginAccount(venue: "lab", owner: $owner) { ${book} } }`,
        { owner },
      )
      return toFigures(marginAccount)
    },
    async venue() {
      const { collateral } = await plimsoll.query<{ collateral: Book }>(
        `{ collateral(venue: "lab") { ${book} } }`,
      )
      return toFigures(collateral)
    },
    async conditions() {
      const { conditions } = await plimsoll.query<{ conditions: { nodes: ServedCondition[] } }>(
        '{ conditions { nodes { code severity chains subject text evidence } } }',
      )
      return conditions.nodes
    },
  }
}

const names = {
  HOLDING: 'holding',
  IN_FLIGHT: 'inFlight',
  LAG_OFFSET: 'lagOffset',
  UNBACKED: 'unbacked',
} as const

function toFigures({ lines, totals }: Book): Figures {
  const total = totals.find(({ assetId }) => assetId === 'usd')?.amount.raw ?? '0'
  const figures: Figures = { total: BigInt(total) }
  for (const [kind, name] of Object.entries(names)) {
    const sum = lines
      .filter((line) => line.kind === kind && line.assetId === 'usd')
      .reduce((sum, { amount }) => sum + BigInt(amount.raw), 0n)
    if (sum !== 0n) figures[name] = sum
  }
  return figures
}
