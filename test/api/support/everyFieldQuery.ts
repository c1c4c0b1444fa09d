import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'

/** Arguments of the root fields. */
const rootArguments: Readonly<Record<string, string>> = {
  marginAccount: '(venue: "lab", owner: "0x0000000000000000000000000000000000000001")',
  marginAccounts: '(venue: "lab", first: 5)',
  marginAnswers: '(venue: "lab", owner: "0x0000000000000000000000000000000000000001")',
  simulateMargin:
    '(venue: "lab", owner: "0x0000000000000000000000000000000000000001", changes: [{ priceShock: { bps: "-1" } }])',
  transfers: '(first: 5)',
  transfer: `(messageId: "0x${'1'.padStart(64, '0')}")`,
  routes: '(first: 5)',
  collateral: '(venue: "lab")',
  riskParameters: '(venue: "lab")',
}

/** A query for every field of every object type below a root field; each type is spelled out where it is first met. */
export function everyFieldQuery(schema: GraphQLSchema, rootField: string): string {
  const root = schema.getQueryType()?.getFields()[rootField]
  if (root === undefined) throw new Error(`Query has no field ${rootField}.`)
  const below = spell(getNamedType(root.type), new Set())
  return `{ ${rootField}${rootArguments[rootField] ?? ''} ${below} }`
}

function spell(type: GraphQLNamedType, met: Set<string>): string {
  if (!isCompositeType(type)) return ''
  if (!isObjectType(type) || met.has(type.name)) return '{ __typename }'
  met.add(type.name)
  const fields = Object.values(type.getFields()).map(
    (field) => `${field.name} ${spell(getNamedType(field.type), met)}`,
  )
  return `{ __typename ${fields.join(' ')} }`
}
