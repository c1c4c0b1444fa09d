// Compiles standard JSON from stdin. It runs in a process of its own, because solc blocks for
// seconds and installs handlers for every uncaught error of the process it is loaded into.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const solc = createRequire(join(process.argv[2], 'package.json'))('solc')
process.stdout.write(solc.compile(await text(process.stdin)))
