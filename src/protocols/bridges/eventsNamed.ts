import type { RawLog } from '../../facts/RawLog.ts'

interface NamedEvent {
  name: string
  args: object
  log: RawLog
}

/** The events of one name, in log order: their arguments beside their log. */
export function eventsNamed<event extends NamedEvent, name extends event['name']>(
  events: readonly event[],
  name: name,
): readonly (Extract<event, { name: name }>['args'] & { log: RawLog })[] {
  return events
    .filter((event): event is Extract<event, { name: name }> => event.name === name)
    .map(({ args, log }) => ({ ...args, log }))
}
