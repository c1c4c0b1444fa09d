import type { ActionType, FaultKind } from '../Action.ts'

/** How the simulated world meets a fault of `rpc-faults.json`, or why a seed does not. */
export type FaultRow = { id: string; name: string } & (
  | { faults: readonly FaultKind[] }
  /** What people, miners and machines do, with the habits of the chains. */
  | { actions: readonly ActionType[] }
  | { reason: string }
)

/** Every fault of the catalogue, in its order. */
export const faultTable: readonly FaultRow[] = [
  { id: 'F001', name: 'Alchemy range/size', faults: ['rangeLimit'] },
  { id: 'F002', name: 'Infura / zkSync result cap', faults: ['rangeLimit'] },
  { id: 'F003', name: 'QuickNode / Blast range', faults: ['rangeLimit'] },
  { id: 'F004', name: '1RPC', faults: ['rangeLimit'] },
  { id: 'F005', name: 'BlockPI', faults: ['rangeLimit'] },
  { id: 'F006', name: 'Blast paid', faults: ['rangeLimit'] },
  { id: 'F007', name: 'Ankr', faults: ['rangeLimit'] },
  { id: 'F008', name: 'LlamaRPC / Altitude / HyperRPC', faults: ['rangeLimit'] },
  { id: 'F009', name: 'Chainstack', faults: ['rangeLimit'] },
  { id: 'F010', name: 'Cloudflare', faults: ['rangeLimit'] },
  { id: 'F011', name: 'Coinbase', faults: ['rangeLimit'] },
  { id: 'F012', name: 'PublicNode', faults: ['rangeLimit'] },
  { id: 'F013', name: 'thirdweb', faults: ['rangeLimit'] },
  { id: 'F014', name: 'Base public', faults: ['rangeLimit'] },
  { id: 'F015', name: 'Optimism public', faults: ['rangeLimit'] },
  { id: 'F016', name: 'Arbitrum public', faults: ['rangeLimit'] },
  { id: 'F017', name: 'Avalanche', faults: ['rangeLimit'] },
  { id: 'F018', name: 'dRPC free', faults: ['rangeLimit'] },
  { id: 'F019', name: 'Others in one table', faults: ['rangeLimit'] },
  { id: 'F020', name: 'Misleading size answers', faults: ['heavyRange'] },
  {
    id: 'F021',
    name: 'Silent truncation',
    reason: 'a cut answer of few logs looks like a whole one; limits.test.ts meets it with many',
  },
  { id: 'F022', name: 'Head behind load balancer: empty logs', faults: ['lag', 'hiddenLogs'] },
  { id: 'F023', name: 'Logs appear late', faults: ['hiddenLogs'] },
  { id: 'F024', name: 'Null block at head', faults: ['nullBlocks'] },
  { id: 'F025', name: 'Node goes backwards / still syncing', faults: ['lag', 'farBehind'] },
  { id: 'F026', name: 'Block/log mixed from two forks', faults: ['foreignLogs', 'oldFork'] },
  {
    id: 'F027',
    name: 'Same block number with two hashes in one response',
    faults: ['twoHashes', 'oldFork'],
  },
  { id: 'F028', name: 'New fork logs missing at the reorged height', faults: ['hiddenLogs'] },
  {
    id: 'F029',
    name: 'Wrong logs bloom',
    reason:
      'a matter of what the operator says of the chain, for its whole life; stale.test.ts has both kinds of chain',
  },
  { id: 'F030', name: 'Wrong chain behind the URL', faults: ['wrongChain'] },
  { id: 'F031', name: 'Providers disagree', faults: ['rivalFork', 'hiddenLogs'] },
  {
    id: 'F032',
    name: 'False reorg report from one bad RPC halts everything',
    faults: ['rivalFork'],
  },
  { id: 'F033', name: 'Ordinary reorg depth 1-n', actions: ['reorg'] },
  { id: 'F034', name: 'Same transaction lands in another block', actions: ['reorg'] },
  { id: 'F035', name: 'Reorg with equal or shorter height', actions: ['reorg'] },
  { id: 'F036', name: 'Reorg deeper than configured finality', actions: ['reorg'] },
  { id: 'F037', name: 'Polygon reorgs', actions: ['reorg'] },
  { id: 'F038', name: 'Reorg while rolling back', actions: ['reorg'] },
  { id: 'F039', name: 'Crash during reorg handling', actions: ['reorg', 'crash'] },
  { id: 'F040', name: 'Backfill to live hand-over gap', actions: ['crash', 'reorg'] },
  { id: 'F041', name: 'removed:true logs', faults: ['removedLogs', 'lostHeads', 'oddFrames'] },
  {
    id: 'F042',
    name: 'Source reorged after delivery (unbacked mint)',
    actions: ['reorg', 'deliver'],
  },
  { id: 'F043', name: 'Destination reorg of delivery', actions: ['reorg', 'deliver'] },
  { id: 'F044', name: 'History pruned, rollback cannot re-read', faults: ['pruned'] },
  { id: 'F045', name: 'finalized/safe tag unsupported or wrong', faults: ['noTags'] },
  { id: 'F046', name: 'finalized stalls', actions: ['mine'] },
  { id: 'F047', name: 'safe/finalized goes backwards', faults: ['oldTags'] },
  { id: 'F048', name: 'BSC finalized tag is only fast-finality header', actions: ['reorg'] },
  {
    id: 'F049',
    name: 'finalized > latest, or finalized hash not on our chain',
    faults: ['tagsAhead', 'tagsElsewhere'],
  },
  {
    id: 'F050',
    name: 'Arbitrum block.number is the L1 number',
    reason: 'no decoder here reads a block number out of an event; quirks.test.ts meets one',
  },
  {
    id: 'F051',
    name: 'zkSync system logs',
    reason:
      'a habit of one chain for its whole life, said in its profile; quirks.test.ts has such chains',
  },
  { id: 'F052', name: 'zkSync batches can be reverted after commit', actions: ['reorg'] },
  {
    id: 'F053',
    name: 'Polygon state-sync transactions',
    reason:
      'a habit of one chain for its whole life, said in its profile; quirks.test.ts has such chains',
  },
  {
    id: 'F054',
    name: 'Filecoin/Lotus null rounds',
    reason:
      'a habit of one chain for its whole life, said in its profile; quirks.test.ts has such chains',
  },
  {
    id: 'F055',
    name: 'Duplicate logIndex in one block',
    reason:
      'a habit of one chain for its whole life, said in its profile; quirks.test.ts has such chains',
  },
  { id: 'F056', name: 'logIndex huge / absent', faults: ['oddLogs'] },
  { id: 'F057', name: 'Non-monotonic or equal timestamps', actions: ['mine'] },
  { id: 'F058', name: 'Sequencer down, then burst', actions: ['mine', 'sequencerDown'] },
  { id: 'F059', name: 'RPC says range beyond head is an error', faults: ['lag'] },
  { id: 'F060', name: 'WebSocket open but silent', faults: ['silentSocket', 'lostHeads'] },
  { id: 'F061', name: 'Hung HTTP request', faults: ['hang'] },
  { id: 'F062', name: '429 with or without Retry-After', faults: ['rateLimit'] },
  { id: 'F063', name: '5xx, HTML page with 200', faults: ['page', 'overloaded'] },
  { id: 'F064', name: 'Truncated JSON / invalid UTF-8 / BOM', faults: ['garbage', 'oddFrames'] },
  { id: 'F065', name: 'Empty body or no result field', faults: ['garbage'] },
  { id: 'F066', name: 'Answer for another request (wrong id)', faults: ['garbage'] },
  { id: 'F067', name: 'Batch reordered', faults: ['garbage'] },
  { id: 'F068', name: 'Batch with duplicate/missing/foreign ids', faults: ['garbage'] },
  { id: 'F069', name: 'Whole batch refused', faults: ['noBatches'] },
  { id: 'F070', name: 'Gzip / brotli bomb', faults: ['tooLarge'] },
  { id: 'F071', name: 'Huge valid answer', faults: ['tooLarge'] },
  { id: 'F072', name: 'TLS/DNS faults, redirect to other host', faults: ['refuse'] },
  { id: 'F073', name: 'Secret in error text', faults: ['page', 'garbage'] },
  { id: 'F074', name: 'All providers down', faults: ['refuse', 'overloaded', 'closedSocket'] },
  { id: 'F075', name: 'Error storm causes false alerts', faults: ['refuse', 'hang'] },
  { id: 'F076', name: 'Method missing', faults: ['noMethod'] },
  { id: 'F077', name: 'header not found / unknown block', faults: ['unknownBlocks'] },
  { id: 'F078', name: 'Pruned history', faults: ['pruned'] },
  { id: 'F079', name: 'Syncing node has partial receipts', faults: ['syncing'] },
  { id: 'F080', name: 'eth_call returns 0x', faults: ['emptyCalls'] },
  { id: 'F081', name: 'Same topic0, other indexed flags', actions: ['malformed'] },
  { id: 'F082', name: 'Extra topics / trailing data ignored', actions: ['malformed'] },
  {
    id: 'F083',
    name: 'Dirty high bytes',
    reason:
      'what one log holds is independent of the world around it; decode.test.ts and the property tests of decoders go through it',
  },
  {
    id: 'F084',
    name: 'Malformed / short / ABI bomb',
    reason:
      'what one log holds is independent of the world around it; decode.test.ts and the property tests of decoders go through it',
  },
  {
    id: 'F085',
    name: 'Extreme numbers',
    reason:
      'what one log holds is independent of the world around it; decode.test.ts and the property tests of decoders go through it',
  },
  { id: 'F086', name: 'Null bytes / invalid UTF-8 in strings', actions: ['label'] },
  {
    id: 'F087',
    name: 'Indexed dynamic types',
    reason: 'a config that is refused never runs; decode.test.ts',
  },
  {
    id: 'F088',
    name: 'Proxy upgraded, new events',
    reason: 'a new version of the code or of a contract is no event of one run; decode.test.ts',
  },
  {
    id: 'F089',
    name: 'Re-decode after ABI fix',
    reason: 'a new version of the code or of a contract is no event of one run; decode.test.ts',
  },
  {
    id: 'F090',
    name: 'Events from impostor contracts',
    reason:
      'nodes here answer what was asked for; stale.test.ts and decode.test.ts have foreign emitters',
  },
  {
    id: 'F091',
    name: 'No decimals()/reverts',
    reason: 'the program asks no token for its metadata: decimals are those of the config',
  },
  {
    id: 'F092',
    name: 'bytes32 symbol/name (MKR)',
    reason: 'the program asks no token for its metadata: decimals are those of the config',
  },
  {
    id: 'F093',
    name: 'decimals change or insane (77, 255)',
    reason: 'the program asks no token for its metadata: decimals are those of the config',
  },
  { id: 'F094', name: 'Fee-on-transfer', actions: ['oddToken', 'deliver'] },
  { id: 'F095', name: 'Rebasing', actions: ['oddToken', 'deliver'] },
  {
    id: 'F096',
    name: 'Native/wrapped without Transfer',
    reason:
      "tokens that behave oddly are the economy's own actions, not faults of endpoints or chains",
  },
  {
    id: 'F097',
    name: 'Mint/burn by admin, blacklist, pause',
    reason:
      "tokens that behave oddly are the economy's own actions, not faults of endpoints or chains",
  },
  { id: 'F098', name: 'Stale price', actions: ['price'] },
  { id: 'F099', name: 'Zero, negative, or int overflow answer', actions: ['price'] },
  { id: 'F100', name: 'L2 sequencer uptime feed', actions: ['sequencerDown'] },
  {
    id: 'F101',
    name: 'Future round timestamp, skewed clocks',
    reason: "an observation of the feed that is ahead of its block is the economy's",
  },
  { id: 'F102', name: 'Depeg between bridged and native', reason: "pegs are the economy's" },
  { id: 'F103', name: 'Price reorged', actions: ['price', 'reorg'] },
  { id: 'F104', name: 'Duplicate message ids across versions', actions: ['send', 'deliver'] },
  { id: 'F105', name: 'Nonce 0 / first message', actions: ['send'] },
  { id: 'F106', name: 'Delivery seen before send', actions: ['send', 'deliver'] },
  {
    id: 'F107',
    name: 'Missing sequence',
    reason:
      "followed routes are some of a mailbox's many: a gap in its nonces is normal (verifyRange.ts)",
  },
  { id: 'F108', name: 'Replay / second execution', actions: ['duplicate'] },
  { id: 'F109', name: 'Amount differs at delivery', actions: ['tamper', 'deliver'] },
  { id: 'F110', name: 'Failed / refunded / expired message', actions: ['step'] },
  { id: 'F111', name: 'Stuck detection vs coverage', actions: ['send', 'crash'] },
  { id: 'F112', name: 'Reorged source with same nonce, other payload', actions: ['reorg', 'send'] },
  {
    id: 'F113',
    name: 'Finalized tag never reached on source => validator silent',
    actions: ['send'],
  },
  { id: 'F114', name: 'kill -9 at any write', actions: ['crash'] },
  {
    id: 'F115',
    name: 'Disk full',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F116',
    name: 'Bit rot',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F117',
    name: 'Torn WAL (power loss)',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F118',
    name: 'Second process opens the DB',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F119',
    name: 'WAL grows without end',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F120',
    name: 'Wall clock jumps',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
  {
    id: 'F121',
    name: 'Process paused (GC, SIGSTOP) then writes',
    reason:
      'a fault of the machine, not of endpoints or chains: disk/ and storage.test.ts have them',
  },
]
