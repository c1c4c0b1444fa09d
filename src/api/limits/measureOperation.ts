import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import {
  LIST_ROWS_ASSUMED,
  MARGIN_ACCOUNT_COST,
  MARGIN_ANSWERS_COST,
  NEXT_PARAMETERS_COST,
  PAGE_ROWS_MAX,
  ROUTE_COST,
} from './limits.ts'

/** How much an operation asks for, before anything of it runs. */
export interface OperationMeasure {
  /** Fields below each other. */
  depth: number
  /** Aliased fields of the document, as written. */
  aliases: number
  /** Fields of the answer, estimated, with a surcharge per evaluated account. */
  cost: number
}

/** Types whose objects are evaluated, not only read. */
const evaluationCosts: ReadonlyMap<string, number> = new Map([
  ['MarginAccount', MARGIN_ACCOUNT_COST],
  ['MarginAnswers', MARGIN_ANSWERS_COST],
  ['MarginSimulation', MARGIN_ANSWERS_COST],
  ['NextParameters', NEXT_PARAMETERS_COST],
  ['Route', ROUTE_COST],
])

type Size = Pick<OperationMeasure, 'depth' | 'cost'>

interface Measuring {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Readonly<Record<string, unknown>>
  /** Fragments measured already: without it, fragments that spread each other twice would take 2^n steps. */
  measured: Map<string, Size>
}

/** Where a selection stands. `pageRows`: rows of the lists right below a connection, 0 elsewhere. */
interface Place {
  parent: GraphQLNamedType | undefined
  pageRows: number
}

/**
 * Measures a valid operation. A list costs what one row costs times its rows: `first` of the field, or of the connection
 * around it, else a small assumed number. Introspection counts its aliases only; graphql itself bounds its depth.
 */
export function measureOperation(parameters: {
  schema: GraphQLSchema
  document: DocumentNode
  operation: OperationDefinitionNode
  variables: Readonly<Record<string, unknown>>
}): OperationMeasure {
  const { schema, document, operation, variables } = parameters
  const fragments = new Map<string, FragmentDefinitionNode>()
  let aliases = 0
  visit(document, {
    FragmentDefinition(node) {
      fragments.set(node.name.value, node)
    },
    Field(node) {
      if (node.alias !== undefined) aliases += 1
    },
  })
  const measuring: Measuring = { schema, fragments, variables, measured: new Map() }
  const parent = schema.getRootType(operation.operation) ?? undefined
  const size = measureSelections(measuring, operation.selectionSet, { parent, pageRows: 0 })
  return { ...size, aliases }
}

function measureSelections(measuring: Measuring, set: SelectionSetNode, place: Place): Size {
  const total: Size = { depth: 0, cost: 0 }
  for (const selection of set.selections) {
    const size = measureSelection(measuring, selection, place)
    total.depth = Math.max(total.depth, size.depth)
    total.cost += size.cost
  }
  return total
}

function measureSelection(
  measuring: Measuring,
  selection: SelectionSetNode['selections'][number],
  place: Place,
): Size {
  switch (selection.kind) {
    case Kind.FIELD:
      return measureField(measuring, selection, place)
    case Kind.INLINE_FRAGMENT: {
      const name = selection.typeCondition?.name.value
      const parent = name === undefined ? place.parent : measuring.schema.getType(name)
      return measureSelections(measuring, selection.selectionSet, { ...place, parent })
    }
    case Kind.FRAGMENT_SPREAD:
      return measureFragment(measuring, selection.name.value, place.pageRows)
  }
}

function measureFragment(measuring: Measuring, name: string, pageRows: number): Size {
  const key = `${name} ${pageRows}`
  const known = measuring.measured.get(key)
  if (known !== undefined) return known
  const fragment = measuring.fragments.get(name)
  if (fragment === undefined) return { depth: 0, cost: 0 }
  const parent = measuring.schema.getType(fragment.typeCondition.name.value)
  const size = measureSelections(measuring, fragment.selectionSet, { parent, pageRows })
  measuring.measured.set(key, size)
  return size
}

function measureField(measuring: Measuring, field: FieldNode, place: Place): Size {
  const { parent } = place
  const hasFields = isObjectType(parent) || isInterfaceType(parent)
  const definition = hasFields ? parent.getFields()[field.name.value] : undefined
  // Introspection fields are defined on no type.
  if (definition === undefined) return { depth: 1, cost: 1 }

  const asked = askedRows(measuring, field, definition)
  const type = getNamedType(definition.type)
  const isList = isListType(getNullableType(definition.type))
  const pageRows = isList ? 0 : (asked ?? 0)
  const below =
    field.selectionSet === undefined
      ? { depth: 0, cost: 0 }
      : measureSelections(measuring, field.selectionSet, { parent: type, pageRows })
  const own = evaluationCosts.get(type.name) ?? 1
  const rows = isList ? (asked ?? (place.pageRows || LIST_ROWS_ASSUMED)) : 1
  return { depth: below.depth + 1, cost: rows * (own + below.cost) }
}

/** The `first` of a field, within what a page allows (its resolver refuses others); undefined where it takes none. */
function askedRows(
  measuring: Measuring,
  field: FieldNode,
  definition: GraphQLField<unknown, unknown>,
): number | undefined {
  const argument = definition.args.find(({ name }) => name === 'first')
  if (argument === undefined) return undefined
  const node = field.arguments?.find(({ name }) => name.value === 'first')?.value
  const given =
    node?.kind === Kind.INT
      ? Number(node.value)
      : node?.kind === Kind.VARIABLE
        ? measuring.variables[node.name.value]
        : argument.defaultValue
  return typeof given === 'number' ? Math.min(Math.max(given, 1), PAGE_ROWS_MAX) : PAGE_ROWS_MAX
}
