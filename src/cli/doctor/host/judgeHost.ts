import type { FolderFacts } from '../../../env/probeFolder.ts'
import { nodeVersionProblem } from '../../nodeVersionProblem.ts'
import type { DoctorLine, Finding } from '../DoctorLine.ts'

/** What the machine says about itself. */
export interface HostFacts {
  nodeVersion: string
  /** Folder of the database, or the nearest one above it that exists. */
  folder: string
  /** Undefined where the folder cannot be written, for `problem`. */
  measured: FolderFacts | undefined
  /** Such as `EACCES`. */
  problem: string | undefined
}

/** Room above the reserve for some ten million events and a backup beside them. */
const roomBytes = 10 * 2 ** 30

/** A commit waits for the disk; slower ones hold a fast chain up. */
const slowSyncMs = 50

/** File systems whose locks and mapped files SQLite's write-ahead log cannot rely on, by the number of Linux's statfs. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB2'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x65735546, 'FUSE'],
])

/** Lines about Node, the disk and its file system; below `reserveBytes` of free space nothing is written. Pure. */
export function judgeHost(facts: HostFacts, reserveBytes: number): readonly DoctorLine[] {
  const { measured } = facts
  const line = (check: string, finding: Finding): DoctorLine => {
    return { scope: 'host', subject: 'host', check, ...finding }
  }
  const node = line('node', judgeNode(facts.nodeVersion))
  if (measured === undefined) return [node, line('write', unwritable(facts))]
  return [
    node,
    line('write', judgeWrites(measured.syncedWritesMs)),
    line('disk', judgeDisk(measured.freeBytes, reserveBytes)),
    line('fileSystem', judgeFileSystem(measured.fileSystemType)),
  ]
}

function judgeNode(version: string): Finding {
  const problem = nodeVersionProblem(version)
  if (problem === undefined) return { status: 'pass', text: `Node ${version}.` }
  return { status: 'fail', text: `Node ${version} is too old.`, cure: problem }
}

function unwritable({ folder, problem }: HostFacts): Finding {
  return {
    status: 'fail',
    text: `The folder of the database, ${folder}, cannot be written (${problem ?? 'unknown'}).`,
    cure: 'Give this user the right to write there, or name another path for the database.',
  }
}

function judgeWrites(times: readonly number[]): Finding {
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const worst = sorted.at(-1) ?? 0
  const text = `A write reaches the disk in ${median.toFixed(1)} ms (median), ${worst.toFixed(1)} ms (worst of ${times.length}).`
  if (median <= slowSyncMs) return { status: 'pass', text }
  const cure = 'Put the database on a local SSD.'
  return { status: 'warn', text, cure }
}

function judgeDisk(freeBytes: number, reserveBytes: number): Finding {
  const text = `${spellGib(freeBytes)} GiB are free; ${spellGib(reserveBytes)} are kept as a reserve.`
  if (freeBytes >= reserveBytes + roomBytes) return { status: 'pass', text }
  const cure = 'Free some space, or put the database on a larger disk.'
  return { status: freeBytes < reserveBytes ? 'fail' : 'warn', text, cure }
}

function spellGib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1)
}

function judgeFileSystem(type: number): Finding {
  // statfs gives a signed number on some machines.
  const name = networkTypes.get(type >>> 0)
  if (name === undefined)
    return { status: 'pass', text: 'The database lies on a local file system.' }
  return {
    status: 'warn',
    text: `The database lies on ${name}, whose locks may not hold between machines.`,
    cure: 'Put the database on a local disk.',
  }
}
