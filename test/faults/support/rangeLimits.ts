/** What a node says about a range that it refuses. */
export interface RangeRefusal {
  id: string
  provider: string
  /** JSON-RPC code; undefined where the refusal is an HTTP status. */
  code: number
  /** Whether it counts blocks or results. */
  counts: 'blocks' | 'logs'
  /** Its text, with its own figures filled in. */
  text(asked: { from: number; to: number; cap: number }): string
}

const hex = (value: number): string => `0x${value.toString(16)}`

/** Separates thousands, as QuickNode and Blast do. */
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

const blocks = (
  id: string,
  provider: string,
  text: RangeRefusal['text'],
  code = -32_000,
): RangeRefusal => ({ id, provider, code, counts: 'blocks', text })

const logs = (
  id: string,
  provider: string,
  text: RangeRefusal['text'],
  code = -32_000,
): RangeRefusal => ({ id, provider, code, counts: 'logs', text })

/** Texts of rpc-faults F001 to F019, word by word; figures that a node would fill in are filled in. */
export const rangeRefusals: readonly RangeRefusal[] = [
  logs(
    'F001',
    'Alchemy, size with a range',
    ({ from, cap }) =>
      `Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [${hex(from)}, ${hex(from + cap)}]`,
    -32_602,
  ),
  logs(
    'F001',
    'Alchemy, a suggestion larger than asked',
    ({ from, to }) =>
      `Log response size exceeded. this block range should work: [${hex(from)}, ${hex(to + 500)}]`,
    -32_602,
  ),
  logs(
    'F001',
    'Alchemy, a reversed suggestion',
    ({ from, to }) =>
      `Log response size exceeded. this block range should work: [${hex(to)}, ${hex(from)}]`,
    -32_602,
  ),
  logs(
    'F001',
    'Alchemy, a suggestion outside what was asked',
    ({ to }) =>
      `Log response size exceeded. this block range should work: [${hex(to + 10)}, ${hex(to + 20)}]`,
    -32_602,
  ),
  blocks(
    'F001',
    'Alchemy, free plan',
    ({ cap }) =>
      `Under the Free tier plan, you can make eth_getLogs requests with up to a ${cap} block range.`,
    -32_600,
  ),
  logs(
    'F002',
    'Infura',
    ({ from, cap }) =>
      `query returned more than 10000 results. Try with this block range [${hex(from)}, ${hex(from + cap)}].`,
    -32_005,
  ),
  logs('F002', 'Infura, without a range', () => 'query returned more than 10000 results', -32_005),
  logs(
    'F002',
    'zkSync',
    ({ from, cap }) =>
      `Query returned more than 10000 results. Try with this block range [${hex(from)}, ${hex(from + cap)}].`,
    -32_602,
  ),
  blocks('F003', 'QuickNode', ({ cap }) => `eth_getLogs is limited to a ${grouped(cap)} range`),
  blocks('F003', 'Blast, verbatim', () => 'eth_getLogs is limited to a 10,000 range'),
  blocks('F004', '1RPC', ({ cap }) => `eth_getLogs is limited to a ${cap} blocks range`),
  logs('F004', '1RPC, bytes', () => 'response size should not greater than 10000000 bytes'),
  blocks('F005', 'BlockPI', ({ cap }) => `eth_getLogs is limited to ${cap} block range`),
  blocks(
    'F006',
    'Blast, paid',
    ({ from, to, cap }) => `exceeds the range allowed for your plan (${to - from + 1} > ${cap})`,
  ),
  blocks('F007', 'Ankr', () => 'block range is too wide', -32_600),
  logs('F007', 'Ankr, results', () => 'query exceeds max results 20000'),
  blocks('F007', 'Ankr, distance', ({ cap }) => `maximum [from, to] blocks distance: ${cap}`),
  logs(
    'F008',
    'LlamaRPC',
    ({ from, cap }) =>
      `query exceeds max results 20000, retry with the range ${from}-${from + cap}`,
  ),
  logs(
    'F008',
    'LlamaRPC, reversed',
    ({ from, cap }) =>
      `query exceeds max results 20000, retry with the range ${from + cap}-${from}`,
  ),
  blocks('F009', 'Chainstack', () => 'Block range limit exceeded.'),
  blocks('F010', 'Cloudflare', ({ cap }) => `Max range: ${cap + 1}`),
  blocks('F011', 'Coinbase', ({ cap }) => `please limit the query to at most ${cap} blocks`),
  blocks('F012', 'PublicNode', ({ cap }) => `exceed maximum block range: ${cap}`),
  blocks('F012', 'PublicNode, verbatim', () => 'exceed maximum block range: 50000', -32_701),
  blocks('F013', 'thirdweb', ({ cap }) => `Maximum allowed number of requested blocks is ${cap}`),
  blocks('F014', 'Base', () => 'block range too large'),
  blocks(
    'F014',
    'Base, Monad, Sei: the asked number first',
    ({ from, to, cap }) =>
      `block range too large (${to - from + 1}), maximum allowed is ${cap} blocks`,
  ),
  blocks(
    'F014',
    'Base, no backend',
    () => 'no backend is currently healthy to serve traffic',
    -32_011,
  ),
  blocks('F015', 'Optimism', () => 'Block range is too large'),
  logs('F015', 'Optimism, size', () => 'backend response too large', -32_020),
  logs('F016', 'Arbitrum', ({ cap }) => `logs matched by query exceeds limit of ${cap}`),
  logs('F016', 'Arbitrum, verbatim', () => 'logs matched by query exceeds limit of 10000'),
  blocks(
    'F017',
    'Avalanche',
    ({ from, to, cap }) =>
      `requested too many blocks from ${from} to ${to}, maximum is set to ${cap}`,
  ),
  blocks(
    'F018',
    'dRPC',
    ({ cap }) => `ranges over ${cap} blocks are not supported on freetier`,
    35,
  ),
  blocks('F019', 'Aurora', ({ cap }) => `up to a ${cap} block range`),
  blocks('F019', 'Moonriver', ({ cap }) => `block range is too wide (maximum ${cap})`),
  logs('F019', 'Harmony', ({ cap }) => `query must be smaller than size ${cap}`),
  blocks('F019', 'Merkle', () => 'eth_getLogs range is too large, max is 1k blocks'),
  blocks('F019', 'Swell', () => 'block range greater than 1000 max'),
  blocks('F019', 'Somnia', () => 'block range exceeds 1000'),
  blocks('F019', 'Hyperliquid', ({ cap }) => `query exceeds max block range ${cap}`),
  blocks('F019', 'Tron', ({ cap }) => `exceed max block range: ${cap}`),
  blocks('F019', 'eRPC', () => 'exceeded max allowed'),
  blocks('F019', 'eRPC, threshold', () => 'range threshold exceeded'),
  blocks('F019', 'zkEVM', ({ cap }) => `logs are limited to a ${cap} block range`),
]
