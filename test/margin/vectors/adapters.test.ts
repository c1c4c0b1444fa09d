import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

/**
 * An adapter may rename, scale by powers of ten and pick. What it may not do is compute: then a vector would test the
 * adapter. So its syntax tree may hold no operator, no branch and no loop, and it may call nothing but the public engine,
 * the helpers of `decimal.ts`, its own functions, and the few methods that only regroup.
 */
const folder = fileURLToPath(new URL('./adapters/', import.meta.url))
const helpers = fileURLToPath(new URL('./decimal.ts', import.meta.url))

const allowedModules = new Set(['../../../../src/index.ts', '../decimal.ts'])

/** Methods and functions of the language that regroup values and compute none. */
const allowedMethods = new Set(['map', 'Object.fromEntries'])

/** Rounding primitives are what these vectors are about; elsewhere they would be arithmetic under another name. */
const primitives = new Set([
  'mulDiv',
  'sum',
  'difference',
  'product',
  'reciprocal',
  'atLeast',
  'cap',
])
const primitivesAllowed = new Map([['aave.ts', new Set(['mulDiv'])]])

const forbidden = new Set([
  'BinaryExpression',
  'UnaryExpression',
  'UpdateExpression',
  'ConditionalExpression',
  'IfStatement',
  'SwitchStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
  'NewExpression',
  'AssignmentExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression',
  'ImportExpression',
  'ClassDeclaration',
  'ClassExpression',
])

interface Node {
  type: string
  [field: string]: unknown
}

/** What is wrong with an adapter's source, one sentence each. */
function offences(file: string, source: string): readonly string[] {
  const nodes = [...walk(parseAst(source, { lang: 'ts' }))]
  const own = new Set(nodes.flatMap(declaredNames))
  const imported = new Set(nodes.flatMap((node) => importedNames(node)))
  return nodes.flatMap((node) => {
    if (forbidden.has(node.type)) return [`${file} holds a ${node.type}.`]
    if (node.type === 'LogicalExpression' && node.operator !== '??') {
      return [`${file} decides by ${String(node.operator)}.`]
    }
    if (node.type === 'ImportDeclaration') return wrongImports(file, node)
    if (node.type === 'CallExpression') return wrongCall(file, node, own, imported)
    return []
  })
}

function* walk(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item)
  } else if (isNode(value)) {
    yield value
    for (const field of Object.values(value)) yield* walk(field)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'Literal') return String(node.value)
  if (node.type !== 'MemberExpression' || node.computed === true) return ''
  return `${nameOf(node.object)}.${nameOf(node.property)}`
}

function declaredNames(node: Node): readonly string[] {
  return node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration'
    ? [nameOf(node.id)]
    : []
}

function importedNames(node: Node): readonly string[] {
  return node.type === 'ImportSpecifier' ? [nameOf(node.local)] : []
}

function wrongImports(file: string, node: Node): readonly string[] {
  const source = nameOf(node.source)
  const names = [...walk(node.specifiers)].flatMap((item) =>
    item.type === 'ImportSpecifier' ? [nameOf(item.imported)] : [],
  )
  const allowed = primitivesAllowed.get(file)
  return [
    ...(allowedModules.has(source) ? [] : [`${file} imports ${source}.`]),
    ...names
      .filter((name) => primitives.has(name) && allowed?.has(name) !== true)
      .map((name) => `${file} imports the primitive ${name}.`),
  ]
}

function wrongCall(
  file: string,
  node: Node,
  own: ReadonlySet<string>,
  imported: ReadonlySet<string>,
): readonly string[] {
  const name = nameOf(node.callee)
  if (own.has(name) || imported.has(name) || allowedMethods.has(name)) return []
  const isMethod = isNode(node.callee) && node.callee.type === 'MemberExpression'
  if (isMethod && allowedMethods.has(nameOf(isNode(node.callee) ? node.callee.property : ''))) {
    return []
  }
  return [`${file} calls ${name === '' ? 'something without a name' : name}.`]
}

const files = readdirSync(folder)

test('default: there are adapters, and none computes anything', () => {
  expect(files.length).toBeGreaterThan(5)
  const found = files.flatMap((file) => offences(file, readFileSync(`${folder}${file}`, 'utf8')))
  expect(found).toEqual([])
})

test('default: the helpers do arithmetic on digits and decimals only, never on the numbers themselves', () => {
  const nodes = [...walk(parseAst(readFileSync(helpers, 'utf8'), { lang: 'ts' }))]
  const bigints = nodes.filter((node) => node.type === 'Literal' && typeof node.value === 'bigint')
  expect(bigints).toEqual([])
  // `BigInt` is the last step of reading a number; nothing comes after it but handing it on.
  const made = nodes.filter(
    (node) => node.type === 'CallExpression' && nameOf(node.callee) === 'BigInt',
  )
  const returned = nodes.filter(
    (node) =>
      node.type === 'ReturnStatement' && isNode(node.argument) && made.includes(node.argument),
  )
  expect(returned).toHaveLength(made.length)
})

test.each([
  ['const a = 1n + 2n', 'BinaryExpression'],
  ['const a = x < y', 'BinaryExpression'],
  ['const a = -x', 'UnaryExpression'],
  ['const a = !x', 'UnaryExpression'],
  ['const a = x ? y : z', 'ConditionalExpression'],
  ['const a = x && y', '&&'],
  ['if (x) y()', 'IfStatement'],
  ['for (const a of b) c(a)', 'ForOfStatement'],
  ['let a = b; a *= c', 'AssignmentExpression'],
  ['const a = BigInt(x)', 'calls BigInt'],
  ['const a = Math.max(x, y)', 'calls Math.max'],
  ['const a = x.reduce(f)', 'calls x.reduce'],
  ["const a = x['reduce'](f)", 'something without a name'],
  ["import { mulDiv } from '../../../../src/index.ts'", 'primitive mulDiv'],
  ["import { mulDivFloor } from '../../../../src/utils/fixedPoint.ts'", 'imports ../../../../src'],
])('error: %s is refused', (source, reason) => {
  expect(offences('any.ts', source).join(' ')).toContain(reason)
})
