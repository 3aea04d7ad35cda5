import { UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { QuestionReport, Report } from '#contract/report.ts'
import { QuestionReportView } from '../../components/question-report/question-report.tsx'
import { isUnsure } from './explain-chart.ts'
import heading from './heading.module.css'
import { KeyPointStrip } from './key-point-strip.tsx'
import styles from './questions.module.css'
import { useOpenQuestions } from './use-open-questions.ts'

interface QuestionsProps {
  report: Report
  onChanged: () => void
}

/** Every question that was reached, folded to a line; `#question-3` in the address opens the third. */
export function Questions({ report, onChanged }: QuestionsProps) {
  const { questions, session, strongest, weakest } = report
  const { isOpen, setOpen, allOpen, toggleAll } = useOpenQuestions(questions.map(({ index }) => index))
  if (questions.length === 0) return null
  return (
    <section>
      <div className={styles.top}>
        <h2 className={heading.heading}>Question by question</h2>
        <UnstyledButton className={styles.all} onClick={toggleAll}>
          {allOpen ? 'Close all' : 'Open all'}
        </UnstyledButton>
      </div>
      <div className={styles.list}>
        {questions.map((question) => (
          <details
            key={question.index}
            id={`question-${question.index + 1}`}
            className={styles.question}
            open={isOpen(question.index)}
            onToggle={({ target, currentTarget }) => {
              // The parts inside fold too, and React lets their events rise to here.
              if (target === currentTarget) setOpen(question.index, currentTarget.open)
            }}
          >
            <Summary
              question={question}
              notes={[
                ...(question.index === strongest ? ['fullest'] : question.index === weakest ? ['most to gain'] : []),
                ...(isUnsure(question) ? ['low confidence'] : []),
              ]}
            />
            <div className={styles.body}>
              <QuestionReportView
                report={question}
                sessionId={session.id}
                level={4}
                named={false}
                onRetryGrading={onChanged}
              />
            </div>
          </details>
        ))}
      </div>
    </section>
  )
}

function Summary({ question, notes }: { question: QuestionReport; notes: readonly string[] }) {
  return (
    <summary className={styles.summary}>
      <span className={styles.number}>{question.index + 1}</span>
      <span className={styles.words}>
        <h3 className={styles.competency}>
          {question.competency}
          {notes.map((note) => (
            <span key={note} className={styles.note}>
              {' '}
              {note}
            </span>
          ))}
        </h3>
        <span className={styles.text}>{question.question}</span>
      </span>
      <KeyPointStrip question={question} />
      <IconChevronDown className={styles.chevron} size={18} stroke={1.8} aria-hidden="true" />
    </summary>
  )
}
