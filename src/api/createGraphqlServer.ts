import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Env } from '../env/Env.ts'
import type { Log } from '../utils/Log.ts'
import { createAssetIndex } from './createAssetIndex.ts'
import { createErrorMask } from './errors/createErrorMask.ts'
import type { GraphqlContext } from './GraphqlContext.ts'
import { defaultQuery } from './graphiql/defaultQuery.ts'
import { REQUEST_BYTES_MAX } from './limits/limits.ts'
import { useJsonBodies } from './plugins/useJsonBodies.ts'
import { useLimits } from './plugins/useLimits.ts'
import { useReaders } from './plugins/useReaders.ts'
import { useResponseCap } from './plugins/useResponseCap.ts'
import { createReaderPool } from './readers/createReaderPool.ts'
import { getSchema } from './resolvers/getSchema.ts'
import type { Views } from './views/Views.ts'
import { createWatches, type Watches } from './watch/createWatches.ts'

/** What the HTTP server tells about a request. */
interface GraphqlServerContext {
  /** The socket's address; absent in a call without a socket. */
  client?: string | undefined
}

export interface GraphqlServer {
  yoga: YogaServerInstance<GraphqlServerContext, GraphqlContext>
  watches: Watches
}

/** The GraphQL half of the API: schema, resolvers, limits, subscriptions. `yoga.fetch` answers without any socket. */
export function createGraphqlServer(parameters: {
  views: Views
  env: Env
  log: Log
  version: string
}): GraphqlServer {
  const { views, env, log, version } = parameters
  const assets = createAssetIndex(views.assets())
  const watches = createWatches({ views, env, log })
  const yoga = createYoga<GraphqlServerContext, GraphqlContext>({
    schema: getSchema(),
    context: ({ client = '' }) => {
      const readers = createReaderPool(views)
      return { readers, views, watches, assets, version, client }
    },
    plugins: [useJsonBodies(), useLimits(), useReaders(), useResponseCap()],
    maskedErrors: { maskError: createErrorMask({ env, log }) },
    maxRequestBodySize: REQUEST_BYTES_MAX,
    multipart: false,
    batching: false,
    // Our HTTP server answers CORS itself: yoga would reflect any origin and allow credentials.
    cors: false,
    landingPage: false,
    // The mask logs what went wrong, once.
    logging: false,
    graphiql: { title: 'Plimsoll', defaultQuery },
    // Loaded when a browser first asks: its editor is 30 MB of text that a server without visitors need not hold.
    renderGraphiQL: async (options) => {
      const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
      return renderGraphiQL(options)
    },
  })
  return { yoga, watches }
}
