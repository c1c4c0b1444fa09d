/** Reads server-sent events of a response, one result at a time; comments (heartbeats) are left out. */
export function readEvents(response: Response): {
  /** The next result, or undefined when the stream is complete. */
  next(): Promise<unknown>
  cancel(): Promise<void>
} {
  if (response.body === null) throw new Error('The response has no body.')
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''

  async function nextBlock(): Promise<string | undefined> {
    for (;;) {
      const end = buffer.indexOf('\n\n')
      if (end >= 0) {
        const block = buffer.slice(0, end)
        buffer = buffer.slice(end + 2)
        return block
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      buffer += value
    }
  }

  async function next(): Promise<unknown> {
    for (;;) {
      const block = await nextBlock()
      if (block === undefined || block.startsWith('event: complete')) return undefined
      const line = block.split('\n').find((text) => text.startsWith('data: '))
      if (line !== undefined) return JSON.parse(line.slice('data: '.length))
    }
  }

  return { next, cancel: () => reader.cancel() }
}
