import { ConfigError } from '../../errors/ConfigError.ts'

/** Names listed in a cure; more would hide the sentence. */
const namesShownMax = 8

/** Looks a name up, or throws a sentence that says which names there are. `section` is the record that defines them. */
export function findNamed<value>(
  known: ReadonlyMap<string, value>,
  name: string,
  parameters: {
    field: string
    section: 'chains' | 'assets' | 'feeds' | 'risk.markets' | 'risk.collateral'
  },
): value {
  const found = known.get(name)
  if (found !== undefined) return found
  const { field, section } = parameters
  const names = [...known.keys()]
  const shown = names.slice(0, namesShownMax).join(', ')
  const more = names.length > namesShownMax ? ', …' : ''
  throw new ConfigError({
    field,
    problem: `'${name}' is not one of the ${section}`,
    cure:
      names.length === 0
        ? `Add it under ${section}.`
        : `Write one of: ${shown}${more}, or add it under ${section}.`,
  })
}
