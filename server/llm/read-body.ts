import { LlmError } from './llm-error.ts'

/**
 * A chunk of the wire takes some 300 bytes for a token, so that this is room for more tokens than a model makes in the three
 * minutes that a grade may take; and little enough to be held for every call that is under way.
 */
const MOST_BYTES = 16 * 2 ** 20
/** Of a refusal its code and its first sentence are read. */
const MOST_ERROR_BYTES = 64 * 2 ** 10

/**
 * A body's text, piece by piece. Whoever stops reading hangs up.
 * @throws LlmError `output_invalid` where it does not end.
 */
export async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) {
      throw new LlmError('output_invalid', `the reply did not end within ${MOST_BYTES / 2 ** 20} MB`)
    }
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

/** Bodies of refusals are read whole: a fetch that lets no more than their beginning through. */
export function cutErrors(inner: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init)
    if (response.ok || response.body === null) return response
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(takeBeginning()), { status, statusText, headers })
  }
}

function takeBeginning(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let left = MOST_ERROR_BYTES
  return new TransformStream({
    transform: (chunk, controller) => {
      controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) controller.terminate()
    },
  })
}
