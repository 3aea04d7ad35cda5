import { Button } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type ConnectionTest, ConnectionTestSchema } from '#contract/http.ts'
import { describeProblem } from '../../components/describe-problem.ts'
import { formatLatency } from '../../components/format.ts'
import { request } from '../../lib/api.ts'
import styles from './connection-test.module.css'

type TestResult = ConnectionTest['results'][number]

const USES = {
  interviewer: 'Interviewer',
  judge: 'Grading',
  transcriber: 'Speech to text',
  voice: 'Voice',
} as const
const RUNGS = {
  json_schema: 'Keeps strictly to the form asked for (JSON schema).',
  json_object: 'Answers in JSON; the form is checked here.',
  text: 'Answers in plain text; the form is read out of it and checked here. A model with JSON output grades more reliably.',
} as const

/** What a test without structured output has shown. */
const SHOWN: Record<TestResult['use'], string> = {
  interviewer: 'It works.',
  judge: 'It works.',
  transcriber: 'It took a second of sound and gave text back.',
  voice: 'Its first sound came.',
}

/** One small request to each model in use, without a word or a sound of anybody's answers. */
export function ConnectionTestPanel({ hosts }: { hosts: readonly string[] }) {
  const test = useMutation({
    mutationFn: () => request(ConnectionTestSchema, '/api/engines/test', { method: 'POST', json: {} }),
  })
  return (
    <div className={styles.panel}>
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Test the connection
      </Button>
      <div role="status" className={styles.results}>
        {test.isPending && (
          <p className={styles.detail}>Asking {hosts.join(' and ')}. This can take up to half a minute.</p>
        )}
        {test.isError && <p className={styles.detail}>{describeProblem(test.error).message}</p>}
        {test.data?.results.map((result) => (
          <Outcome key={result.use} result={result} />
        ))}
      </div>
    </div>
  )
}

function Outcome({ result: { use, model, outcome } }: { result: TestResult }) {
  const isOk = outcome.status === 'ok'
  const Icon = isOk ? IconCircleCheck : IconAlertCircle
  return (
    <div className={styles.result} data-ok={isOk}>
      <Icon size={20} stroke={1.7} aria-hidden="true" />
      <div>
        <p className={styles.title}>
          {USES[use]}: {model} {isOk ? `answered in ${formatLatency(outcome.latencyMs)}` : 'did not answer'}
        </p>
        <p className={styles.detail}>{describeOutcome(use, outcome)}</p>
      </div>
    </div>
  )
}

function describeOutcome(use: TestResult['use'], outcome: TestResult['outcome']): string {
  if (outcome.status === 'failed') return outcome.message
  return outcome.rung === null ? SHOWN[use] : RUNGS[outcome.rung]
}
