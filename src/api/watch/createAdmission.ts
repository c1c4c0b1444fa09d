import { ApiError } from '../errors/ApiError.ts'
import { SUBSCRIPTIONS_MAX, SUBSCRIPTIONS_PER_CLIENT_MAX } from '../limits/limits.ts'

/** Counts open subscriptions, in all and per client. */
export interface Admission {
  /** Throws `ApiError` TOO_MANY_SUBSCRIPTIONS at a limit. */
  enter(client: string): void
  leave(client: string): void
  count(): number
}

export function createAdmission(): Admission {
  const perClient = new Map<string, number>()
  let count = 0
  return {
    enter(client) {
      const open = perClient.get(client) ?? 0
      if (count >= SUBSCRIPTIONS_MAX) throw tooMany('This server', SUBSCRIPTIONS_MAX)
      if (open >= SUBSCRIPTIONS_PER_CLIENT_MAX) {
        throw tooMany('Your address', SUBSCRIPTIONS_PER_CLIENT_MAX)
      }
      count += 1
      perClient.set(client, open + 1)
    },
    leave(client) {
      const open = (perClient.get(client) ?? 1) - 1
      count -= 1
      if (open === 0) perClient.delete(client)
      else perClient.set(client, open)
    },
    count: () => count,
  }
}

function tooMany(who: string, most: number): ApiError {
  return new ApiError({
    code: 'TOO_MANY_SUBSCRIPTIONS',
    text: `${who} has ${most} open subscriptions, and no more are allowed. Close some first.`,
  })
}
