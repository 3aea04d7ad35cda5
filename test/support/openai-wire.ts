import type { ServerResponse } from 'node:http'
import { setImmediate as nextTick } from 'node:timers/promises'
import type { Content } from './openai-content.ts'
import type { ChatRequest, Fault, Usage } from './openai-faults.ts'

const ABOUT = { id: 'chatcmpl-1', created: 1_700_000_000 }

/** A completion in one piece. */
export function writeCompletion(
  response: ServerResponse,
  request: ChatRequest,
  content: Content & { usage: Usage | null },
  faults: ReadonlySet<Fault>,
): void {
  const type = faults.has('other_type') ? 'text/plain' : 'application/json'
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` })
  const message = { role: 'assistant', content: wrapText(content.text, faults), refusal: null }
  const finish = faults.has('no_finish') ? {} : { finish_reason: content.finish }
  const choices = [{ index: 0, message, ...finish, logprobs: null }]
  const counted = content.usage
  const usage = counted && { ...counted, total_tokens: counted.prompt_tokens + counted.completion_tokens }
  response.end(JSON.stringify({ ...ABOUT, object: 'chat.completion', model: request.model, choices, usage }))
}

/** A completion as server-sent events. Never ends the response where a fault leaves it hanging. */
export async function writeStream(
  response: ServerResponse,
  request: ChatRequest,
  content: Content & { usage: Usage | null },
  faults: ReadonlySet<Fault>,
): Promise<void> {
  const newline = faults.has('crlf') ? '\r\n' : '\n'
  const send = async (data: string) => {
    const bytes = Buffer.from(`data: ${data}${newline}${newline}`)
    // Every byte a chunk of its own: no character above ASCII arrives whole.
    const size = faults.has('split_utf8') ? 1 : bytes.length
    for (let at = 0; at < bytes.length && !response.destroyed; at += size) response.write(bytes.subarray(at, at + size))
    await nextTick()
  }
  const sendChoice = async (delta: object, finish: string | null = faults.has('empty_finish') ? '' : null) => {
    const choices = [{ index: 0, delta, finish_reason: finish }]
    await send(JSON.stringify({ ...ABOUT, object: 'chat.completion.chunk', model: request.model, choices }))
  }

  const writeEnd = async () => {
    if (!faults.has('no_finish')) await sendChoice({}, content.finish)
    if (request.stream_options?.include_usage && content.usage !== null) {
      await send(JSON.stringify({ ...ABOUT, choices: [], usage: content.usage }))
    }
    if (!faults.has('no_done')) await send('[DONE]')
  }

  const type = faults.has('other_type') ? 'application/json' : 'text/event-stream'
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' })
  response.flushHeaders()
  if (faults.has('stall_first')) return
  if (faults.has('empty_choices')) await send(JSON.stringify({ ...ABOUT, choices: [], usage: null }))
  if (!faults.has('missing_role')) await sendChoice({ role: 'assistant', content: '' })
  if (faults.has('refusal')) await sendChoice({ refusal: 'I cannot help with that.' })
  if (faults.has('reasoning_content')) await sendChoice({ reasoning_content: 'The secret point is', content: null })
  if (faults.has('thinking_parts')) await sendChoice({ content: [THINKING_PART] })
  const pieces = content.text.match(/\s*\S+\s*/g) ?? []
  for (const [i, piece] of pieces.entries()) {
    if (i === Math.floor(pieces.length / 2) && (await breaksOff(response, faults, send))) return
    await sendChoice({ content: wrapText(piece, faults) })
  }
  if (!faults.has('eof')) await writeEnd()
  response.end()
}

const THINKING_PART = { type: 'thinking', thinking: [{ type: 'text', text: 'The secret point is' }] }

function wrapText(text: string, faults: ReadonlySet<Fault>) {
  return faults.has('content_parts') ? [{ type: 'text', text }] : text
}

/** What happens in the middle of the text. @returns whether nothing comes after it. */
async function breaksOff(
  response: ServerResponse,
  faults: ReadonlySet<Fault>,
  send: (data: string) => Promise<void>,
): Promise<boolean> {
  if (faults.has('stall')) return true
  if (faults.has('reset')) {
    // What was written before is to arrive.
    await nextTick()
    response.socket?.resetAndDestroy()
    return true
  }
  if (faults.has('eof')) {
    response.end()
    return true
  }
  if (faults.has('error_event')) await send(JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } }))
  if (faults.has('malformed_event')) await send('{"choices": [')
  const flood = JSON.stringify({ choices: [{ index: 0, delta: { content: 'more and '.repeat(8_000) } }] })
  while (faults.has('endless') && !response.destroyed) {
    if (response.writableNeedDrain) await nextTick()
    else await send(flood)
  }
  while (faults.has('trickle') && !response.destroyed) {
    response.write(': still here\n\n')
    await new Promise((resolve) => setTimeout(resolve, 5))
    await send(
      JSON.stringify({ ...ABOUT, choices: [{ index: 0, delta: { reasoning_content: 'hm' }, finish_reason: null }] }),
    )
  }
  return false
}
