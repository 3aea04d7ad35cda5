import { useId, useState } from 'react'
import type { CriterionReport, QuestionReport } from '#contract/report.ts'
import { Criteria } from './criteria.tsx'
import styles from './evidence-view.module.css'
import { KeyPoints } from './key-points.tsx'
import { LightContext } from './light.ts'
import { collectQuotes, type QuoteSet } from './quotes.ts'
import { Transcript } from './transcript.tsx'

const SETS: { set: QuoteSet; label: string }[] = [
  { set: 'keyPoints', label: 'Key points' },
  { set: 'criteria', label: 'Criteria' },
]

interface EvidenceViewProps {
  report: QuestionReport
  /** Both lists at once, for paper. */
  everything: boolean
}

/** The transcript beside what it earned. Pointing at a quote on one side lights it on the other. */
export function EvidenceView({ report, everything }: EvidenceViewProps) {
  const [chosen, setChosen] = useState<QuoteSet>('keyPoints')
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set())
  const { outcome } = report
  const criteria: readonly CriterionReport[] = outcome.status === 'graded' ? outcome.criteria : []
  const shown = everything ? 'both' : chosen
  return (
    <LightContext value={{ lit, light: (ids) => setLit(new Set(ids)), prefix: `question-${report.index + 1}-` }}>
      <div className={styles.columns}>
        <div className={styles.transcript}>
          <Transcript turns={report.turns} quotes={collectQuotes(report)} shown={shown} />
        </div>
        <div className={styles.earned}>
          {criteria.length > 0 && !everything && <Switch chosen={chosen} onChoose={setChosen} />}
          {criteria.length === 0 && report.keyPoints.length > 0 && <p className={styles.label}>What was looked for</p>}
          {shown !== 'criteria' && <KeyPoints keyPoints={report.keyPoints} />}
          {shown !== 'keyPoints' && criteria.length > 0 && <Criteria criteria={criteria} />}
        </div>
      </div>
    </LightContext>
  )
}

function Switch({ chosen, onChoose }: { chosen: QuoteSet; onChoose: (set: QuoteSet) => void }) {
  const name = useId()
  return (
    <fieldset className={styles.switch}>
      <legend className={styles.legend}>What to show beside the transcript</legend>
      {SETS.map(({ set, label }) => (
        <label key={set} className={styles.option}>
          <input type="radio" name={name} checked={chosen === set} onChange={() => onChoose(set)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
