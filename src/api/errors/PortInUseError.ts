import { BaseError } from '../../errors/BaseError.ts'

/** Another program listens on the wanted port, or on all ports that were tried. */
export class PortInUseError extends BaseError {
  override name = 'PortInUseError'

  constructor(parameters: { host: string; port: number; lastPort: number; cause: unknown }) {
    const { host, port, lastPort, cause } = parameters
    const what = port === lastPort ? `Port ${port}` : `Every port from ${port} to ${lastPort}`
    super(`${what} on ${host} is in use by another program.`, {
      code: 'PORT_IN_USE',
      metaMessages: ['Stop that program, or choose another with `--port`.'],
      cause,
      retryable: true,
    })
  }
}
