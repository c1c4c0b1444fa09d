import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes about what stops and limits bridges, and about routes that have halted. */
export const gateBugs: readonly PlantedBug[] = [
  {
    id: 'halt-is-silent',
    breaks: 'missedAlert',
    room: 'api',
    harm: 'Nothing arrives over a route any more, and nobody is told but by one alert for each transfer.',
    edit: {
      file: 'src/api/views/conditions/readHalts.ts',
      search: "if (health !== 'HALTED') return undefined",
      replace: "if (health !== 'OK') return undefined",
    },
  },
]
