import type { MarginAccountConnectionResolvers } from '../generated/resolverTypes.ts'
import { connectionFields } from './connectionFields.ts'

export const MarginAccountConnection: MarginAccountConnectionResolvers = connectionFields
