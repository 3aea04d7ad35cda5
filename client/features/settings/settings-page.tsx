import { useQuery } from '@tanstack/react-query'
import type { EnginesResponse } from '#contract/http.ts'
import { hostOfWords } from '../../components/engine-words.ts'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { WordsLeave } from '../../components/words-leave.tsx'
import { enginesQuery } from '../../lib/queries.ts'
import { Appearance } from './appearance.tsx'
import { ConnectionTestPanel } from './connection-test.tsx'
import { InUse } from './in-use.tsx'
import { Section } from './section.tsx'
import { SetUpModel } from './set-up-model.tsx'

/** What is in use, how to change it, which words leave this machine, and where everything lies. */
export function SettingsPage() {
  const engines = useQuery(enginesQuery)
  return (
    <Page title="Settings">
      {engines.isPending && <Waiting for="the settings" />}
      {engines.isError && <Problem error={engines.error} onRetry={() => void engines.refetch()} />}
      {engines.isSuccess && <Sections engines={engines.data} />}
    </Page>
  )
}

function Sections({ engines }: { engines: EnginesResponse }) {
  const hasModel = engines.interviewer.kind === 'model' || engines.judge.kind === 'model'
  return (
    <div>
      <Section title="In use">
        <InUse engines={engines} />
        {hasModel && <ConnectionTestPanel endpoint={engines.endpoint} />}
      </Section>
      <Section title="What leaves this machine">
        <Leaving engines={engines} hasModel={hasModel} />
      </Section>
      <Section title={hasModel ? 'Change the model' : 'Add a model'}>
        <SetUpModel hasModel={hasModel} />
      </Section>
      <Section title="Where everything lies">
        <p>Sessions and imported roles are kept in one folder on this machine:</p>
        <p>
          <code>{engines.dataDir}</code>
        </p>
        <p>
          Copy the folder to back it up. <code>DATA_DIR</code> moves it elsewhere. Single sessions can be exported from
          the list of sessions.
        </p>
      </Section>
      <Section title="Appearance">
        <Appearance />
      </Section>
    </div>
  )
}

function Leaving({ engines, hasModel }: { engines: EnginesResponse; hasModel: boolean }) {
  const host = hostOfWords(engines)
  if (host !== null) return <WordsLeave engines={engines} host={host} />
  return (
    <p>
      {hasModel
        ? 'Nothing. The model runs on this machine, and so does everything else.'
        : 'Nothing. Questions, answers and grades stay here, and Greenroom makes no request to anywhere.'}
    </p>
  )
}
