import styles from './calibration-page.module.css'

const LINE =
  '{"id": "a1", "group": "question-1", "question": "…", "sampleAnswer": "…", "answer": "…", "human": 3, "humanMax": 5}'

/** How to compare the grades with people that one trusts oneself. */
export function OwnAnswers() {
  return (
    <section>
      <h2 className={styles.heading}>Measure it on your own people’s answers</h2>
      <p className={styles.text}>
        The comparison that counts is with people whose judgement you trust. Put answers that they graded into a file,
        one to a line; <code>group</code> is the same for all answers to one question.
      </p>
      <pre className={styles.code}>
        <code>{LINE}</code>
      </pre>
      <pre className={styles.code}>
        <code>npm run eval -- --data answers.jsonl</code>
      </pre>
      <p className={styles.text}>
        This prints the same figures for your answers. From 30 answers on,{' '}
        <code className={styles.word}>--calibrate</code> at the end also corrects the level of word matching to theirs,
        for all grades from the next start of Greenroom on. It makes word matching less severe or more so; it does not
        change which answer comes out above which. This page is measured anew with it: look at the attempts too, because
        a more lenient level lets more of them through.
      </p>
    </section>
  )
}
