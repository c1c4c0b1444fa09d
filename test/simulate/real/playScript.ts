import type { ConfigInput } from '../../../src/config/input/ConfigInput.ts'
import { chainAt, type Deployment } from '../world/Deployment.ts'
import { toIds } from '../world/executeIntent.ts'
import type { Intent, Message } from '../world/Intent.ts'
import { createNames } from './createNames.ts'
import type { Director, Played, Script, Transactions } from './Director.ts'
import { readAll, readFacts, spellTips } from './readAll.ts'
import { readMessages } from './readMessages.ts'
import type { ScriptBlock, Stage, StagedBlock, StagedFault, StagedProgram } from './Stage.ts'
import { startAt } from './startAt.ts'

/** Seconds between two blocks of a script. */
const blockSeconds = 2

/** A number that no honest chain of a script reaches. */
const forgedNonce = 0x0f00_0000

/**
 * Plays a script on a stage. Where the outcome of another stage is given, every answer is waited for until it is the same;
 * what it is in the end is in the outcome.
 */
export async function playScript(
  stage: Stage,
  script: Script,
  startSeconds: bigint,
  wanted?: Played,
): Promise<Played> {
  const play = createPlay(stage, startSeconds, wanted)
  try {
    for (const chain of stage.deployment.chains.keys()) await play.on.mine(chain)
    await script.play(play.on)
    return await play.finish()
  } finally {
    await play.program()?.stop()
  }
}

function createPlay(stage: Stage, startSeconds: bigint, wanted: Played | undefined) {
  const { deployment } = stage
  const names = createNames(deployment)
  const messages = new Map<string, readonly Message[]>()
  const labels = new Map<string, Intent>()
  const tips = new Map<number, StagedBlock>()
  const blocks: string[] = []
  const answers: { what: string; lines: readonly string[] }[] = []
  const faults: StagedFault[] = []
  let seconds = startSeconds
  let forged = 0
  let isLost = false
  let program: StagedProgram | undefined
  let edit = (config: ConfigInput): ConfigInput => config

  const toBlock = (transactions: Transactions, after: number): ScriptBlock => {
    seconds += BigInt(after)
    const intents = Object.entries(transactions).map(([label, bodies]): Intent => {
      const intent = { label, bodies: [bodies].flat() }
      labels.set(label, intent)
      return intent
    })
    return { timestamp: seconds, intents }
  }
  const take = (block: StagedBlock): void => {
    blocks.push(...names.add(block))
    tips.set(block.chainId, block)
    for (const { label, logs } of block.transactions) {
      const intent = labels.get(label)
      if (intent === undefined) throw new Error(`nobody wanted the transaction ${label}`)
      const sent = readMessages(
        { deployment, chainId: block.chainId, intent, logs },
        stage.messages,
      )
      if (sent.length > 0) messages.set(label, sent)
    }
    stage.setNow(Number(seconds) * 1_000)
  }
  const running = (): StagedProgram => {
    if (program === undefined) throw new Error('the script asks a program that does not run')
    return program
  }
  const on: Director = {
    people: toPeople(deployment),
    seconds: () => seconds,
    unit: (chain, family) => 10n ** BigInt(chainAt(deployment, chain).markets[family].decimals),
    async mine(chain, transactions = {}, after = blockSeconds) {
      take(await stage.mine(chain, toBlock(transactions, after)))
    },
    async rest(count) {
      for (let i = 0; i < count; i += 1)
        for (const chain of deployment.chains.keys()) await on.mine(chain)
    },
    async reorg(chain, depth, plans) {
      const branch = plans.map((transactions) => toBlock(transactions, blockSeconds))
      for (const block of await stage.reorg(chain, depth, branch)) take(block)
    },
    sent(label, index = 0) {
      const message = messages.get(label)?.[index]
      if (message === undefined) throw new Error(`${label} sent no message ${index}`)
      return message
    },
    forge({ origin, destination, account, amount }) {
      const recipient = chainAt(deployment, destination).markets.usd.book
      const parts = { origin, destination, recipient, amount }
      forged += 1
      const ids = toIds(deployment, 'usd', { ...parts, nonce: forgedNonce + forged })
      stage.messages.set(ids.key, ids.message)
      const { key, payload } = ids
      const people = { account, beneficiary: account, isNamed: true }
      return { family: 'usd', ...parts, key, payload, ...people }
    },
    fault(chain, fault) {
      if (fault !== undefined) faults.push(fault)
      stage.setFault(chain, fault)
    },
    async meet(fault) {
      if (!(await stage.settle(async () => fault.met > 0)))
        throw new Error(`on ${stage.name} nodes nobody meets ${fault.name}`)
    },
    configure(next) {
      edit = next
    },
    async start() {
      const first = (config: ConfigInput) => startAt(edit(config), deployment)
      program = await stage.start('script.db', first)
    },
    async stop() {
      await running().stop()
      program = undefined
    },
    wait: (ms) => stage.wait(ms),
    async ask(what, { withProof = false } = {}) {
      const other = isLost ? undefined : wanted?.answers[answers.length]?.lines
      let lines: readonly string[] = []
      const isThere = await stage.settle(async () => {
        lines = await readAll(running(), stage, names, withProof)
        if (lines[0] !== spellTips(stage, tips, names)) return false
        return other === undefined || other.join('\n') === lines.join('\n')
      })
      if (isThere) answers.push({ what, lines })
      else if (wanted === undefined) throw new Error(`${what}: the program never gets there`)
      // What is different once is not waited for again.
      else answers.push({ what, lines: [...lines, 'this is as far as it came'] })
      isLost ||= !isThere
    },
  }
  const finish = async (): Promise<Played> => {
    const { database } = running()
    await running().stop()
    program = undefined
    return {
      blocks,
      answers,
      ...(await readFacts(database, deployment, names)),
      faults: faults.map(({ name, met }) => `${name} ${met > 0 ? 'met' : 'never met'}`),
    }
  }
  return { on, finish, program: () => program }
}

function toPeople({ traders }: Deployment): Director['people'] {
  const [ann, bob, cay] = traders
  if (ann === undefined || bob === undefined || cay === undefined)
    throw new Error('scripts need three people')
  return { ann, bob, cay }
}
