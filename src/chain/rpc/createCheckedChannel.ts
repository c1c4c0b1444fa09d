import type { ChainConfig, EndpointConfig } from '../../config/ChainConfig.ts'
import type { Env } from '../../env/Env.ts'
import type { Channel, ChannelParameters } from './Channel.ts'
import { type ChainCheck, createChainCheck } from './createChainCheck.ts'
import { createHttpChannel } from './createHttpChannel.ts'
import type { Pin } from './createPin.ts'
import { createRedactor } from './createRedactor.ts'
import { createSocketChannel } from './createSocketChannel.ts'
import type { RpcCounters } from './RpcCall.ts'

export interface EndpointParameters {
  endpoint: EndpointConfig
  /** Place among the endpoints of its chain, from 0. */
  position: number
  /** Number of its witness. */
  witness: number
  pin: Pin
}

/** A channel of the endpoint and the check that belongs to it: what holds of one connection says nothing of the next. */
export function createCheckedChannel(
  env: Env,
  config: ChainConfig,
  parameters: EndpointParameters & {
    label: string
    counters: RpcCounters
    /** Deadline of the handshake and of the check. */
    timeoutMs: number
    onNotice?: (subscription: unknown, result: unknown) => void
    onDown?: () => void
  },
): { channel: Channel; check: ChainCheck } {
  const { endpoint, label, witness, pin, timeoutMs, onNotice, onDown } = parameters
  const { url } = endpoint
  const base = toChannelParameters(parameters)
  const channel: Channel = /^wss?:/i.test(url)
    ? createSocketChannel(env, {
        ...base,
        timeoutMs,
        onDown() {
          check.reset()
          onDown?.()
        },
        ...(onNotice === undefined ? {} : { onNotice }),
      })
    : createHttpChannel(env, base)
  const check = createChainCheck({
    env,
    label,
    witness,
    expected: config.id,
    pin,
    async ask(calls) {
      await channel.open()
      return channel.send(calls, { timeoutMs })
    },
  })
  return { channel, check }
}

function toChannelParameters(
  parameters: EndpointParameters & { label: string; counters: RpcCounters },
): ChannelParameters {
  const { label, counters } = parameters
  const { url } = parameters.endpoint
  return {
    url,
    label,
    redact: createRedactor(url),
    onSent() {
      counters.requests += 1
    },
    onReceived(length) {
      counters.bytes += length
    },
  }
}
