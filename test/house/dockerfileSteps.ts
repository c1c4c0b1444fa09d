import { readFileSync } from 'node:fs'

/** One instruction of the Dockerfile, with the stage it stands in. */
export interface DockerfileStep {
  /** Index of the stage, from 0. */
  stage: number
  instruction: string
  value: string
}

/** Reads the Dockerfile as steps; comments and line continuations are resolved as Docker does. */
export function dockerfileSteps(): readonly DockerfileStep[] {
  const text = readFileSync('Dockerfile', 'utf8').replace(/\\\n/g, ' ')
  let stage = -1
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [instruction = '', ...rest] = line.trim().split(/\s+/)
      if (instruction === 'FROM') stage += 1
      return { stage, instruction, value: rest.join(' ') }
    })
}

/** What a COPY takes from the build folder and where it goes; undefined for a copy from another stage. */
export function copiedPaths(
  step: DockerfileStep,
): { from: readonly string[]; to: string } | undefined {
  const words = step.value.split(' ').filter((word) => !word.startsWith('--'))
  const to = words.at(-1)
  if (step.instruction !== 'COPY' || step.value.includes('--from=') || to === undefined)
    return undefined
  return { from: words.slice(0, -1), to }
}
