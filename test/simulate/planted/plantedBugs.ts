import { baseBugs } from './bugs/baseBugs.ts'
import { bridgeBugs } from './bugs/bridgeBugs.ts'
import { chainBugs } from './bugs/chainBugs.ts'
import { diskBugs } from './bugs/diskBugs.ts'
import { gateBugs } from './bugs/gateBugs.ts'
import { ledgerBugs } from './bugs/ledgerBugs.ts'
import { marginBugs } from './bugs/marginBugs.ts'
import { protocolBugs } from './bugs/protocolBugs.ts'
import { readerBugs } from './bugs/readerBugs.ts'
import { servedBugs } from './bugs/servedBugs.ts'
import { startBugs } from './bugs/startBugs.ts'
import { storeBugs } from './bugs/storeBugs.ts'
import type { PlantedBug } from './PlantedBug.ts'

/** Every planted bug; each must be found by the simulator within `seedsMax` of `runPlanted.ts`. */
export const plantedBugs: readonly PlantedBug[] = [
  ...baseBugs,
  ...chainBugs,
  ...protocolBugs,
  ...ledgerBugs,
  ...bridgeBugs,
  ...gateBugs,
  ...marginBugs,
  ...storeBugs,
  ...diskBugs,
  ...startBugs,
  ...servedBugs,
  ...readerBugs,
]
