import { parseArgs } from 'node:util'
import { defaultBrain, inventingBrain } from './openai-brain.ts'
import { FAULTS } from './openai-faults.ts'
import { startOpenAiServer } from './openai-server.ts'
import { SPEECH_FAULTS } from './openai-speech.ts'
import { countingEar, TRANSCRIPTION_FAULTS } from './openai-transcription.ts'

/**
 * `node test/support/openai-server-main.ts --port N [--latency MS] [--inventing] [--fault NAME]… [--key KEY]
 * [--transcription-fault NAME]… [--hears TEXT] [--speech-fault NAME]…`
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    latency: { type: 'string', default: '0' },
    inventing: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    key: { type: 'string' },
    'transcription-fault': { type: 'string', multiple: true, default: [] },
    hears: { type: 'string' },
    'speech-fault': { type: 'string', multiple: true, default: [] },
  },
})

function checkFaults<F extends string>(names: readonly string[], known: readonly F[]): F[] {
  return names.map((name) => {
    const fault = known.find((one) => one === name)
    if (fault === undefined) throw new Error(`unknown fault ${name} (known: ${known.join(', ')})`)
    return fault
  })
}

const { hears } = values
const server = await startOpenAiServer({
  port: Number(values.port),
  latencyMs: Number(values.latency),
  brain: values.inventing ? inventingBrain : defaultBrain,
  faults: checkFaults(values.fault, FAULTS),
  apiKey: values.key,
  transcription: {
    faults: checkFaults(values['transcription-fault'], TRANSCRIPTION_FAULTS),
    transcribe: hears === undefined ? countingEar : () => hears,
  },
  speech: { faults: checkFaults(values['speech-fault'], SPEECH_FAULTS) },
})
console.log(server.url)
const stop = () => void server.close().then(() => process.exit(0))
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
