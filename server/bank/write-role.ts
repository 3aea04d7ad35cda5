import { Document, isMap, isSeq, Scalar, visit } from 'yaml'
import type { Role } from '#contract/question.ts'

const HEADING = ' A bank file of Greenroom. Taken over from a question page unless "imported" is taken out.'
const LONG = 100
/** Characters that every editor shows and every YAML reader keeps as they are. */
const ORDINARY =
  /^[\n\x20-\x7e\u00a1-\u2027\u202a-\u202e\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u
const SPACE_AT_A_LINE_END = /^\s|\s$|\s\n|\n\s/

/** A role as the text of its YAML file. Read again, every string is byte for byte what it was. */
export function buildRoleYaml(role: Role): string {
  const document = new Document(role)
  document.commentBefore = role.imported ? HEADING : null
  const questions = document.get('questions')
  if (isSeq(questions)) {
    for (const question of questions.items.slice(1)) if (isMap(question)) question.spaceBefore = true
  }
  visit(document, {
    Scalar(key, scalar) {
      if (key !== 'key' && typeof scalar.value === 'string') setStyle(scalar, scalar.value)
    },
  })
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
}

function setStyle(scalar: Scalar, text: string): void {
  if (!ORDINARY.test(text) || SPACE_AT_A_LINE_END.test(text)) scalar.type = Scalar.QUOTE_DOUBLE
  else if (text.length > LONG || text.includes('\n')) scalar.type = Scalar.BLOCK_LITERAL
}
