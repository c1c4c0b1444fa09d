import {
  decodeFunctionData,
  encodeFunctionResult,
  type Hex,
  multicall3Abi,
  numberToHex,
  pad,
  sliceHex,
} from 'viem'
import type { BlockTree, TreeBlock } from './createBlockTree.ts'
import { addressOf } from './protocol.ts'

/** keccak256 of `Transfer(address,address,uint256)`. */
const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const zeroWord: Hex = `0x${'0'.repeat(64)}`

const balanceOf = '0x70a08231'
const totalSupply = '0x18160ddd'
const aggregate3 = '0x82ad56cb'

/** Where tests put a multicall contract. */
export const multicall = addressOf('multicall')

/** What a token is, as its contract knows it; `unlogged` says what it does beside its logs, from a block on. */
interface Token {
  tree: BlockTree
  address: Hex
  unlogged?: ((block: number) => bigint) | undefined
}

/** Lets a token answer its balances and its supply at any block of any branch. */
export function answerToken({ tree, address, unlogged = () => 0n }: Token): void {
  tree.answers.set(`${address}:${balanceOf}`, (block, data) => {
    const holder = sliceHex(data, 4, 36)
    const sum = sumTransfers(block, address, (party) => party === holder)
    return numberToHex(sum + unlogged(block.number), { size: 32 })
  })
  tree.answers.set(`${address}:${totalSupply}`, (block) => {
    const sum = sumTransfers(block, address, (party) => party === zeroWord)
    return numberToHex(unlogged(block.number) - sum, { size: 32 })
  })
}

/** Lets a chain answer several questions in one call. */
export function answerMulticall(tree: BlockTree): void {
  tree.answers.set(`${multicall}:${aggregate3}`, (block, data) => {
    const { args } = decodeFunctionData({ abi: multicall3Abi, data })
    const [calls = []] = args ?? []
    if (!Array.isArray(calls)) throw new Error('aggregate3 is given a list of calls')
    const result = calls.map(({ target, callData }: { target: Hex; callData: Hex }) => {
      const answer = tree.answers.get(`${target.toLowerCase()}:${callData.slice(0, 10)}`)
      const returnData = answer?.(block, callData)
      return { success: returnData !== undefined, returnData: returnData ?? '0x' }
    })
    return encodeFunctionResult({ abi: multicall3Abi, functionName: 'aggregate3', result })
  })
}

/** What came to some parties less what left them, over a block and all before it. */
export function sumTransfers(tip: TreeBlock, token: Hex, isParty: (party: Hex) => boolean): bigint {
  let sum = 0n
  for (let block: TreeBlock | undefined = tip; block !== undefined; block = block.parent)
    for (const { logs } of block.transactions)
      for (const { address, topics, data } of logs) {
        const [topic, from = zeroWord, to = zeroWord] = topics
        if (address !== token || topic !== transferTopic) continue
        if (isParty(from)) sum -= BigInt(data)
        if (isParty(to)) sum += BigInt(data)
      }
  return sum
}

/** A holder as logs and calls spell it. */
export function wordOf(address: Hex): Hex {
  return pad(address)
}
