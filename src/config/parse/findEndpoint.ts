import { ConfigError } from '../../errors/ConfigError.ts'

const prefix = 'env:'

/** The URL that an `rpc` entry means: itself, or the environment variable it names. It never appears in an error. */
export function findEndpoint(
  entry: string,
  parameters: { field: string; variables: Readonly<Record<string, string | undefined>> },
): string {
  const { field, variables } = parameters
  if (!entry.startsWith(prefix))
    return checkUrl(entry, field, `Write an http(s) URL, or 'env:NAME'.`)
  const name = entry.slice(prefix.length)
  if (!/^[a-z_]\w*$/i.test(name)) {
    throw new ConfigError({
      field,
      problem: "does not name an environment variable after 'env:'",
      cure: "Write 'env:' and a name, such as 'env:BASE_RPC'.",
    })
  }
  const value = variables[name]?.trim() ?? ''
  if (value === '') {
    throw new ConfigError({
      field,
      problem: `the environment variable ${name} is not set`,
      cure: `Set ${name} to the URL of the endpoint.`,
    })
  }
  return checkUrl(value, field, `Set ${name} to an http(s) URL.`)
}

function checkUrl(text: string, field: string, cure: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'ws:' || url?.protocol === 'wss:') {
    throw new ConfigError({
      field,
      problem: 'is a WebSocket address, and endpoints are asked over HTTP',
      cure: 'Write the http(s) URL of the same endpoint.',
    })
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text
  throw new ConfigError({ field, problem: 'is not an http(s) URL', cure })
}
