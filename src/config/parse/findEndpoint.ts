import { ConfigError } from '../../errors/ConfigError.ts'

const prefix = 'env:'

/** The URL that an `rpc` entry means: itself, or the environment variable it names. It never appears in an error. */
export function findEndpoint(
  entry: string,
  parameters: { field: string; variables: Readonly<Record<string, string | undefined>> },
): string {
  const { field, variables } = parameters
  if (!entry.startsWith(prefix))
    return checkUrl(entry, field, `Write an http(s) or ws(s) URL, or 'env:NAME'.`)
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
  return checkUrl(value, field, `Set ${name} to an http(s) or ws(s) URL.`)
}

const protocols: readonly string[] = ['http:', 'https:', 'ws:', 'wss:']

function checkUrl(text: string, field: string, cure: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !protocols.includes(url.protocol))
    throw new ConfigError({ field, problem: 'is not an http(s) or ws(s) URL', cure })
  // A WebSocket address has no fragment (RFC 6455, section 3).
  if (url.hash !== '' && url.protocol.startsWith('ws'))
    throw new ConfigError({ field, problem: 'has a part after #', cure })
  return text
}
