import { createGraphqlServer, type GraphqlServer } from '../../../src/api/createGraphqlServer.ts'
import { CutError, type CutErrorCode } from '../../../src/api/views/cut/CutError.ts'
import { InvariantBroken } from '../Failure.ts'
import type { SimProgram, SimWorld } from '../world/SimWorld.ts'
import { type CountedViews, countViews } from './countViews.ts'
import type { Reply } from './Reply.ts'
import { createSubscriber, type Subscriber, type SubscriberPlan } from './Subscriber.ts'

/** Everybody who reads one running program through GraphQL. */
export interface GraphqlReaders {
  server: GraphqlServer
  /** The program that they read. */
  program: SimProgram
  counted: CountedViews
  subscribers: Subscriber[]
  /** Readers that were opened for subscriptions so far. */
  evaluations(): number
  /** How many of those there were when the last subscriber had left. */
  idleEvaluations: number | undefined
  /** Time stands still until the answer is there. */
  reply<Data>(query: string, variables: object): Promise<Reply<Data>>
  /** The data alone. Throws the `CutError` of a refusal, and `InvariantBroken` for every other error. */
  ask<Data>(query: string, variables: object): Promise<Data>
  subscribe(plan: SubscriberPlan): Promise<Subscriber>
}

const url = 'http://plimsoll/graphql'

/** A refusal of the asked moment; everything else is no answer to what the readers of a world ask. */
const cutCodes: ReadonlySet<string> = new Set<CutErrorCode>([
  'BEFORE_COVERAGE',
  'BEFORE_RETENTION',
  'CHECKPOINT_UNKNOWN',
  'CUT_REORGED',
  'NO_DATA_YET',
])

/** Opens the shipped GraphQL server over a running program; requests reach it without a socket. */
export function createGraphqlReaders(
  { said, clock }: SimWorld,
  program: SimProgram,
): GraphqlReaders {
  const { views, env, log } = program
  const counted = countViews(views)
  const server = createGraphqlServer({ views: counted.views, env, log, version: '0.0.0' })
  const post = (query: string, variables: object) => ({
    method: 'POST',
    body: JSON.stringify({ query, variables }),
  })
  const send = async <Data>(query: string, variables: object): Promise<Reply<Data>> => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' }
    const response = await server.yoga.fetch(url, { ...post(query, variables), headers })
    const text = await response.text()
    said.push(text)
    // CAST: the shape that GraphQL over HTTP prescribes.
    const { data = null, errors = [] } = JSON.parse(text) as Partial<Reply<Data>>
    return { data, errors }
  }
  let asked = 0
  const readers: GraphqlReaders = {
    server,
    program,
    counted,
    subscribers: [],
    evaluations: () => counted.opened() - asked,
    idleEvaluations: undefined,
    async reply<Data>(query: string, variables: object) {
      const before = counted.opened()
      const reply = await clock.hold(send<Data>(query, variables))
      asked += counted.opened() - before
      return reply
    },
    async ask<Data>(query: string, variables: object) {
      const { data, errors } = await readers.reply<Data>(query, variables)
      if (errors.length > 0) throw toRefusal(errors)
      if (data === null) throw new InvariantBroken('api', 'an answer has neither data nor errors')
      return data
    },
    async subscribe(plan) {
      const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
      const request = { ...post(plan.document, plan.variables), headers }
      const subscriber = await createSubscriber(plan, async () =>
        clock.hold(Promise.resolve(server.yoga.fetch(url, request, { client: plan.client }))),
      )
      readers.subscribers.push(subscriber)
      readers.idleEvaluations = undefined
      // What there is comes at once, also to the slow.
      await clock.run(0)
      subscriber.setSlow(plan.isSlow)
      return subscriber
    },
  }
  return readers
}

/** All fields of a document ask for the same moment, so that they are refused together and alike. */
export function toRefusal(errors: Reply<unknown>['errors']): Error {
  const codes = new Set(errors.map(({ extensions }) => extensions?.code ?? 'none'))
  const [code = 'none'] = codes
  const text = errors[0]?.message ?? ''
  if (codes.size > 1 || !cutCodes.has(code))
    return new InvariantBroken('api', `refused with ${[...codes].join(', ')}: ${text}`)
  // CAST: it is one of them.
  return new CutError({ code: code as CutErrorCode, text })
}
