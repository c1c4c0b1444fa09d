import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, expectTypeOf, test } from 'vitest'
import type { ConditionCode } from '../../src/alerts/Condition.ts'
import type * as schemaTypes from '../../src/api/generated/resolverTypes.ts'
import { resolvers } from '../../src/api/resolvers/resolvers.ts'
import type * as cutTypes from '../../src/api/views/cut/Cut.ts'
import type { EndpointState } from '../../src/chain/ChainStatus.ts'
import type { LegStep } from '../../src/facts/BridgeFacts.ts'
import type { CoverageLevel } from '../../src/facts/Coverage.ts'
import type { UnboundReason } from '../../src/facts/Leg.ts'
import type { TransferStage, TransferState } from '../../src/ledger/TransferView.ts'
import type { Certainty, Contribution, ReasonCode, Status } from '../../src/margin/MarginStatus.ts'
import { generate, generatedFolder } from '../house/codegen.ts'
import { createTestServer } from './support/createTestServer.ts'
import { everyFieldQuery } from './support/everyFieldQuery.ts'

const root = resolve(import.meta.dirname, '../..')
const schema = buildSchema(readFileSync(resolve(root, 'schema.graphql'), 'utf8'))
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

test('default: generated files are up to date', async () => {
  for (const [name, text] of await generate()) {
    expect(readFileSync(resolve(generatedFolder, name), 'utf8'), `run: npm run codegen`).toBe(text)
  }
})

test('default: everything in the schema is described', () => {
  const bare: string[] = []
  function check(path: string, description: string | null | undefined): void {
    if (description == null || description.length < 5) bare.push(path)
  }
  for (const type of types) {
    check(type.name, type.description)
    if (isEnumType(type)) {
      for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description)
    }
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field.description)
        for (const argument of 'args' in field ? field.args : []) {
          check(`${type.name}.${field.name}(${argument.name})`, argument.description)
        }
      }
    }
  }
  expect(bare).toEqual([])
})

test('default: a resolver file per schema type that has resolvers, and none besides', () => {
  const files = readdirSync(resolve(root, 'src/api/resolvers')).map((file) => file.slice(0, -3))
  const typeFiles = files.filter((file) => /^[A-Z]/.test(file))
  const enums = types.filter(isEnumType).map((type) => type.name)
  const resolved = Object.keys(resolvers).filter((name) => !enums.includes(name))
  expect(typeFiles.toSorted()).toEqual(resolved.toSorted())
  expect(resolved.filter((name) => schema.getType(name) === undefined)).toEqual([])
})

test('default: every field of every type answers something', async () => {
  const { ask } = createTestServer()
  const seen = new Set<string>()
  for (const field of Object.keys(schema.getQueryType()?.getFields() ?? {})) {
    if (field === 'node') continue
    const { data, errors } = await ask(everyFieldQuery(schema, field))
    expect(errors, field).toEqual([])
    note(seen, data)
  }
  const silent = types
    .filter(
      (type) => isObjectType(type) && !/^(Query|Subscription|TransferChange)$/.test(type.name),
    )
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((f) => `${type.name}.${f}`) : [],
    )
    .filter((path) => !seen.has(path))
  expect(silent).toEqual([])
})

test('default: enums of the schema are those of the program', () => {
  expectTypeOf<schemaTypes.ConditionCode>().toEqualTypeOf<ConditionCode>()
  expectTypeOf<schemaTypes.ReasonCode>().toEqualTypeOf<ReasonCode>()
  expectTypeOf<schemaTypes.MarginStatus>().toEqualTypeOf<Status>()
  expectTypeOf<schemaTypes.Certainty>().toEqualTypeOf<Certainty>()
  expectTypeOf<schemaTypes.TransferState>().toEqualTypeOf<TransferState>()
  expectTypeOf<schemaTypes.TransferStage>().toEqualTypeOf<TransferStage>()
  expectTypeOf<schemaTypes.UnboundReason>().toEqualTypeOf<UnboundReason>()
  expectTypeOf<schemaTypes.LegStep>().toEqualTypeOf<LegStep>()
  expectTypeOf<schemaTypes.CoverageLevel>().toEqualTypeOf<CoverageLevel>()
  expectTypeOf<schemaTypes.EndpointState>().toEqualTypeOf<EndpointState>()
  expectTypeOf<schemaTypes.LineKind>().toEqualTypeOf<Contribution['kind']>()
  expectTypeOf<schemaTypes.Finality>().toEqualTypeOf<cutTypes.Finality>()
  expectTypeOf<schemaTypes.ChainInclusion>().toEqualTypeOf<cutTypes.ChainInclusion>()
})

/** Notes `Type.field` of every value that is not null. */
function note(seen: Set<string>, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) note(seen, item)
  else if (typeof value === 'object' && value !== null) {
    const typename = '__typename' in value ? String(value.__typename) : ''
    for (const [field, below] of Object.entries(value)) {
      if (below !== null) seen.add(`${typename}.${field}`)
      note(seen, below)
    }
  }
}
