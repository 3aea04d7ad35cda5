import type { Role } from '#contract/question.ts'
import { buildCoverage } from '../../grading/build-coverage.ts'

/**
 * A line for each key point that the built-in judge would not give to the sample answer itself, nor then to a candidate who says
 * the same. No fault of the file: a model judge sees such points.
 */
export function describeUnseenPoints({ id: roleId, questions }: Role): string[] {
  return questions.flatMap((question) => {
    const { keyPoints } = buildCoverage(question, [{ turnId: 'sample', text: question.sampleAnswer }])
    const unseen = keyPoints.filter(({ verdict }) => verdict !== 'covered')
    return unseen.map(
      ({ keyPointId }) =>
        `${roleId}: ${question.id}: ${keyPointId}: word matching does not find this point in the sample answer; add what it says of it to the point's wordings`,
    )
  })
}
