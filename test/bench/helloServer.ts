import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'

// The least that graphql-yoga can do, as a process of its own: what is slower than this is ours.
const yoga = createYoga({
  logging: false,
  graphiql: false,
  schema: createSchema({
    typeDefs: 'type Query { hello: String! }',
    resolvers: { Query: { hello: () => 'hi' } },
  }),
})

createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1')
