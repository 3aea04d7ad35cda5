import express, { type RequestHandler } from 'express'

/** Parses a JSON body of at most so many bytes; each route says its own limit. */
export function json(limitBytes: number): RequestHandler {
  return express.json({ limit: limitBytes, strict: false })
}
