import { Lines, Variables } from './set-up-parts.tsx'

const OPENAI = `LLM_API_KEY=your key
LLM_MODEL=gpt-4.1-mini`
const OLLAMA = `LLM_BASE_URL=http://127.0.0.1:11434/v1
LLM_MODEL=llama3.1`

const VARIABLES = [
  { name: 'LLM_API_KEY', does: 'The key; OPENAI_API_KEY works too. A model on this machine usually needs none.' },
  {
    name: 'LLM_BASE_URL',
    does: 'Where the model answers: OpenAI if not set. Any endpoint compatible with it will do.',
  },
  { name: 'LLM_MODEL', does: 'The model that asks: gpt-4.1-mini at OpenAI if not set.' },
  { name: 'JUDGE_MODEL', does: 'The model that grades: the same one if not set.' },
]

/** What a model would bring, and the lines that bring it. */
export function SetUpModel({ hasModel }: { hasModel: boolean }) {
  return (
    <>
      {!hasModel && (
        <p>
          Everything works without one: the whole interview, follow-ups, the key points in your answers, report and
          replay. A model adds follow-ups in its own words, grades for structure, depth and judgement, and it recognises
          a point that you made in words of your own.
        </p>
      )}
      <p>
        Put these lines into a file called <code>.env</code> beside <code>package.json</code>, or into the environment,
        and start Greenroom again.
      </p>
      <Lines title="OpenAI" text={OPENAI} />
      <Lines title="A local model, with Ollama" text={OLLAMA} />
      <Variables variables={VARIABLES} />
      {hasModel && <p>Without a key and an address the built-in interviewer and word matching do everything again.</p>}
    </>
  )
}
