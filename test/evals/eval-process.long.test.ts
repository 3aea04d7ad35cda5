import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { calibrationFileOf } from '../../server/calibrations.ts'
import { BUILT_IN_CALIBRATION_FILE } from '../../server/commands/eval/calibration.ts'
import { correctionFileOf, readCorrection } from '../../server/level-correction.ts'
import { type OpenAiServerOptions, startOpenAiServer } from '../support/openai-server.ts'

const COMMANDS = join(import.meta.dirname, '../../server/commands')
const folder = () => mkdtempSync(join(tmpdir(), 'eval-process-'))

/** Starts a command as npm does. @returns what it said, and its exit code whatever that is. */
function start(command: 'eval' | 'fit', args: readonly string[], env: Record<string, string> = {}) {
  const settings = { DATA_DIR: folder(), LLM_BASE_URL: '', LLM_API_KEY: '', OPENAI_API_KEY: '', JUDGE_MODEL: '', ...env }
  return new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { ...process.env, ...settings }, maxBuffer: 1e8 }
    execFile(process.execPath, [join(COMMANDS, `${command}.ts`), ...args], options, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr })
    })
  })
}

const ANSWERS = ['The steam stays inside with a lid.', 'It saves some gas, and the kettle is faster.']
const SAMPLE = 'The lid keeps the steam inside. The kettle boils faster. The cook saves gas every day.'

/** Forty answers of which people think alike. */
function writeGraded(more: object, group = (_: number) => 'lid'): string {
  const file = join(folder(), 'ours.jsonl')
  const lines = Array.from({ length: 40 }, (_, i) => ({
    id: `a${i}`,
    group: group(i),
    question: `Why a ${group(i)}?`,
    sampleAnswer: SAMPLE,
    answer: ANSWERS[i % ANSWERS.length],
    human: 9,
    humanMax: 10,
    ...more,
  }))
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'))
  return file
}

describe('npm run eval -- --calibrate', () => {
  it.each([
    ['nothing for anything', { human: 0 }, 'human and humanMax are right'],
    ['more than the most', { human: 12 }, ':1: human: must be from 0 to humanMax (10)'],
    ['nothing for no answer', { answer: 'No response', human: 0 }, '0 of 40 answers say something of the level'],
  ])('[GT14] keeps no level of people who give %s', async (_what, more, words) => {
    const dataDir = folder()
    const { code, stderr } = await start('eval', ['--data', writeGraded(more), '--calibrate'], { DATA_DIR: dataDir })
    expect(stderr).toContain(words)
    expect(code).toBe(1)
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('[GT15] takes the place of a level that is broken, as the refusal of any other run says', async () => {
    const dataDir = folder()
    mkdirSync(dirname(correctionFileOf(dataDir)), { recursive: true })
    writeFileSync(correctionFileOf(dataDir), '{"odds":0}')
    const data = writeGraded({})
    const plain = await start('eval', ['--data', data], { DATA_DIR: dataDir })
    expect(plain).toMatchObject({ code: 1, stderr: expect.stringContaining('--calibrate again') })
    expect(await start('eval', ['--data', data, '--no-attacks', '--calibrate'], { DATA_DIR: dataDir })).toMatchObject({ code: 0 })
    expect((await readCorrection(dataDir))?.odds).toBeGreaterThan(1.5)
  })
})

describe('npm run eval and its files', () => {
  it('[EO4] writes over no file that it reads, and finds a file that cannot be written before it grades', async () => {
    const data = writeGraded({})
    const before = readFileSync(data, 'utf8')
    for (const option of ['--rows', '--save']) {
      const { code, stdout, stderr } = await start('eval', ['--data', data, option, join(dirname(data), '.', 'ours.jsonl')])
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toBe(`${option}: ${data} is the file of --data; name another\n`)
    }
    expect(readFileSync(data, 'utf8')).toBe(before)
    const nowhere = join(dirname(data), 'no/rows.jsonl')
    expect(await start('eval', ['--data', data, '--rows', nowhere])).toEqual({
      code: 1,
      stdout: '',
      stderr: `${nowhere}: there is no such folder\n`,
    })
  })

  it('[EO5] a single question gets no interval and no attack that needs another', async () => {
    const { code, stdout } = await start('eval', ['--data', writeGraded({})])
    expect(code).toBe(0)
    expect(stdout).not.toContain("another question's answer")
    expect(stdout).not.toMatch(/\[|NaN|Infinity/)
  })
})

describe('npm run eval with a model', () => {
  const serve = async (options: OpenAiServerOptions = {}) => {
    const model = await startOpenAiServer(options)
    onTestFinished(() => model.close())
    const dataDir = folder()
    const env = { DATA_DIR: dataDir, LLM_BASE_URL: model.url, LLM_MODEL: 'stand-in' }
    return { model, dataDir, run: (...args: string[]) => start('eval', args, env) }
  }

  it('[GT16] a wrong key ends it after five answers, with the reason and without a table', async () => {
    const { model, run } = await serve({ apiKey: 'sk-other' })
    const { code, stdout, stderr } = await run('--judge', 'model')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/Stopped: 5 answers in a row.*\n +5 × judge_rejected: .*401.*\nCheck LLM_BASE_URL, LLM_API_KEY/)
    expect(model.requests.length).toBeLessThanOrEqual(10)
  })

  it('[GT16] so does an endpoint that nobody serves', async () => {
    const gone = await startOpenAiServer()
    await gone.close()
    const args = ['--judge', 'model', '--data', writeGraded({})]
    const { code, stderr } = await start('eval', args, { LLM_BASE_URL: gone.url, LLM_MODEL: 'm' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/5 × judge_unreachable: .*ECONNREFUSED/)
  })

  it('[IV6] an interviewer with a wrong key has no share of anything', async () => {
    const { run } = await serve({ apiKey: 'sk-other' })
    const { code, stdout, stderr } = await run('--interviewer', 'model')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('5 × judge_rejected')
  })

  it('[CA9] a run without its grades leaves the good measurement of the page, and says so', async () => {
    const { model, dataDir, run } = await serve()
    const file = calibrationFileOf(dataDir, 'stand-in')
    const shipped = JSON.parse(readFileSync(BUILT_IN_CALIBRATION_FILE, 'utf8'))
    const good = JSON.stringify({ ...shipped, judge: { kind: 'model', model: 'stand-in' } })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, good)
    // What is no JSON on every rung: such an answer takes two calls. A third of the answers fails.
    const broken = { faults: ['ignores_response_format' as const], text: 'no' }
    model.script(...Array.from({ length: 40 }, () => ({})), ...Array.from({ length: 80 }, () => broken))
    const { code, stderr } = await run('--judge', 'model')
    expect(model.requests.length).toBeGreaterThan(120)
    expect(code).toBe(1)
    expect(stderr).toMatch(/answers, attacks among them, could not be graded:\n +\d+ × judge_output/)
    expect(stderr).toContain('The page /calibration stays as it is')
    expect(readFileSync(file, 'utf8')).toBe(good)
  })

  it('[GT17] a run that came to its end is measured anew, one that was stopped goes on and says so', async () => {
    const { model, dataDir, run } = await serve()
    const args = ['--judge', 'model', '--data', writeGraded({}, (i) => `lid${i}`), '--no-attacks']
    expect(await run(...args)).toMatchObject({ code: 0 })
    expect(readdirSync(dataDir, { recursive: true }).filter((name) => String(name).endsWith('.jsonl'))).toEqual([])
    const once = model.requests.length
    model.script(...Array.from({ length: 30 }, () => ({})), ...Array.from({ length: 5 }, () => ({ faults: ['no_model' as const] })))
    expect(await run(...args)).toMatchObject({ code: 1, stderr: expect.stringContaining('Stopped') })
    const stopped = model.requests.length
    expect(stopped - once).toBeGreaterThanOrEqual(35)
    const { code, stderr } = await run(...args)
    expect(stderr).toMatch(/\d+ grades were taken over from an earlier run/)
    expect(code).toBe(0)
  })
})

describe('npm run fit', () => {
  const corpora = (rows: readonly object[]) => {
    const dir = folder()
    for (const name of ['saf', 'scientsbank', 'beetle']) {
      writeFileSync(join(dir, `${name}-fit.jsonl`), rows.map((row) => JSON.stringify(row)).join('\n'))
    }
    return dir
  }
  const row = (i: number, more: object = {}) => ({
    id: `a${i}`,
    group: `g${i % 3}`,
    question: 'Why a lid?',
    sampleAnswer: SAMPLE,
    answer: ANSWERS[i % 2],
    human: i % 2,
    humanMax: 1,
    ...more,
  })
  const many = (more: object = {}) => Array.from({ length: 12 }, (_, i) => row(i, more))

  it.each([
    ['are empty', [], 'there is no answer in this file'],
    ['hold no answer', many({ answer: 'No response' }), 'has answers to 0 questions'],
    ['have one grade for all', many({ human: 1 }), 'every answer has the same grade'],
    ['are about one question', many({ group: 'g' }), 'has answers to 1 question, and at least 2 are needed'],
    ['hold one answer over and over', many({ answer: 'The steam stays inside.' }), 'too few or too much alike'],
  ])('[FT1] writes no coefficients from corpora that %s', async (_what, rows, words) => {
    const { code, stderr } = await start('fit', ['--data', corpora(rows), '--dry'])
    expect(stderr).toContain(words)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(code).toBe(1)
  })

  it('[FT2] says in plain words what is wrong with its arguments, and how it is used', async () => {
    const nowhere = join(folder(), 'no')
    expect(await start('fit', ['--data', nowhere])).toEqual({
      code: 1,
      stdout: '',
      stderr: `${join(nowhere, 'saf-fit.jsonl')}: there is no such file\n`,
    })
    expect(await start('fit', ['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:'), stderr: '' })
    const unknown = await start('fit', ['--datta', 'x'])
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('--datta') })
    expect(unknown.stderr).toContain('Usage:')
    expect(unknown.stderr).not.toMatch(/^ +at /m)
    expect(existsSync(nowhere)).toBe(false)
  })
})
