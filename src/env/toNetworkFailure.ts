/** Codes of failures that say something to an operator and nothing of the address. */
const networkCode =
  /^(E[A-Z]+|UND_ERR_[A-Z_]+|ERR_(TLS|SSL)_[A-Z_]+|CERT_[A-Z_]+|[A-Z_]+_CERT[A-Z_]*)$/

const dnsCodes: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'ENONAME']

const tlsCode = /^(ERR_(TLS|SSL)_|CERT_)|_CERT|^UNABLE_TO_(GET|VERIFY)|^DEPTH_ZERO|^EPROTO$/

/**
 * What kind of trouble made a connection fail, and a sentence about it. The texts of `fetch` and `ws` quote the address, so
 * only a well-known code of the error or one of its causes is passed on.
 */
export function toNetworkFailure(error: unknown): {
  failure: 'unreachable' | 'dns' | 'tls'
  detail: string
} {
  const code = findCode(error)
  if (code === undefined) return { failure: 'unreachable', detail: 'the connection failed' }
  const detail = `the connection failed with ${code}`
  if (dnsCodes.includes(code)) return { failure: 'dns', detail }
  return { failure: tlsCode.test(code) ? 'tls' : 'unreachable', detail }
}

function findCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!('code' in cause) || typeof cause.code !== 'string') continue
    const { code } = cause
    if (networkCode.test(code) || dnsCodes.includes(code) || tlsCode.test(code)) return code
  }
  return undefined
}
