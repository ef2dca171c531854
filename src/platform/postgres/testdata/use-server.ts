// A process of its own for the tests: opens the server of the home in argv[2], says so, and holds it.
// With "once" it stops again; without, it waits to be killed.
import { openEmbeddedPostgres } from '../open-embedded-postgres.ts'

const [, , home = '', mode = 'hold'] = process.argv
const server = await openEmbeddedPostgres({ home })
process.stdout.write(`${server.connectionString}\n`)
if (mode === 'once') await server.stop()
else setInterval(() => {}, 1_000)
