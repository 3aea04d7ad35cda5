import { parseArgs } from 'node:util'
import { defaultBrain, inventingBrain } from './openai-brain.ts'
import { FAULTS, type Fault } from './openai-faults.ts'
import { startOpenAiServer } from './openai-server.ts'

/** `node test/support/openai-server-main.ts --port N [--latency MS] [--inventing] [--fault NAME]… [--key KEY]` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    latency: { type: 'string', default: '0' },
    inventing: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    key: { type: 'string' },
  },
})

const unknown = values.fault.find((fault) => !FAULTS.some((known) => known === fault))
if (unknown !== undefined) throw new Error(`unknown fault ${unknown} (known: ${FAULTS.join(', ')})`)

const server = await startOpenAiServer({
  port: Number(values.port),
  latencyMs: Number(values.latency),
  brain: values.inventing ? inventingBrain : defaultBrain,
  faults: values.fault as Fault[],
  apiKey: values.key,
})
console.log(server.url)
const stop = () => void server.close().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
