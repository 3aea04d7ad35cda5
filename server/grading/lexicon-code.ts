const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Uint8Array(128)
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i

/** Whole numbers from 0 as text: five bits a character, the sixth says that more follow. */
export function encodeNumbers(numbers: readonly number[]): string {
  let text = ''
  for (let number of numbers) {
    while (number >= 32) {
      text += DIGITS[32 + (number % 32)]
      number = Math.floor(number / 32)
    }
    text += DIGITS[number]
  }
  return text
}

/** The numbers in order. */
export function decodeNumbers(text: string): Uint32Array {
  const numbers = new Uint32Array(text.length)
  let count = 0
  let number = 0
  let shift = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? 0
    number |= (value & 31) << shift
    shift += 5
    if (value >= 32) continue
    numbers[count++] = number
    number = 0
    shift = 0
  }
  return numbers.subarray(0, count)
}

/** Sorted lower-case words, each as the length that it shares with the word before (a capital letter) and the rest. */
export function encodeWords(sorted: readonly string[]): string {
  let before = ''
  let text = ''
  for (const word of sorted) {
    let shared = 0
    while (shared < 25 && shared < before.length && word[shared] === before[shared] && shared < word.length - 1)
      shared++
    text += String.fromCharCode(65 + shared) + word.slice(shared)
    before = word
  }
  return text
}

export function decodeWords(text: string): string[] {
  const words: string[] = []
  let before = ''
  let at = 0
  while (at < text.length) {
    let end = at + 1
    while (end < text.length && text.charCodeAt(end) >= 97) end++
    before = before.slice(0, text.charCodeAt(at) - 65) + text.slice(at + 1, end)
    words.push(before)
    at = end
  }
  return words
}

/** The bits of a Bloom filter of `size` bits that stand for a word: three of them, FNV-1a hashes with different starts. */
export function filterBits(word: string, size: number): number[] {
  return [0x811c9dc5, 0x1b873593, 0x9e3779b9].map((start) => {
    let hash = start
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
    hash ^= hash >>> 15
    return (Math.imul(hash, 0x2c1b3c6d) >>> 0) % size
  })
}
