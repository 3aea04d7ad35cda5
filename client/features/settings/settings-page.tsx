import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { EnginesResponse } from '#contract/http.ts'
import { listDestinations } from '../../components/engine-words.ts'
import { Page } from '../../components/page.tsx'
import { Problem } from '../../components/problem.tsx'
import { Waiting } from '../../components/waiting.tsx'
import { WordsLeave } from '../../components/words-leave.tsx'
import { enginesQuery } from '../../lib/queries.ts'
import { hasRecognition } from '../../lib/speech/browser-recognizer.ts'
import { Appearance } from './appearance.tsx'
import { ConnectionTestPanel } from './connection-test.tsx'
import { InUse } from './in-use.tsx'
import { Section } from './section.tsx'
import { SetUpModel } from './set-up-model.tsx'
import { SetUpSpeech } from './set-up-speech.tsx'
import styles from './settings-page.module.css'

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
  const { transcriber, voice } = engines
  const hosts = [...new Set([engines.endpoint, transcriber?.host, voice?.host])].filter((host) => host != null)
  return (
    <div>
      <Section title="In use">
        <InUse engines={engines} />
        <p>
          <Link href="/calibration">How far you can trust the grades</Link>
        </p>
        {hosts.length > 0 && <ConnectionTestPanel hosts={hosts} />}
      </Section>
      <Section title="What leaves this machine">
        <Leaving engines={engines} isSetUp={hosts.length > 0} />
      </Section>
      <Section title={hasModel ? 'Change the model' : 'Add a model'}>
        <SetUpModel hasModel={hasModel} />
      </Section>
      <Section title={transcriber === null && voice === null ? 'Add speech' : 'Change speech'}>
        <SetUpSpeech hasBoth={transcriber !== null && voice !== null} />
      </Section>
      <Section title="Where everything lies">
        <p>Sessions, recordings and imported roles are kept in one folder on this machine:</p>
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

function Leaving({ engines, isSetUp }: { engines: EnginesResponse; isSetUp: boolean }) {
  return (
    <>
      {listDestinations(engines).length > 0 ? <WordsLeave engines={engines} /> : <NothingLeaves isSetUp={isSetUp} />}
      <p className={styles.browser}>
        Your browser is a matter of its own.{' '}
        {hasRecognition() && 'Where its recogniser makes text of your speech, its vendor may receive the sound. '}
        Where a voice of its vendor reads to you, the vendor receives what it reads.
      </p>
    </>
  )
}

function NothingLeaves({ isSetUp }: { isSetUp: boolean }) {
  return (
    <p>
      {isSetUp
        ? 'Nothing. What is set up runs on this machine, and so does everything else.'
        : 'Nothing. Questions, answers, recordings and grades stay here, and Greenroom makes no request to anywhere.'}
    </p>
  )
}
