import { assertVenue } from '../assertVenue.ts'
import type { QueryResolvers } from '../generated/resolverTypes.ts'
import { toAnswersModel } from '../models/toAnswersModel.ts'
import { toBackingModel } from '../models/toBackingModel.ts'
import { toMarginAccountModel } from '../models/toMarginAccountModel.ts'
import { toCutRequest } from '../readers/toCutRequest.ts'
import { readConditions } from './readConditions.ts'
import { readMarginAccounts } from './readMarginAccounts.ts'
import { readNode } from './readNode.ts'
import { readRiskParameters } from './readRiskParameters.ts'
import { readRoutes } from './readRoutes.ts'
import { readTransfer } from './readTransfer.ts'
import { readTransfers } from './readTransfers.ts'
import { simulateMargin } from './simulateMargin.ts'

export const Query: QueryResolvers = {
  meta: (_root, { at }) => ({ at: toCutRequest(at) }),
  conditions: (_root, args, context) => readConditions(args, context),
  async marginAccount(_root, { venue, owner, at }, { views, readers }) {
    assertVenue(views, venue)
    const reader = await readers.open(toCutRequest(at))
    const view = reader.marginAccount(venue, owner)
    return toMarginAccountModel(view, reader.cut)
  },
  async marginAnswers(_root, { venue, owner, at }, { views, readers }) {
    assertVenue(views, venue)
    const reader = await readers.open(toCutRequest(at))
    const { answers } = reader.marginAnswers(venue, owner)
    return { venue, owner, ...toAnswersModel(answers), cut: reader.cut }
  },
  simulateMargin: (_root, args, context) => simulateMargin(args, context),
  marginAccounts: (_root, args, context) => readMarginAccounts(args, context),
  transfers: (_root, args, context) => readTransfers(args, context),
  transfer: (_root, args, context) => readTransfer(args, context),
  routes: (_root, args, context) => readRoutes(args, context),
  async bridges(_root, { at }, { readers }) {
    const reader = await readers.open(toCutRequest(at))
    return { nodes: reader.bridges(), cut: reader.cut }
  },
  async backing(_root, { at }, { readers }) {
    const reader = await readers.open(toCutRequest(at))
    const nodes = reader.backings().map((reading) => toBackingModel(reading, reader.cut))
    return { nodes, cut: reader.cut }
  },
  async collateral(_root, { venue, at }, { views, readers }) {
    assertVenue(views, venue)
    const reader = await readers.open(toCutRequest(at))
    return { view: reader.collateral(venue), cut: reader.cut }
  },
  async prices(_root, { at }, { readers }) {
    const reader = await readers.open(toCutRequest(at))
    return { nodes: reader.prices(), cut: reader.cut }
  },
  riskParameters: (_root, args, context) => readRiskParameters(args, context),
  node: (_root, { id, at }, context) => readNode(id, toCutRequest(at), context),
}
