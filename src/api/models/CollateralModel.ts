import type { Cut } from '../views/cut/Cut.ts'
import type { VenueCollateral } from '../views/Views.ts'

export interface CollateralModel {
  view: VenueCollateral
  cut: Cut
}
