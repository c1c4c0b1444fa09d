import type { RpcPool } from '../../chain/rpc/createRpcPool.ts'
import type { RpcAnswer } from '../../chain/rpc/RpcCall.ts'
import type { ChainConfig } from '../../config/ChainConfig.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { Address } from '../../facts/primitives.ts'
import type { Contract } from './listContracts.ts'
import type { PreflightReport, Problem } from './PreflightReport.ts'

interface Asking {
  chain: ChainConfig
  pool: RpcPool
  signal: AbortSignal
}

/**
 * Checks that every contract of a chain has code, and that a book of record is followed from its deployment on. A node
 * that does not remember old states cannot tell; that is a warning.
 */
export async function checkContracts(
  contracts: readonly Contract[],
  asking: Asking,
): Promise<PreflightReport> {
  const head = await readHead(asking)
  const codes = await readCodes(
    contracts.map(({ address }) => ({ address, block: 'latest' as const })),
    asking,
  )
  const bare = contracts.filter((_, i) => codes[i] === '0x')
  const unread = contracts.find((_, i) => codes[i] === undefined)
  const problems = bare.map((contract) => noCode(contract, asking.chain))
  const books = contracts.filter((contract) => !bare.includes(contract))
  const starts = await Promise.all(books.map((contract) => checkStart(contract, head, asking)))
  const warnings = starts.flatMap((start) => start.warnings)
  if (unread !== undefined) {
    warnings.push(
      `${unread.field}: ${asking.chain.name} did not answer eth_getCode, so no code was checked.`,
    )
  }
  return { problems: [...problems, ...starts.flatMap((start) => start.problems)], warnings }
}

function noCode(contract: Contract, chain: ChainConfig): Problem {
  const { address, field } = contract
  return problemOf({
    field,
    problem: `there is no contract at ${address} on ${chain.name} (chain ${chain.id})`,
    cure: 'Write the address that the contract has on this chain.',
  })
}

async function checkStart(
  contract: Contract,
  head: bigint | undefined,
  asking: Asking,
): Promise<PreflightReport> {
  const { start, address } = contract
  if (start === undefined || start.block === 0n) return { problems: [], warnings: [] }
  if (head !== undefined && start.block > head)
    return { problems: [beyondHead(start, head, asking)], warnings: [] }
  const code = await readCode({ address, block: start.block - 1n }, asking)
  if (code === '0x') return { problems: [], warnings: [] }
  if (code === undefined) {
    const sentence = `${start.field}: ${asking.chain.name} keeps no state of block ${start.block - 1n}, so it was not checked against the deployment.`
    return { problems: [], warnings: [sentence] }
  }
  return { problems: [await startsLate({ address, start }, asking)], warnings: [] }
}

function beyondHead(
  start: { block: bigint; field: string },
  head: bigint,
  asking: Asking,
): Problem {
  return problemOf({
    field: start.field,
    problem: `is ${start.block}, but ${asking.chain.name} is only at block ${head}`,
    cure: 'Write the block in which the contract was deployed.',
  })
}

async function startsLate(
  contract: { address: Address; start: { block: bigint; field: string } },
  asking: Asking,
): Promise<Problem> {
  const { address, start } = contract
  const deployed = await findDeployment(address, start.block - 1n, asking)
  const since = deployed === undefined ? 'before that' : `since block ${deployed}`
  const cure =
    deployed === undefined ? 'Write the block in which it was deployed' : `Write ${deployed}`
  return problemOf({
    field: start.field,
    problem: `is ${start.block}, but the contract is there ${since}`,
    cure: `${cure}: what was booked before the start block would be missing.`,
  })
}

/** First block with code, by bisection; undefined where the node does not remember the states between. */
async function findDeployment(
  address: Address,
  withCode: bigint,
  asking: Asking,
): Promise<bigint | undefined> {
  let low = 0n
  let high = withCode
  while (low < high) {
    const middle = (low + high) / 2n
    const code = await readCode({ address, block: middle }, asking)
    if (code === undefined) return undefined
    if (code === '0x') low = middle + 1n
    else high = middle
  }
  return high
}

/** Undefined where the node answers no number; then nothing is said about blocks to come. */
async function readHead(asking: Asking): Promise<bigint | undefined> {
  const { pool, signal } = asking
  const call = { method: 'eth_blockNumber', params: [] }
  const head = await pool.request(call, { lane: 'read', signal })
  return typeof head === 'string' && /^0x[0-9a-f]+$/i.test(head) ? BigInt(head) : undefined
}

async function readCode(
  place: { address: Address; block: bigint },
  asking: Asking,
): Promise<string | undefined> {
  const [code] = await readCodes([place], asking)
  return code
}

/** Undefined where the node answered an error or no hex. */
async function readCodes(
  places: readonly { address: Address; block: bigint | 'latest' }[],
  asking: Asking,
): Promise<readonly (string | undefined)[]> {
  const { pool, signal } = asking
  const answers = await pool.batch(
    places.map(({ address, block }) => ({
      method: 'eth_getCode',
      params: [address, block === 'latest' ? block : `0x${block.toString(16)}`],
    })),
    { lane: 'read', signal },
  )
  return answers.map(toCode)
}

function toCode(answer: RpcAnswer): string | undefined {
  const code = answer.result
  return typeof code === 'string' && code.startsWith('0x') ? code : undefined
}

function problemOf(parameters: { field: string; problem: string; cure: string }): Problem {
  return { error: new ConfigError(parameters), isOutage: false }
}
