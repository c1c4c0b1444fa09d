/**
 * Schema names of the enums whose values are spelled otherwise inside the program. An enum that is absent here is spelled
 * alike on both sides.
 */
export const enumValues = {
  BackingSide: { ESCROW: 'escrow', SUPPLY: 'supply' },
  BridgeType: { HYPERLANE: 'hyperlane', PROTOCOL: 'protocol', CUSTOM: 'custom' },
  ChainPhase: {
    CONNECTING: 'connecting',
    BACKFILL: 'backfill',
    LIVE: 'live',
    HALTED: 'halted',
  },
  ControlWay: { OUT: 'out', IN: 'in', BOTH: 'both' },
  CoverageLevel: { UNVERIFIED: 'unverified', VERIFIED: 'verified', PROVEN: 'proven' },
  EndpointState: {
    OK: 'ok',
    CONNECTING: 'connecting',
    LIMITED: 'limited',
    FAILING: 'failing',
    UNREACHABLE: 'unreachable',
    LAGGING: 'lagging',
    SYNCING: 'syncing',
    FORKED: 'forked',
    WRONG_CHAIN: 'wrongChain',
    TRUNCATING: 'truncating',
    LYING: 'lying',
  },
  EndpointTransport: { HTTP: 'http', WS: 'ws' },
  FinalitySource: { TAG: 'tag', DEPTH: 'depth' },
  LegStep: {
    QUEUED: 'queued',
    SENT: 'sent',
    ATTESTED: 'attested',
    COMMITTED: 'committed',
    CREDITED: 'credited',
    FAILED: 'failed',
    CANCELLED: 'cancelled',
    REFUNDED: 'refunded',
  },
  LegVia: { BRIDGE: 'bridge', VENUE: 'venue' },
  LimitPeriod: { TRANSFER: 'transfer', SIX_HOURS: 'sixHours', DAY: 'day' },
  LineKind: {
    HOLDING: 'holding',
    LIABILITY: 'liability',
    IN_FLIGHT: 'inFlight',
    LAG_OFFSET: 'lagOffset',
    UNBACKED: 'unbacked',
    POSITION: 'position',
  },
  OrderDirection: { ASC: 'asc', DESC: 'desc' },
  PriceState: { FRESH: 'fresh', LATE: 'late', DEAD: 'dead', MISSING: 'missing' },
  Severity: { CRITICAL: 'critical', WARNING: 'warning', INFO: 'info' },
} as const
