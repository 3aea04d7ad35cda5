import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createBank } from '../../server/bank/create-bank.ts'
import { runBank } from '../../server/commands/bank.ts'
import { BAKER_YAML, changed, createBankDir, createTempDir, SHIPPED_QUESTIONS } from './folders.ts'
import { BAKER_PAGE, blockText, pageText, TRICKY_ANSWER } from './page.ts'

const COMMAND = join(import.meta.dirname, '../../server/commands/bank.ts')

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const code = await runBank(args, {
    out: (text) => {
      said.out += `${text}\n`
    },
    err: (text) => {
      said.err += `${text}\n`
    },
  })
  return { code, ...said }
}

async function createPage(page: string | Uint8Array = BAKER_PAGE) {
  const dir = await createTempDir()
  const file = join(dir, 'page.txt')
  await writeFile(file, page)
  return { dir, file }
}

describe('bank check', () => {
  it('[BK11] says in one line what is there', async () => {
    const dir = await createBankDir({ 'baker.yaml': BAKER_YAML })
    expect(await run('check', dir)).toEqual({
      code: 0,
      out: `${dir}: 1 role, 1 question, 4 key points, 3 rubrics, no problems\n`,
      err: '',
    })
  })

  it('[BK11] prints every problem as the server would and exits with 1', async () => {
    const dir = await createBankDir({
      'baker.yaml': changed('difficulty: easy', 'difficulty: odd').replace('title: Baker\n', ''),
    })
    const { code, out } = await run('check', dir)
    const refusal = await createBank({ questionsDir: dir, importedDir: join(dir, 'none') }).catch(
      (error: Error) => error.message,
    )
    expect(code).toBe(1)
    expect(out).toBe(`${refusal}\n`)
    expect(out).toContain(`${dir}/baker.yaml:5: questions.0.difficulty: `)
  })

  it('[BK19] names key points that word matching misses in the sample answer itself, until a wording says them its way', async () => {
    const unseen = changed('Counts leftovers at night and corrects the plan.', 'Reviews what went wrong.')
    const dir = await createBankDir({ 'baker.yaml': unseen })
    const { code, out } = await run('check', dir)
    expect(code).toBe(0)
    expect(out.split('\n').slice(1)).toEqual([
      "baker: planning-the-day: leftovers: word matching does not find this point in the sample answer; add what it says of it to the point's wordings",
      '',
    ])

    const wording = 'At night I count the leftovers and correct the plan.'
    await writeFile(join(dir, 'baker.yaml'), `${unseen}        wordings: [${wording}]\n`)
    expect((await run('check', dir)).out.split('\n').slice(1)).toEqual([''])
  })

  it('[BK11] takes the shipped rubrics for a folder that has none', async () => {
    const { dir, file } = await createPage()
    await run('import', file, '--out', join(dir, 'bakers', 'none.yaml'))
    expect(await run('import', file, '--out', join(dir, 'head-baker.yaml'))).toMatchObject({ code: 0 })
    expect(await run('check', dir)).toMatchObject({ code: 0 })
  })

  it('[BK11] a folder that is not there is a problem', async () => {
    const dir = join(await createTempDir(), 'none')
    const { code, out } = await run('check', dir)
    expect(code).toBe(1)
    expect(out).toContain(`${dir}: there is no such folder`)
  })
})

describe('bank import', () => {
  it('[BK11] writes a bank file that checks clean, named as its role', async () => {
    const dir = await createBankDir()
    const { file } = await createPage()
    const out = join(dir, 'second-baker.yaml')
    expect(await run('import', file, '--out', out)).toEqual({
      code: 0,
      out: `${out}: "Head Baker", 3 questions\n`,
      err: '',
    })
    expect(await readFile(out, 'utf8')).toContain('id: second-baker\ntitle: Head Baker\n')
    expect(await run('check', dir)).toMatchObject({ code: 0 })
  })

  it.each([
    ['My Role.yaml', 'my-role.yaml'],
    ['baker', 'baker.yaml'],
    ['baker.yml', 'baker.yaml'],
    ['Baker.YAML', 'baker.yaml'],
    ['面包.yaml', 'my-role.yaml'],
  ])('[BK25] refuses the name %j, which no bank would read, and gives one that it would', async (name, better) => {
    const { dir, file } = await createPage()
    const { code, out, err } = await run('import', file, '--out', join(dir, name))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.split('\n')[0]).toBe(
      `--out ${join(dir, name)}: a bank would not read it. The name of a bank file is lower-case letters, digits and single hyphens and ends in .yaml, such as ${join(dir, better)}`,
    )
    expect(await readdir(dir)).toEqual(['page.txt'])
  })

  it('[BK11] --json prints the role and nothing else, and writes nothing', async () => {
    const { dir, file } = await createPage()
    const { code, out, err } = await run('import', file, '--json')
    const printed = JSON.parse(out)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(Object.keys(printed)).toEqual(['role', 'questions'])
    expect(printed.role).toBe('Head Baker')
    expect(printed.questions).toHaveLength(3)
    expect(Object.keys(printed.questions[1])).toEqual(['id', 'question', 'difficulty', 'sampleAnswer', 'keyPoints'])
    expect(printed.questions[1]).toMatchObject({ difficulty: 'medium', sampleAnswer: TRICKY_ANSWER })
    expect(await readdir(dir)).toEqual(['page.txt'])
  })

  it('[BK11] --json with --out does both', async () => {
    const { dir, file } = await createPage()
    const { out } = await run('import', file, '--json', '--out', join(dir, 'x.yaml'))
    expect(JSON.parse(out).questions).toHaveLength(3)
    expect(await readdir(dir)).toEqual(['page.txt', 'x.yaml'])
  })

  it('[BK11] does not overwrite a file', async () => {
    const { dir, file } = await createPage()
    await writeFile(join(dir, 'x.yaml'), 'mine')
    const { code, err } = await run('import', file, '--out', join(dir, 'x.yaml'))
    expect(code).toBe(1)
    expect(err).toBe(`${join(dir, 'x.yaml')}: exists already; name another file with --out\n`)
    expect(await readFile(join(dir, 'x.yaml'), 'utf8')).toBe('mine')
  })

  it('[BK26] a page that is wrong gets one line that names the block, and nothing is written', async () => {
    const { dir, file } = await createPage(pageText([blockText(1), blockText(2, { difficulty: 'odd' })]))
    const { code, out, err } = await run('import', file, '--out', join(dir, 'x.yaml'), '--json')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^Question 2 \(line \d+\) has an unknown difficulty, "odd".*\n$/)
    expect(await readdir(dir)).toEqual(['page.txt'])
  })

  it('[BK11] a page that is not there, no text, or cannot be written gets one line', async () => {
    const { dir, file } = await createPage(new Uint8Array([0xff, 0xfe, 0x42, 0x00]))
    expect(await run('import', file)).toEqual({ code: 1, out: '', err: `${file}: this is not UTF-8 text\n` })
    const none = join(dir, 'none.txt')
    expect(await run('import', none)).toEqual({ code: 1, out: '', err: `${none}: there is no such file\n` })
    const deep = join(dir, 'no', 'x.yaml')
    const good = await createPage()
    expect(await run('import', good.file, '--out', deep)).toEqual({
      code: 1,
      out: '',
      err: `${deep}: there is no such folder\n`,
    })
  })
})

describe('bank', () => {
  it.each([
    [[]],
    [['chekc']],
    [['check', 'a', 'b']],
    [['check', '--json']],
    [['import']],
    [['import', 'a', 'b']],
    [['import', 'a', '--out']],
    [['import', 'a', '--force']],
  ])('[BK11] shows its usage and exits with 2 on %j', async (args) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('npm run bank -- import PAGE.txt')
  })

  it('[BK11] shows its usage when asked', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Usage:') })
  })

  it('[BK11] runs as a command: default file, exit codes, and no stack', async () => {
    const { dir, file } = await createPage()
    const start = (...args: string[]) => promisify(execFile)(process.execPath, [COMMAND, ...args], { cwd: dir })
    const printed = await start('import', file, '--json')
    expect(JSON.parse(printed.stdout).questions[1].sampleAnswer).toBe(TRICKY_ANSWER)
    await expect(start('import', file)).rejects.toMatchObject({
      code: 1,
      stderr: `${join('questions', 'head-baker.yaml')}: there is no such folder\n`,
    })
    await expect(start('chekc')).rejects.toMatchObject({ code: 2, stdout: '' })
    expect((await start('check', SHIPPED_QUESTIONS)).stdout).toMatch(/no problems\n$/)
  })
})
