import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers'
import { parse } from 'graphql'
import { enumValues } from '../../src/api/resolvers/enumValues.ts'

/**
 * Types whose resolvers start from a value of ours rather than from the answer's own shape. A type that is absent here
 * is served by default resolvers, and the compiler checks that what we return has every field of it.
 */
const mappers = {
  Amount: '../models/AmountModel.ts#AmountModel',
  AssetPrice: '../views/Views.ts#PriceView',
  AssetTotal: '../views/Views.ts#AssetTotal as AssetTotalModel',
  AgeBand: '../views/Views.ts#AgeBand as AgeBandModel',
  Binding: '../models/BindingModel.ts#BindingModel',
  Bounds: '../../margin/MarginStatus.ts#Bounds as BoundsModel',
  Bridge: '../views/Views.ts#BridgeView',
  Chain: '../models/ChainModel.ts#ChainModel',
  Collateral: '../models/CollateralModel.ts#CollateralModel',
  CollateralLine: '../views/Views.ts#CollateralLine as CollateralLineModel',
  Contribution: '../../margin/MarginStatus.ts#Contribution as ContributionModel',
  Coverage: '../../store/Recorded.ts#RecordedCoverage',
  Leg: '../../facts/Leg.ts#Leg as LegModel',
  MarginAccount: '../models/MarginAccountModel.ts#MarginAccountModel',
  MarginAccountConnection: '../models/ConnectionModel.ts#MarginAccountConnectionModel',
  MarginUnit: '../models/MarginUnitModel.ts#MarginUnitModel',
  ParameterVersion:
    '../../margin/requirements/ParameterVersion.ts#ParameterVersion as ParameterVersionModel',
  Ratio: 'bigint',
  Meta: '../models/MetaModel.ts#MetaModel',
  NextParameters: '../views/values/createParameters.ts#NextMeasurement',
  Route: '../views/Views.ts#RouteView',
  RouteConnection: '../models/ConnectionModel.ts#RouteConnectionModel',
  RouteFlow: '../views/Views.ts#RouteFlow as RouteFlowModel',
  Slacks: '../../margin/MarginStatus.ts#Slacks as SlacksModel',
  TokenAmount: '../models/TokenAmountModel.ts#TokenAmountModel',
  Transfer: '../models/TransferModel.ts#TransferModel',
  TransferAmount: '../../ledger/TransferView.ts#TransferAmount as TransferAmountModel',
  TransferConnection: '../models/ConnectionModel.ts#TransferConnectionModel',
  Usd: 'bigint',
}

const hex = '../../facts/primitives.ts#Hex'

const scalars = {
  ID: 'string',
  BigInt: { input: 'bigint', output: 'bigint | number' },
  Address: hex,
  Hex: hex,
  Hash: hex,
  ChainId: 'number',
  Timestamp: { input: 'bigint', output: 'bigint | number' },
}

const header = '// Generated from schema.graphql by `npm run codegen`. Do not edit.\n'

/** What the generated files of `src/api/generated` must hold, by file name. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const sdl = await readFile(resolve(root, 'schema.graphql'), 'utf8')
  const types = await codegen({
    filename: 'resolverTypes.ts',
    schema: parse(sdl),
    documents: [],
    plugins: [{ typescript: {} }, { typescriptResolvers: {} }],
    pluginMap: { typescript, typescriptResolvers },
    config: {
      contextType: '../GraphqlContext.ts#GraphqlContext',
      defaultScalarType: 'unknown',
      emitLegacyCommonJSImports: false,
      enumsAsTypes: true,
      enumValues,
      immutableTypes: true,
      importExtension: '.ts',
      mappers: { ...mappers, ...enumMappers() },
      maybeValue: 'T | null | undefined',
      scalars,
      skipTypename: true,
      strictScalars: true,
      useTypeImports: true,
    },
  })
  const typeDefs = `/** The text of schema.graphql, so that the program reads no file at run time. */\nexport const typeDefs = ${templateLiteral(sdl)}\n`
  return new Map([
    ['resolverTypes.ts', `${header}${types.trimEnd()}\n`],
    ['typeDefs.ts', `${header}${typeDefs}`],
  ])
}

const root = resolve(import.meta.dirname, '../..')
export const generatedFolder = resolve(root, 'src/api/generated')

/** Resolvers return the inner spelling of an enum; codegen alone would type it as null. */
function enumMappers(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(enumValues).map(([name, values]) => [
      name,
      Object.values(values)
        .map((value) => `'${value}'`)
        .join(' | '),
    ]),
  )
}

function templateLiteral(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}

if (process.argv[1] === import.meta.filename) {
  for (const [name, text] of await generate()) {
    await writeFile(resolve(generatedFolder, name), text)
  }
}
