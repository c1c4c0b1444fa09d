import type { GraphqlAnswer, Plimsoll } from './startPlimsoll.ts'

/** Asks a running Plimsoll, in whatever process it lives. */
export function createClient(url: string): Pick<Plimsoll, 'url' | 'answer' | 'query'> {
  const answer: Plimsoll['answer'] = async (query, variables = {}) => {
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
