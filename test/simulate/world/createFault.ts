import type { Fault } from '../../faults/support/Fault.ts'
import type { BackendFault, FaultKind } from '../Action.ts'
import type { FaultParts, MakeFault } from './faults/FaultParts.ts'
import * as logs from './faults/logFaults.ts'
import * as nodes from './faults/nodeFaults.ts'
import * as transport from './faults/transportFaults.ts'

/** What an endpoint does instead of answering; backend faults are set on its backends instead. */
export type EndpointFault = Exclude<FaultKind, BackendFault>

const makers: { readonly [kind in EndpointFault]: MakeFault } = {
  refuse: transport.refuse,
  rateLimit: transport.limitRate,
  hang: transport.hang,
  slow: transport.slow,
  garbage: transport.garble,
  overloaded: transport.overload,
  page: transport.showPage,
  noBatches: transport.refuseBatches,
  tooLarge: transport.sendTooMuch,
  heavyRange: transport.chokeOnRanges,
  silentSocket: transport.silence,
  lostHeads: transport.loseHeads,
  closedSocket: transport.closeSockets,
  oddFrames: transport.garbleFrames,
  wrongChain: nodes.beAnotherChain,
  syncing: nodes.sync,
  nullBlocks: nodes.forgetBlocks,
  unknownBlocks: nodes.denyBlocks,
  pruned: nodes.prune,
  noMethod: nodes.lackReceipts,
  emptyCalls: nodes.callNothing,
  noTags: nodes.lackTags,
  oldTags: nodes.takeTagsBack,
  tagsAhead: nodes.runTagsAhead,
  tagsElsewhere: nodes.tagElsewhere,
  rangeLimit: logs.limitRange,
  foreignLogs: logs.mixForks,
  twoHashes: logs.doubleHashes,
  removedLogs: logs.removeLogs,
  oddLogs: logs.spoilLogs,
  hiddenLogs: logs.hideLogs,
}

// CAST: the keys of the table above.
export const endpointFaults = Object.keys(makers) as readonly EndpointFault[]

/** What an endpoint does instead of answering, for a while. */
export function createFault({ kind, ...parts }: FaultParts & { kind: EndpointFault }): Fault {
  return makers[kind](parts)
}
