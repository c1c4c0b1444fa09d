/** All orders of a few things: 24 of four, 720 of six. */
export function ordersOf<thing>(things: readonly thing[]): readonly (readonly thing[])[] {
  if (things.length < 2) return [things]
  return things.flatMap((first, i) =>
    ordersOf([...things.slice(0, i), ...things.slice(i + 1)]).map((rest) => [first, ...rest]),
  )
}
