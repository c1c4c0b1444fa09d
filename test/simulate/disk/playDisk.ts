import type { Session } from '../Session.ts'
import { crash, cutPower, tear } from './crash.ts'
import type { DiskAction } from './DiskAction.ts'
import { fillDisk } from './fillDisk.ts'
import { intrude } from './intrude.ts'
import { rot } from './rot.ts'

/** Plays what happens to the disk or to the process. Throws `InvariantBroken`. */
export async function playDisk(session: Session, action: DiskAction): Promise<void> {
  switch (action.type) {
    case 'crash':
      return crash(session, action)
    case 'tear':
      return tear(session, action)
    case 'powerCut':
      return cutPower(session, action)
    case 'diskFull':
      return fillDisk(session, action)
    case 'rot':
      return rot(session, action)
    case 'intrude':
      return intrude(session, action)
  }
}
