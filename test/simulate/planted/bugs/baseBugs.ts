import type { PlantedBug } from '../PlantedBug.ts'

/** Mistakes in the base that every room stands on. */
export const baseBugs: readonly PlantedBug[] = [
  {
    id: 'confirmed-by-the-last-stretch',
    breaks: 'I8',
    room: 'facts',
    harm: 'A critical alert is called confirmed where only one reading of one endpoint stands behind it.',
    edit: {
      file: 'src/facts/Coverage.ts',
      search: 'least = leastLevel(least, level)',
      replace: 'least = level',
    },
  },
  {
    id: 'units-share-a-key',
    breaks: 'I1',
    room: 'facts',
    harm: 'Isolated collateral of an account is folded into its cross collateral.',
    edit: {
      file: 'src/facts/Series.ts',
      search: "key.unit ?? ''",
      replace: "''",
    },
  },
  {
    id: 'nothing-is-asserted',
    breaks: 'I2',
    room: 'errors',
    harm: 'A chain that lacks a log goes on with a holding below zero instead of stopping.',
    edit: {
      file: 'src/errors/assert.ts',
      search: 'if (!condition) throw new InvariantError(message)',
      replace: "if (!condition && message === '') throw new InvariantError(message)",
    },
  },
  {
    id: 'divided-before-multiplied',
    breaks: 'bounds',
    room: 'utils',
    harm: 'What is less than a whole token is worth nothing.',
    edit: {
      file: 'src/utils/fixedPoint.ts',
      search: 'const product = a * b',
      replace: 'const product = (a / denominator) * denominator * b',
    },
  },
  {
    id: 'skew-ignored',
    breaks: 'I8',
    room: 'config',
    harm: 'A transfer between two chains whose clocks differ is called forged, although the config grants the difference.',
    edit: {
      file: 'src/config/schema.ts',
      search: 'skewSeconds: seconds.default(60n),',
      replace: 'skewSeconds: seconds.default(60n).transform(() => 0n),',
    },
  },
]
