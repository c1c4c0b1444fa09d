import type { Edit } from './PlantedBug.ts'

/** The text of the edited file. Throws where `search` does not stand in it exactly once: the code has moved on, and the bug with it. */
export function applyEdit(text: string, { file, search, replace }: Edit): string {
  const parts = text.split(search)
  if (search === '' || parts.length !== 2)
    throw new Error(
      `The planted edit of ${file} matches ${search === '' ? 'no text' : `${parts.length - 1} times`}, not once:\n${search}`,
    )
  return parts.join(replace)
}
