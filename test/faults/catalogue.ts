/** One fault of `rpc-faults.json` and the tests that meet it. */
interface CatalogueEntry {
  id: string
  name: string
  tests: Readonly<Record<string, readonly string[]>>
}

/** Every fault of the catalogue. Titles are those of the test files, with their placeholders. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    id: 'F001',
    name: 'Alchemy range/size',
    tests: {
      'limits.test.ts': [
        'behavior: %s a range that %s refuses is read in pieces',
        'behavior: F001 one block that is refused alone is read from its receipts',
      ],
    },
  },
  {
    id: 'F002',
    name: 'Infura / zkSync result cap',
    tests: {
      'limits.test.ts': [
        'behavior: %s a range that %s refuses is read in pieces',
        'behavior: F002 one block that no method gives is waited for in the words of the provider',
      ],
    },
  },
  {
    id: 'F003',
    name: 'QuickNode / Blast range',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F004',
    name: '1RPC',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F005',
    name: 'BlockPI',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F006',
    name: 'Blast paid',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F007',
    name: 'Ankr',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F008',
    name: 'LlamaRPC / Altitude / HyperRPC',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F009',
    name: 'Chainstack',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F010',
    name: 'Cloudflare',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F011',
    name: 'Coinbase',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F012',
    name: 'PublicNode',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F013',
    name: 'thirdweb',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F014',
    name: 'Base public',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F015',
    name: 'Optimism public',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F016',
    name: 'Arbitrum public',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F017',
    name: 'Avalanche',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F018',
    name: 'dRPC free',
    tests: { 'limits.test.ts': ['behavior: %s a range that %s refuses is read in pieces'] },
  },
  {
    id: 'F019',
    name: 'Others in one table',
    tests: {
      'limits.test.ts': [
        'behavior: %s a range that %s refuses is read in pieces',
        'behavior: F019 a range that is refused in unknown words is read in pieces',
      ],
    },
  },
  {
    id: 'F020',
    name: 'Misleading size answers',
    tests: {
      'limits.test.ts': [
        'behavior: F020 a range that is too heavy by %s is read in pieces',
        'behavior: F020 an outage is told from a heavy range: one block fails as well',
      ],
    },
  },
  {
    id: 'F021',
    name: 'Silent truncation',
    tests: {
      'limits.test.ts': [
        'behavior: F021 an answer that is cut to %i logs without a word is suspected',
        'behavior: F021 what was read once and not held against anything is called unverified',
        'behavior: F021 a cut that looks like nothing is found where coverage must be %s',
      ],
    },
  },
  {
    id: 'F022',
    name: 'Head behind load balancer: empty logs',
    tests: {
      'stale.test.ts': [
        'behavior: F022 backends that lag behind the one that named the head lose nothing',
        'behavior: F022 an empty answer for a block that the backend lacks is doubted, and repaired',
      ],
    },
  },
  {
    id: 'F023',
    name: 'Logs appear late',
    tests: {
      'stale.test.ts': [
        'behavior: F023 logs that appear seconds after their block reach the same state (bloom %s)',
      ],
    },
  },
  {
    id: 'F024',
    name: 'Null block at head',
    tests: {
      'stale.test.ts': ['behavior: F024 null for a block that was announced is asked for again'],
    },
  },
  {
    id: 'F025',
    name: 'Node goes backwards / still syncing',
    tests: {
      'stale.test.ts': [
        'behavior: F025 a node that goes back %i blocks is no reorg, and is said to lag',
        'behavior: F025 the only node that goes back is waited for, without a reorg',
      ],
    },
  },
  {
    id: 'F026',
    name: 'Block/log mixed from two forks',
    tests: {
      'stale.test.ts': [
        'behavior: F026 logs of a rival fork are refused with the whole answer',
        'behavior: F026 receipts of a rival fork are refused with the whole answer',
      ],
    },
  },
  {
    id: 'F027',
    name: 'Same block number with two hashes in one response',
    tests: {
      'stale.test.ts': [
        'behavior: F027 two hashes for one block in one answer are refused without a rollback',
      ],
    },
  },
  {
    id: 'F028',
    name: 'New fork logs missing at the reorged height',
    tests: {
      'stale.test.ts': [
        'behavior: F028 logs that are missing at the height of the fork alone are found by the bloom',
      ],
    },
  },
  {
    id: 'F029',
    name: 'Wrong logs bloom',
    tests: { 'stale.test.ts': ['behavior: F029 a bloom that is always %s hides no log'] },
  },
  {
    id: 'F030',
    name: 'Wrong chain behind the URL',
    tests: {
      'stale.test.ts': [
        'behavior: F030 an endpoint of another chain is refused at the start and named',
        'behavior: F030 with only endpoints of another chain it halts, says so, and the other chain goes on',
        'behavior: F030 a URL that turns to another chain with %s is noticed after its first failure',
      ],
    },
  },
  {
    id: 'F031',
    name: 'Providers disagree',
    tests: {
      'stale.test.ts': [
        'behavior: F031 one liar of three is outvoted, and extra fields never break the vote',
      ],
    },
  },
  {
    id: 'F032',
    name: 'False reorg report from one bad RPC halts everything',
    tests: {
      'stale.test.ts': [
        'behavior: F032 a deep fork that one of two endpoints shows undoes nothing',
        'behavior: F032 a deep fork that the only endpoint shows for a moment needs confirmation first',
        'behavior: F032 a deep fork that the only endpoint insists on stops its chain and takes nothing back',
      ],
    },
  },
  {
    id: 'F033',
    name: 'Ordinary reorg depth 1-n',
    tests: {
      'reorg.test.ts': [
        'behavior: F033 an ordinary reorg of %i blocks leaves what a fresh index has',
      ],
    },
  },
  {
    id: 'F034',
    name: 'Same transaction lands in another block',
    tests: {
      'reorg.test.ts': [
        'behavior: F034 transactions that land again in later blocks are counted once',
      ],
    },
  },
  {
    id: 'F035',
    name: 'Reorg with equal or shorter height',
    tests: { 'reorg.test.ts': ['behavior: F035 a reorg to a branch of %s height is seen'] },
  },
  {
    id: 'F036',
    name: 'Reorg deeper than configured finality',
    tests: {
      'reorg.test.ts': [
        'behavior: F036 a reorg ten times deeper than finality halts its chain, and the other goes on',
        'behavior: F036 where the operator said so, it is repaired for good and the incident stays',
      ],
    },
  },
  {
    id: 'F037',
    name: 'Polygon reorgs',
    tests: {
      'reorg.test.ts': [
        'behavior: F037 reorgs of every depth up to 200 are measured and taken back',
      ],
    },
  },
  {
    id: 'F038',
    name: 'Reorg while rolling back',
    tests: {
      'reorg.test.ts': [
        'behavior: F038 a second reorg while the first is taken back leaves what a fresh index has',
      ],
    },
  },
  {
    id: 'F039',
    name: 'Crash during reorg handling',
    tests: { 'reorg.test.ts': ['behavior: F039 a crash %s any write around a reorg converges'] },
  },
  {
    id: 'F040',
    name: 'Backfill to live hand-over gap',
    tests: {
      'reorg.test.ts': [
        'behavior: F040 nothing is lost where backfill meets the head, also with a reorg at the edge',
      ],
    },
  },
  {
    id: 'F041',
    name: 'removed:true logs',
    tests: {
      'reorg.test.ts': [
        'behavior: F041 removed logs are no word about the chain',
        'behavior: F041 removals over a socket, and lost ones, change nothing',
      ],
    },
  },
  {
    id: 'F042',
    name: 'Source reorged after delivery (unbacked mint)',
    tests: {
      'reorg.test.ts': [
        'behavior: F042 a source that is reorged away after delivery is unbacked until it lands again (coverage %s)',
      ],
    },
  },
  {
    id: 'F043',
    name: 'Destination reorg of delivery',
    tests: {
      'reorg.test.ts': [
        'behavior: F043 a delivery that is reorged away is in flight again, counted once',
      ],
    },
  },
  {
    id: 'F044',
    name: 'History pruned, rollback cannot re-read',
    tests: {
      'reorg.test.ts': [
        'behavior: F044 a reorg on a node that pruned its history needs nothing of what is gone',
      ],
    },
  },
  {
    id: 'F045',
    name: 'finalized/safe tag unsupported or wrong',
    tests: {
      'finality.test.ts': [
        'behavior: F045 tags that are answered by %s give way to depths, and it is said',
        'behavior: F045 a finalized tag that is the head less %i for ever is not believed',
      ],
    },
  },
  {
    id: 'F046',
    name: 'finalized stalls',
    tests: {
      'finality.test.ts': [
        'behavior: F046 a finalized tag that stands still costs no more per block, and is said',
      ],
    },
  },
  {
    id: 'F047',
    name: 'safe/finalized goes backwards',
    tests: { 'finality.test.ts': ['behavior: F047 tags that go back never lower what was final'] },
  },
  {
    id: 'F048',
    name: 'BSC finalized tag is only fast-finality header',
    tests: {
      'finality.test.ts': ['behavior: F048 a chain whose tag is early can be followed by depth'],
    },
  },
  {
    id: 'F049',
    name: 'finalized > latest, or finalized hash not on our chain',
    tests: {
      'finality.test.ts': [
        'behavior: F049 a finalized block above the head is not believed',
        'behavior: F049 a finalized block of another fork is not believed',
      ],
    },
  },
  {
    id: 'F050',
    name: 'Arbitrum block.number is the L1 number',
    tests: {
      'quirks.test.ts': [
        'behavior: F050 block numbers in events and extra fields of a node are no block numbers of the chain',
      ],
    },
  },
  {
    id: 'F051',
    name: 'zkSync system logs',
    tests: {
      'quirks.test.ts': ['behavior: F051 logs whose transaction hash is zero count like any other'],
    },
  },
  {
    id: 'F052',
    name: 'zkSync batches can be reverted after commit',
    tests: {
      'quirks.test.ts': [
        'behavior: F052 a chain whose batches can be reverted is final by its own depth',
      ],
    },
  },
  {
    id: 'F053',
    name: 'Polygon state-sync transactions',
    tests: {
      'quirks.test.ts': [
        'behavior: F053 state-sync logs that clash with the index of others are told apart',
      ],
    },
  },
  {
    id: 'F054',
    name: 'Filecoin/Lotus null rounds',
    tests: {
      'quirks.test.ts': [
        'behavior: F054 a number without a block is passed over where the links prove it',
      ],
    },
  },
  {
    id: 'F055',
    name: 'Duplicate logIndex in one block',
    tests: {
      'quirks.test.ts': [
        'behavior: F055 indexes that are unique in a transaction alone lose and double nothing',
      ],
    },
  },
  {
    id: 'F056',
    name: 'logIndex huge / absent',
    tests: {
      'quirks.test.ts': [
        'behavior: F056 a log whose %s is of any wrong kind is refused and read again',
        'error: F056 a malformed log that stays is named with method and what is wrong, and stops its chain alone',
      ],
    },
  },
  {
    id: 'F057',
    name: 'Non-monotonic or equal timestamps',
    tests: {
      'quirks.test.ts': ['behavior: F057 blocks whose times are %s are ordered by their numbers'],
    },
  },
  {
    id: 'F058',
    name: 'Sequencer down, then burst',
    tests: {
      'quirks.test.ts': [
        'behavior: F058 a sequencer that stops and then bursts raises no storm and loses nothing',
      ],
    },
  },
  {
    id: 'F059',
    name: 'RPC says range beyond head is an error',
    tests: {
      'quirks.test.ts': ['behavior: F059 a range beyond the head is waited for and not split'],
    },
  },
  {
    id: 'F060',
    name: 'WebSocket open but silent',
    tests: {
      'transport.test.ts': [
        'behavior: F060 a socket that is open and silent is noticed within 15 s, and polled around',
        'behavior: F060 when the only socket is silent, the chain is stale within 2 block times and 10 s',
        'behavior: F060 sockets that are refused, hang at the handshake or break off are opened again',
      ],
    },
  },
  {
    id: 'F061',
    name: 'Hung HTTP request',
    tests: {
      'transport.test.ts': [
        'behavior: F061 requests that hang end by their own deadline and hold nothing up for good',
        'behavior: F061 a chain whose endpoint hangs for good is stale, and delays no other',
      ],
    },
  },
  {
    id: 'F062',
    name: '429 with or without Retry-After',
    tests: {
      'transport.test.ts': [
        'behavior: F062 a rate limit by %s is waited out, and never for long',
        'behavior: F062 while one endpoint limits, another is asked',
      ],
    },
  },
  {
    id: 'F063',
    name: '5xx, HTML page with 200',
    tests: { 'transport.test.ts': ['behavior: F063 %s is the endpoint’s trouble and never data'] },
  },
  {
    id: 'F064',
    name: 'Truncated JSON / invalid UTF-8 / BOM',
    tests: { 'transport.test.ts': ['behavior: F064 an answer %s is dropped whole'] },
  },
  {
    id: 'F065',
    name: 'Empty body or no result field',
    tests: {
      'transport.test.ts': [
        'behavior: F065 %s is never read as nothing',
        'behavior: F065 a null result where there must be one is never read as nothing',
      ],
    },
  },
  {
    id: 'F066',
    name: 'Answer for another request (wrong id)',
    tests: { 'transport.test.ts': ['behavior: F066 an answer whose id is %s is not used'] },
  },
  {
    id: 'F067',
    name: 'Batch reordered',
    tests: {
      'transport.test.ts': ['behavior: F067 answers of a batch in any order reach their callers'],
    },
  },
  {
    id: 'F068',
    name: 'Batch with duplicate/missing/foreign ids',
    tests: { 'transport.test.ts': ['behavior: F068 a batch with %s is refused whole'] },
  },
  {
    id: 'F069',
    name: 'Whole batch refused',
    tests: {
      'transport.test.ts': [
        'behavior: F069 a batch that is refused by %s is split, down to single calls',
      ],
    },
  },
  {
    id: 'F070',
    name: 'Gzip / brotli bomb',
    tests: { 'transport.test.ts': ['behavior: F070 %s is given up at the cap, and memory stays'] },
  },
  {
    id: 'F071',
    name: 'Huge valid answer',
    tests: {
      'transport.test.ts': [
        'behavior: F071 an answer that is larger than the cap is cut into smaller ranges',
        'behavior: F071 one block that is larger than the cap is read from its receipts',
      ],
    },
  },
  {
    id: 'F072',
    name: 'TLS/DNS faults, redirect to other host',
    tests: {
      'transport.test.ts': [
        'behavior: F072 a connection that fails by %s is tried again',
        'behavior: F072 what fails is named by kind, and nothing of the address with it',
        'behavior: F072 a redirect to another host is not followed',
        'behavior: F072 real trouble with names, certificates and ports leaves the other endpoint',
      ],
    },
  },
  {
    id: 'F073',
    name: 'Secret in error text',
    tests: {
      'transport.test.ts': [
        'behavior: F073 a node that quotes its own URL and key in every error gives nothing away',
      ],
    },
  },
  {
    id: 'F074',
    name: 'All providers down',
    tests: {
      'transport.test.ts': [
        'behavior: F074 when every endpoint is down for ten minutes the last cut is served, and called stale',
      ],
    },
  },
  {
    id: 'F075',
    name: 'Error storm causes false alerts',
    tests: {
      'transport.test.ts': ['behavior: F075 an outage of five minutes raises no alert about risk'],
    },
  },
  {
    id: 'F076',
    name: 'Method missing',
    tests: {
      'transport.test.ts': [
        'behavior: F076 a node without receipts is asked otherwise, and not over and over',
      ],
    },
  },
  {
    id: 'F077',
    name: 'header not found / unknown block',
    tests: { 'transport.test.ts': ['behavior: F077 “%s” is a node’s lag and is asked again'] },
  },
  {
    id: 'F078',
    name: 'Pruned history',
    tests: {
      'transport.test.ts': [
        'behavior: F078 history that one endpoint has pruned is read from the other',
        'behavior: F078 without an archive the backfill stops with a clear word, and goes on when one is there',
        'behavior: F078 an empty answer from pruned history is not believed where another witness knows better',
      ],
    },
  },
  {
    id: 'F079',
    name: 'Syncing node has partial receipts',
    tests: {
      'transport.test.ts': [
        'behavior: F079 a node that says it syncs (%s) is not asked while another is there',
      ],
    },
  },
  {
    id: 'F080',
    name: 'eth_call returns 0x',
    tests: {
      'transport.test.ts': [
        'behavior: F080 an empty answer to a read is asked for again and never cached as zero',
      ],
    },
  },
  {
    id: 'F081',
    name: 'Same topic0, other indexed flags',
    tests: {
      'decode.test.ts': [
        'behavior: F081 an event with the same topic and other indexed arguments is quarantined (%s)',
      ],
    },
  },
  {
    id: 'F082',
    name: 'Extra topics / trailing data ignored',
    tests: { 'decode.test.ts': ['behavior: F082 %s is not decoded as if it were right'] },
  },
  {
    id: 'F083',
    name: 'Dirty high bytes',
    tests: { 'decode.test.ts': ['behavior: F083 dirty upper bytes in %s are not cut off'] },
  },
  {
    id: 'F084',
    name: 'Malformed / short / ABI bomb',
    tests: { 'decode.test.ts': ['behavior: F084 a log with %s is quarantined, without a crash'] },
  },
  {
    id: 'F085',
    name: 'Extreme numbers',
    tests: {
      'decode.test.ts': ['behavior: F085 the largest numbers of the EVM are counted exactly'],
    },
  },
  {
    id: 'F086',
    name: 'Null bytes / invalid UTF-8 in strings',
    tests: {
      'decode.test.ts': [
        'behavior: F086 a string with %s is kept as it is',
        'behavior: F086 a string of %s is quarantined rather than changed',
      ],
    },
  },
  {
    id: 'F087',
    name: 'Indexed dynamic types',
    tests: {
      'decode.test.ts': ['behavior: F087 an indexed string is its hash, and is no address'],
    },
  },
  {
    id: 'F088',
    name: 'Proxy upgraded, new events',
    tests: {
      'decode.test.ts': [
        'behavior: F088 an upgrade of a followed contract is said, and its new event counts once the config knows it',
      ],
    },
  },
  {
    id: 'F089',
    name: 'Re-decode after ABI fix',
    tests: {
      'decode.test.ts': [
        'behavior: F089 a mended function decodes the recorded logs anew, without fetching final ones again',
      ],
    },
  },
  {
    id: 'F090',
    name: 'Events from impostor contracts',
    tests: { 'decode.test.ts': ['behavior: F090 the events of impostors count for nothing'] },
  },
  {
    id: 'F091',
    name: 'No decimals()/reverts',
    tests: {
      'tokens.test.ts': [
        'behavior: F091 a token that nobody described is counted raw, valued by no guess, and named',
        'behavior: F091 a configured token that answers no decimals() is read as configured, and nothing is made up',
      ],
    },
  },
  {
    id: 'F092',
    name: 'bytes32 symbol/name (MKR)',
    tests: {
      'tokens.test.ts': [
        'behavior: F092 a symbol as %s is read',
        'behavior: F092 a symbol %s is passed over',
      ],
    },
  },
  {
    id: 'F093',
    name: 'decimals change or insane (77, 255)',
    tests: {
      'tokens.test.ts': [
        'behavior: F093 a token that says %s decimals of a sudden is named, and its amounts stay what they were',
      ],
    },
  },
  {
    id: 'F094',
    name: 'Fee-on-transfer',
    tests: {
      'tokens.test.ts': [
        'behavior: F094 of a token that keeps a fee the book counts, and what did not arrive is said',
      ],
    },
  },
  {
    id: 'F095',
    name: 'Rebasing',
    tests: {
      'tokens.test.ts': [
        'behavior: F095 a token that rebases %s is counted in shares, and worth what the contract says',
      ],
    },
  },
  {
    id: 'F096',
    name: 'Native/wrapped without Transfer',
    tests: {
      'tokens.test.ts': [
        'behavior: F096 a token that wraps without Transfer has its own events where it is declared',
        'behavior: F096 where it is not declared, what did not arrive by Transfer is said',
      ],
    },
  },
  {
    id: 'F097',
    name: 'Mint/burn by admin, blacklist, pause',
    tests: {
      'tokens.test.ts': [
        'behavior: F097 what an issuer mints to a vault, burns there or moves is in no book and is said',
        'behavior: F097 shares that an issuer mints, or takes from somebody, are the book of the shares',
      ],
    },
  },
  {
    id: 'F098',
    name: 'Stale price',
    tests: {
      'prices.test.ts': [
        'behavior: F098 a frozen price widens its band, and past its limit nobody is called healthy',
      ],
    },
  },
  {
    id: 'F099',
    name: 'Zero, negative, or int overflow answer',
    tests: {
      'prices.test.ts': [
        'behavior: F099 an answer of %s values nothing, and nobody is called healthy',
        'behavior: F099 the largest answer there is stays exact',
      ],
    },
  },
  {
    id: 'F100',
    name: 'L2 sequencer uptime feed',
    tests: {
      'feeds.test.ts': [
        'behavior: F100 while a sequencer is down its prices are late with their widest band, and it is said',
        'behavior: F100 a sequencer that is back has its grace from when it came back, not from when that was confirmed',
      ],
    },
  },
  {
    id: 'F101',
    name: 'Future round timestamp, skewed clocks',
    tests: {
      'prices.test.ts': [
        'behavior: F101 an answer from the future is as old as the cut, and not younger for it',
      ],
    },
  },
  {
    id: 'F102',
    name: 'Depeg between bridged and native',
    tests: {
      'feeds.test.ts': [
        'behavior: F102 a bridged asset that left its original is said until it is back, and does not flap at the limit',
      ],
    },
  },
  {
    id: 'F103',
    name: 'Price reorged',
    tests: { 'prices.test.ts': ['behavior: F103 a price leaves with the block that answered it'] },
  },
  {
    id: 'F104',
    name: 'Duplicate message ids across versions',
    tests: { 'bridges.test.ts': ['behavior: F104 equal keys of two versions are two transfers'] },
  },
  {
    id: 'F105',
    name: 'Nonce 0 / first message',
    tests: { 'bridges.test.ts': ['behavior: F105 the message with nonce 0 is one like any other'] },
  },
  {
    id: 'F106',
    name: 'Delivery seen before send',
    tests: {
      'bridges.test.ts': [
        'behavior: F106 a delivery that is seen before its source waits for it, and is no risk',
      ],
    },
  },
  {
    id: 'F107',
    name: 'Missing sequence',
    tests: {
      'bridges.test.ts': [
        'behavior: F107 a log that is missing from the sequence is found, and its delivery never called unbacked',
      ],
    },
  },
  {
    id: 'F108',
    name: 'Replay / second execution',
    tests: {
      'bridges.test.ts': [
        'behavior: F108 a message that is executed twice is a critical condition, and its value counts once',
      ],
    },
  },
  {
    id: 'F109',
    name: 'Amount differs at delivery',
    tests: {
      'bridges.test.ts': [
        'behavior: F109 more credited than sent is a contradiction, each side keeps its amount',
      ],
    },
  },
  {
    id: 'F110',
    name: 'Failed / refunded / expired message',
    tests: {
      'bridges.test.ts': [
        'behavior: F110 what failed, expired or was refunded is not in flight for ever',
      ],
    },
  },
  {
    id: 'F111',
    name: 'Stuck detection vs coverage',
    tests: {
      'bridges.test.ts': [
        'behavior: F111 only who has read the destination calls a transfer stuck',
      ],
    },
  },
  {
    id: 'F112',
    name: 'Reorged source with same nonce, other payload',
    tests: {
      'bridges.test.ts': [
        'behavior: F112 a nonce that a reorg gave another payload does not match the old delivery',
      ],
    },
  },
  {
    id: 'F113',
    name: 'Finalized tag never reached on source => validator silent',
    tests: {
      'bridges.test.ts': ['behavior: F113 what waits for a finality that does not come says so'],
    },
  },
  {
    id: 'F114',
    name: 'kill -9 at any write',
    tests: {
      'storage.test.ts': ['behavior: F114 a crash before any write converges to the same state'],
    },
  },
  {
    id: 'F115',
    name: 'Disk full',
    tests: {
      'storage.test.ts': [
        'behavior: F115 below the disk reserve nothing is written, it is said, and it goes on alone',
        'behavior: F115 a disk that is full all the same is waited for, and loses nothing',
      ],
    },
  },
  {
    id: 'F116',
    name: 'Bit rot',
    tests: {
      'storage.test.ts': [
        'behavior: F116 a flipped bit is found at the start, or has changed no answer',
        'behavior: F116 a bit that rots inside a value of %s.%s is found, or has changed no answer',
        'behavior: F116 a running value that rots no longer follows from its facts, and verify names it',
      ],
    },
  },
  {
    id: 'F117',
    name: 'Torn WAL (power loss)',
    tests: {
      'storage.test.ts': [
        'behavior: F117 a torn write-ahead log costs the newest writes and nothing else',
      ],
    },
  },
  {
    id: 'F118',
    name: 'Second process opens the DB',
    tests: {
      'storage.test.ts': [
        'error: F118 a second process is refused, is told who writes, and disturbs nothing',
      ],
    },
  },
  {
    id: 'F119',
    name: 'WAL grows without end',
    tests: {
      'storage.test.ts': [
        'behavior: F119 a reader that never ends does not let the log grow without end',
      ],
    },
  },
  {
    id: 'F120',
    name: 'Wall clock jumps',
    tests: {
      'storage.test.ts': ['behavior: F120 a wall clock that jumps by %i ms moves no timer'],
    },
  },
  {
    id: 'F121',
    name: 'Process paused (GC, SIGSTOP) then writes',
    tests: {
      'storage.test.ts': [
        'behavior: F121 a process that was paused and wakes up beside a second writer writes no more',
      ],
    },
  },
]
