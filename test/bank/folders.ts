import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export const SHIPPED_QUESTIONS = join(import.meta.dirname, '../../questions')

/** A new folder that is gone after the test. */
export async function createTempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'greenroom-bank-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A bank in a new folder: the shipped rubrics and the given files, by their path in it. */
export async function createBankDir(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const dir = await createTempDir()
  await cp(join(SHIPPED_QUESTIONS, 'rubrics'), join(dir, 'rubrics'), { recursive: true })
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), content)
  }
  return dir
}

/** A role without a flaw, as its file; `changed` is it with one text replaced by another. */
export const BAKER_YAML = `id: baker
title: Baker
summary: Questions about bread.
questions:
  - id: planning-the-day
    difficulty: easy
    kind: approach
    competency: Planning
    question: How do you decide what to bake tomorrow?
    inOtherWords: Tomorrow's shelves are empty; how do you choose what fills them?
    sampleAnswer: >-
      I look at last month's sales of the same weekday and add every order that the shop knows about already.
      Rain takes a tenth off. At night I count the leftovers and correct the plan.
    keyPoints:
      - id: past-sales
        point: Starts from last month's sales of the same weekday.
        weight: 3
        followUp: Which figures would you want to see first?
      - id: known-orders
        point: Adds every order that is known already.
        followUp: Who else could tell you something about tomorrow?
      - id: weather
        point: Corrects the plan for rain.
        followUp: What could upset such a forecast?
      - id: leftovers
        point: Counts leftovers at night and corrects the plan.
        followUp: How would you notice that your choice was wrong?
`

export function changed(from: string, to: string): string {
  if (BAKER_YAML.split(from).length !== 2) throw new Error(`"${from}" does not stand exactly once in the role`)
  return BAKER_YAML.replace(from, () => to)
}

/** The line, counted from 1, on which `text` stands for the first time. */
export const lineOf = (source: string, text: string) => source.slice(0, source.indexOf(text)).split('\n').length
