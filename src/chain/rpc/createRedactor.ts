/** Longest foreign text that is quoted; a provider's sentence fits, a page does not. */
const textLengthMax = 240

/** Shortest URL part taken for a secret; below it, words such as `v2` or `rpc` would blank out plain sentences. */
const secretLengthMin = 6

/**
 * Returns a function that makes foreign text fit to be shown: no URL, no part of `url` that may be a key, one line, cut.
 */
export function createRedactor(url: string): (text: string) => string {
  const secrets = toSecrets(url)
  return (text) => {
    let shown = text.split(url).join('<endpoint>')
    for (const secret of secrets) shown = shown.split(secret).join('<redacted>')
    shown = shown.replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '<endpoint>')
    shown = toOneLine(shown)
    return shown.length > textLengthMax ? `${shown.slice(0, textLengthMax)}…` : shown
  }
}

function toSecrets(url: string): readonly string[] {
  const parts = url.split(/[/?&=#@:]+/).slice(1)
  const spellings = parts.flatMap((part) => [part, decode(part)])
  return [...new Set(spellings)]
    .filter((part) => part.length >= secretLengthMin)
    .sort((a, b) => b.length - a.length)
}

/** A malformed escape is no spelling of its own. */
function decode(part: string): string {
  return part.replace(/%[0-9a-f]{2}/gi, (octet) =>
    String.fromCharCode(Number.parseInt(octet.slice(1), 16)),
  )
}

/** Control characters could forge log lines. */
function toOneLine(text: string): string {
  return Array.from(text, (letter) => (letter < ' ' || letter === '\u007f' ? ' ' : letter)).join('')
}
