interface Cells extends ArrayLike<number> {
  set(cells: ArrayLike<number>): void
}

/** The same cells in a longer column; the new ones hold 0. */
export function lengthen<cells extends Cells>(
  create: new (length: number) => cells,
  column: cells,
  length: number,
): cells {
  const longer = new create(length)
  longer.set(column)
  return longer
}
