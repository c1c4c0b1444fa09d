import type { Follower } from '../chain/Follower.ts'
import type { AuditConfig } from '../config/AuditConfig.ts'
import type { ChainConfig } from '../config/ChainConfig.ts'
import type { Env } from '../env/Env.ts'
import type { Decoder } from '../facts/Decoder.ts'
import type { Topology } from '../ledger/createTopology.ts'
import type { RecordedCoverage } from '../store/Recorded.ts'
import type { Store } from '../store/Store.ts'
import type { Log } from '../utils/Log.ts'
import type { ChainState } from './ChainState.ts'
import type { Audit } from './createAudit.ts'
import type { Publisher } from './createPublisher.ts'
import type { RawLogKeeper } from './createRawLogKeeper.ts'
import type { Dispatch } from './decodeBlocks.ts'
import type { Join } from './Join.ts'
import type { OpenAudit } from './takeAudit.ts'
import type { AccountRateReads } from './withAccountReads.ts'

/** What moving one chain into the store needs. */
export interface IngestParameters {
  chain: ChainConfig
  follower: Follower
  decoders: readonly Decoder[]
  /** Whether final raw logs are kept, so that another decoder needs no refetch. */
  keepsRawLogs: boolean
  /** How the chain's contracts are asked about accounts; undefined where they never are. */
  auditing?: AuditConfig | undefined
  store: Store
  topology: Topology
  state: ChainState
  publisher: Publisher
  env: Env
  log: Log
  signal: AbortSignal
}

/** The same, with what the ingest keeps between two events. */
export interface Ingest extends IngestParameters {
  dispatch: Dispatch
  decodersById: ReadonlyMap<string, Decoder>
  rates: AccountRateReads
  audit?: Audit | undefined
  /** A round of the audit that is not answered yet. */
  openAudit?: OpenAudit | undefined
  isAuditUnanswered?: boolean
  coverage: readonly RecordedCoverage[]
  /** Sources whose past is still being recorded. */
  join: Join
  rawLogs: RawLogKeeper
}
