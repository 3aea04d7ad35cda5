import { Document, isMap, isSeq, Scalar, visit } from 'yaml'
import type { Role } from '#contract/question.ts'

const HEADING = ' Taken over from a question page. Once it has follow-ups and other wordings, take "imported" out.'
const LONG = 100
/** What an editor may hide, change or drop, or a YAML reader take for the end of a line. */
const UNUSUAL = /[^\n\x20-\x7e\u00a1-\u2027\u202a-\u202e\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u
const EVERY_UNUSUAL = new RegExp(UNUSUAL, 'gu')
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
  const yaml = document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
  // Unusual characters only stand in double quotes, where YAML knows them by their code.
  return yaml.replace(EVERY_UNUSUAL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function setStyle(scalar: Scalar, text: string): void {
  if (UNUSUAL.test(text) || SPACE_AT_A_LINE_END.test(text)) scalar.type = Scalar.QUOTE_DOUBLE
  else if (text.length > LONG || text.includes('\n')) scalar.type = Scalar.BLOCK_LITERAL
}
