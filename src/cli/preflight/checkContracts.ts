import type { ChainConfig } from '../../config/ChainConfig.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import { findFirstCodes } from './findFirstCodes.ts'
import type { Contract } from './listContracts.ts'
import type { PreflightReport, Problem } from './PreflightReport.ts'
import { type AskMany, readCodes } from './readCodes.ts'
import { readImplementations } from './readImplementations.ts'

interface Asking {
  chain: ChainConfig
  askMany: AskMany
}

/** A contract whose book is followed from a block on. */
interface Book extends Contract {
  start: { block: bigint; field: string }
}

/**
 * Checks that every contract of a chain has code, and that a book of record is followed from its first code on. What a
 * node cannot tell is a warning: it does not remember old states, or the contract is a proxy, whose book may have begun
 * later than its code. Two requests where everything is right, however many contracts there are.
 */
export async function checkContracts(
  contracts: readonly Contract[],
  asking: Asking,
): Promise<PreflightReport> {
  const { chain, askMany } = asking
  const head = await readHead(askMany)
  const books = contracts.filter(isBook)
  const codes = await readCodes(askMany, [
    ...contracts.map(({ address }) => ({ address, block: 'latest' as const })),
    ...books.map(({ address, start }) => ({ address, block: start.block - 1n })),
  ])
  const bare = contracts.filter((_, i) => codes[i] === '0x')
  const starts = await checkStarts(
    books.flatMap((book, i) =>
      bare.includes(book) ? [] : [{ book, code: codes[contracts.length + i] }],
    ),
    head,
    asking,
  )
  const unread = contracts.find((_, i) => codes[i] === undefined)
  const silence =
    unread === undefined
      ? []
      : [`${unread.field}: ${chain.name} did not answer eth_getCode, so no code was checked.`]
  return {
    problems: [...bare.map((contract) => noCode(contract, chain)), ...starts.problems],
    warnings: [...starts.warnings, ...silence],
  }
}

/**
 * A feed or a bridge may start late: older prices are not needed, and older routes are said to be not covered. A start at
 * genesis cannot be late.
 */
function isBook(contract: Contract): contract is Book {
  return contract.role === 'book' && contract.start !== undefined && contract.start.block > 0n
}

function noCode({ address, field }: Contract, chain: ChainConfig): Problem {
  return problemOf({
    field,
    problem: `there is no contract at ${address} on ${chain.name} (chain ${chain.id})`,
    cure: 'Write the address that the contract has on this chain.',
  })
}

/** `code` is that of the block before the start. */
async function checkStarts(
  books: readonly { book: Book; code: string | undefined }[],
  head: bigint | undefined,
  { chain, askMany }: Asking,
): Promise<PreflightReport> {
  const isBeyond = ({ start }: Book) => head !== undefined && start.block > head
  const late = books.flatMap(({ book, code }) =>
    code === undefined || code === '0x' || isBeyond(book) ? [] : [book],
  )
  const proxied = await readImplementations(
    askMany,
    late.map(({ address }) => address),
  )
  const firsts = await findFirstCodes(
    askMany,
    late.map(({ address, start }) => ({ address, withCode: start.block - 1n })),
  )
  const problems: Problem[] = []
  const warnings: string[] = []
  for (const { book, code } of books) {
    const i = late.indexOf(book)
    if (head !== undefined && isBeyond(book)) problems.push(beyondHead(book, head, chain))
    else if (code === undefined) warnings.push(cannotTell(book, chain))
    else if (i >= 0 && proxied[i] === undefined) problems.push(startsLate(book, firsts[i]))
    else if (i >= 0) warnings.push(proxyStartsLate(book, firsts[i]))
  }
  return { problems, warnings }
}

function beyondHead({ start }: Book, head: bigint, chain: ChainConfig): Problem {
  return problemOf({
    field: start.field,
    problem: `is ${start.block}, but ${chain.name} is only at block ${head}`,
    cure: 'Write the block in which the contract was deployed.',
  })
}

function startsLate({ start }: Book, first: bigint | undefined): Problem {
  const cure = first === undefined ? 'Write the block in which it was deployed' : `Write ${first}`
  return problemOf({
    field: start.field,
    problem: `is ${start.block}, but the contract is there ${since(first)}`,
    cure: `${cure}: what was booked before the start block would be missing.`,
  })
}

function proxyStartsLate({ start }: Book, first: bigint | undefined): string {
  const block = first ?? 'the block in which it was deployed'
  return `${start.field}: is ${start.block}, but the proxy is there ${since(first)}, and whether its book began later cannot be told; write ${block} unless you know.`
}

function since(first: bigint | undefined): string {
  return first === undefined ? 'before that' : `since block ${first}`
}

function cannotTell({ start }: Book, chain: ChainConfig): string {
  return `${start.field}: ${chain.name} keeps no state of block ${start.block - 1n}, so it was not checked against the deployment.`
}

/** Undefined where the node answers no number; then nothing is said about blocks to come. */
async function readHead(askMany: AskMany): Promise<bigint | undefined> {
  const [answer] = await askMany([{ method: 'eth_blockNumber', params: [] }])
  if (answer?.error !== undefined) throw answer.error
  const head = answer?.result
  return typeof head === 'string' && /^0x[0-9a-f]+$/i.test(head) ? BigInt(head) : undefined
}

function problemOf(parameters: { field: string; problem: string; cure: string }): Problem {
  return { error: new ConfigError(parameters), isOutage: false }
}
