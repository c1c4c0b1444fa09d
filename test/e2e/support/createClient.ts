export type GraphqlAnswer = {
  data?: Record<string, unknown> | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** A running Plimsoll as its readers see it, in whatever process it lives. */
export type Client = {
  url: string
  /** Runs a query and returns its data; GraphQL errors reject. */
  query<data>(text: string, variables?: Record<string, unknown>): Promise<data>
  /** Runs a query and returns the whole answer. */
  answer(text: string, variables?: Record<string, unknown>): Promise<GraphqlAnswer>
}

/** Asks the GraphQL endpoint at `url`. */
export function createClient(url: string): Client {
  const answer: Client['answer'] = async (query, variables = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    // CAST: the shape of a GraphQL answer over HTTP.
    return (await response.json()) as GraphqlAnswer
  }
  return {
    url,
    answer,
    async query<data>(text: string, variables?: Record<string, unknown>) {
      const { data, errors } = await answer(text, variables)
      if (errors !== undefined) throw new Error(JSON.stringify(errors))
      // CAST: the caller names the shape that its query asks for.
      return data as data
    },
  }
}
