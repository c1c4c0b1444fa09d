import type { RouteConnectionResolvers } from '../generated/resolverTypes.ts'
import { connectionFields } from './connectionFields.ts'

export const RouteConnection: RouteConnectionResolvers = connectionFields
