import type { Session } from './Session.ts'
import type { Deployment } from './world/Deployment.ts'

/** What the operator does to the config before a start: a chain that halted over its finality is told to be repaired. */
export function reconfigure(session: Session): void {
  const { program, configured } = session
  const halted = new Set(
    program.views
      .status()
      .filter(({ phase }) => phase === 'halted')
      .map(({ name }) => name),
  )
  session.configured = repairing(configured, halted)
}

function repairing(deployment: Deployment, halted: ReadonlySet<string>): Deployment {
  const chains = deployment.chains.map((chain) =>
    halted.has(chain.name) ? { ...chain, onViolation: 'repair' as const } : chain,
  )
  return { ...deployment, chains }
}
