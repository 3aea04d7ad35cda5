import { parseArgs } from 'node:util'
import { benchAppend } from './append.ts'
import { benchAudio } from './audio.ts'
import { benchGrade } from './grade.ts'
import { type Figure, formatFigure, isMet } from './measure.ts'
import { benchPage } from './page.ts'
import { benchSpoken } from './spoken.ts'
import { benchStart } from './start.ts'
import { benchTokens } from './tokens.ts'
import { benchTurn } from './turn.ts'

const USAGE =
  'npm run bench -- start|append|audio|turn|grade|page|tokens … [--json] [--seconds N] [--seed N]   (all of them if none is named)'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
})

const BENCHES: Record<string, () => Promise<Figure[]>> = {
  start: benchStart,
  append: benchAppend,
  audio: benchAudio,
  turn: async () => [...(await benchTurn(Number(values.seconds), Number(values.seed))), ...(await benchSpoken())],
  grade: benchGrade,
  page: benchPage,
  tokens: benchTokens,
}

const names = positionals.length > 0 ? positionals : Object.keys(BENCHES)
if (names.some((name) => BENCHES[name] === undefined)) {
  console.error(USAGE)
  process.exit(2)
}
const report: Record<string, (Figure & { met: boolean })[]> = {}
for (const name of names) {
  const figures = (await BENCHES[name]?.()) ?? []
  report[name] = figures.map((figure) => ({ ...figure, met: isMet(figure) }))
  if (!values.json) for (const figure of figures) console.log(`${name}: ${formatFigure(figure)}`)
}
if (values.json) console.log(JSON.stringify(report, null, 2))
