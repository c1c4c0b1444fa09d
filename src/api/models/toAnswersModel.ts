import type {
  AccountAnswers,
  Concentration,
  UnitAnswers,
} from '../../margin/answers/AccountAnswers.ts'

/** Answers of a unit in the words of the schema. */
export function toUnitAnswersModel(answers: UnitAnswers) {
  const { unit, status, shockBufferPpm, correlated, hangsOn, topUp } = answers
  return {
    unit,
    status,
    health: answers.healthE18,
    leverage: answers.leverageE18,
    shockBufferPpm,
    assets: answers.assets.map(({ assetId, priceE18, liquidationPriceE18, rise, fall }) => ({
      assetId,
      price: priceE18,
      liquidationPrice: liquidationPriceE18,
      rise,
      fall,
    })),
    withdrawable: answers.withdrawable.map(({ assetId, chainId, decimals, amount }) => ({
      assetId,
      chainId,
      amount: { raw: amount, decimals },
    })),
    topUp: {
      value: topUp.valueE18,
      assets: topUp.assets.map(({ assetId, decimals, amount }) => ({
        assetId,
        amount: { raw: amount, decimals },
      })),
    },
    correlated,
    hangsOn,
  }
}

/** Answers of an account in the words of the schema. */
export function toAnswersModel({ units, concentration }: AccountAnswers) {
  return {
    units: units.map(toUnitAnswersModel),
    concentration: toConcentrationModel(concentration),
  }
}

function toConcentrationModel({ valueE18, byAsset, byChain, byBridge }: Concentration) {
  return {
    value: valueE18,
    byAsset: byAsset.map((share) => ({ ...share, value: share.valueE18 })),
    byChain: byChain.map((share) => ({ ...share, value: share.valueE18 })),
    byBridge: byBridge.map((share) => ({ ...share, value: share.valueE18 })),
  }
}
