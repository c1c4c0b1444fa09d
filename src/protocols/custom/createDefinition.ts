import type {
  Abi,
  ContractEventArgsFromTopics,
  ContractEventName,
  ContractFunctionName,
} from 'viem'
import type { CustomContext, CustomDefinition } from '../../config/CustomDefinition.ts'
import { ConfigError } from '../../errors/ConfigError.ts'
import type { FactBody } from '../../facts/Fact.ts'
import { decodeStrict } from '../decodeStrict.ts'
import { assertViews } from './customBook.ts'

/** What a function may answer: facts, or nothing for an event that changes no balance. */
type FactResult = FactBody | undefined | readonly (FactBody | undefined)[]

/** A function per event name of the ABI. Addresses and hashes in `args` are lower-case. */
type EventFunctions<abi extends Abi, builder> = {
  readonly [name in ContractEventName<abi>]?: (
    args: ContractEventArgsFromTopics<abi, name>,
    contract: builder,
  ) => FactResult
}

export interface DefineParameters<abi extends Abi, builder> {
  /** Appears in facts and in `/metrics`, with the version. */
  name: string
  /** Raise it when the functions change: logs are then decoded again. */
  version?: number
  abi: abi
  events: EventFunctions<abi, builder>
}

/** What describes a contract that keeps a book. */
export interface DefineBookParameters<abi extends Abi, builder>
  extends DefineParameters<abi, builder> {
  /**
   * Views that take an account and answer what it holds and owes, in the units of the facts: the rolling audit asks them at final
   * blocks. A side that is left out is not audited, and neither is an isolated unit.
   */
  audit?: {
    readonly holding?: ContractFunctionName<abi, 'view' | 'pure'>
    readonly liability?: ContractFunctionName<abi, 'view' | 'pure'>
  }
}

/**
 * The part that the three `define*` share: functions typed by the ABI become one function over any event of it.
 *
 * @throws {ConfigError} when `events` is empty, or names an event that the ABI does not have or that cannot be decoded, or `audit` a
 * function that is no view of an account.
 */
export function createDefinition<const abi extends Abi, builder>(
  family: CustomDefinition['family'],
  parameters: DefineParameters<abi, builder> | DefineBookParameters<abi, builder>,
  createBuilder: (context: CustomContext) => builder,
): CustomDefinition {
  const { name, version = 1, abi, events } = parameters
  const functions = new Map(Object.entries<unknown>(events))
  for (const event of functions.keys()) assertDeclared(name, abi, event)
  decodeStrict(abi, [...functions.keys()])

  const definition: CustomDefinition = {
    ...('audit' in parameters ? { audit: parameters.audit } : {}),
    family,
    name,
    version,
    abi,
    events: [...functions.keys()],
    toFacts(event, context) {
      // CAST: the entry under an event's name takes that event's arguments; only the pair of them is handed over.
      const toFacts = functions.get(event.name) as
        | ((args: unknown, contract: builder) => FactResult)
        | undefined
      const result = toFacts?.(event.args, createBuilder(context))
      return toBodies(result)
    },
  }
  assertViews(definition)
  return definition
}

function toBodies(result: FactResult): readonly FactBody[] {
  const list = isList(result) ? result : [result]
  return list.filter((body) => body !== undefined)
}

/** `Array.isArray` forgets the element type of a readonly array. */
function isList(result: FactResult): result is readonly (FactBody | undefined)[] {
  return Array.isArray(result)
}

function assertDeclared(definition: string, abi: Abi, event: string): void {
  if (abi.some((item) => item.type === 'event' && item.name === event)) return
  throw new ConfigError({
    field: `${definition}.events.${event}`,
    problem: 'the ABI has no event of this name',
    cure: 'Use the name as the ABI declares it, or add the declaration.',
  })
}
