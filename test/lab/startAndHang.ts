// Run as a process of its own by the test of the watchdog, which kills it without warning.
import { startLab } from './startLab.ts'

const lab = await startLab({ chains: 1, traders: 1 })
process.stdout.write(`${lab.home.pid}\n`)
setInterval(() => {}, 60_000)
