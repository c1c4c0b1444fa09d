/** What must never be shown, and a way to take it out of text. */
export interface Secrets {
  /** Adds an endpoint: its URL, its host unless it is this machine, and every part that may be a key. */
  add(url: string): void
  redact(text: string): string
}

/** Shortest part taken for a key; below it, words such as `v2` or `mainnet` would blank out plain sentences. */
const keyLengthMin = 8

/** Starts with nothing to hide: the log exists before the config that names the endpoints. */
export function createSecrets(): Secrets {
  let secrets: readonly string[] = []
  return {
    add(url) {
      const all = new Set([...secrets, ...toSecrets(url)])
      // Longest first, so that a part does not leave the rest of the whole behind.
      secrets = [...all].sort((a, b) => b.length - a.length)
    },
    redact(text) {
      return secrets.reduce((shown, secret) => shown.split(secret).join('[redacted]'), text)
    },
  }
}

function toSecrets(text: string): readonly string[] {
  if (!URL.canParse(text)) return [text]
  const url = new URL(text)
  const parts = [
    url.username,
    url.password,
    ...url.pathname.split('/'),
    ...url.searchParams.values(),
  ].filter((part) => part.length >= keyLengthMin)
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  return [text, url.href, ...(isLocal ? [] : [url.hostname]), ...parts, ...parts.map(decode)]
}

/** A malformed escape is no spelling of its own. */
function decode(part: string): string {
  return part.replace(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  )
}
