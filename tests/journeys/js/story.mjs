// What every script shares: what it may know, how it tells its steps, how it waits for things.
// One JSON line each way; the other side is tests/support/node.py.

import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function heard() {
  const { value, done } = await lines.next()
  if (done) throw new Error('the test has gone')
  return JSON.parse(value)
}

/** The server's address and key (`server`), and what the test says of this story. */
export const given = await heard()

/** Tell the test of a step. */
export function tell(step, what = {}) {
  process.stdout.write(`${JSON.stringify({ step, ...what })}\n`)
}

/** Tell of a step and wait for the test's part in it; returns what it says. */
export function ask(step, what = {}) {
  tell(step, what)
  return heard()
}

/** Play the story to its end, or tell where it broke. */
export async function play(story) {
  try {
    await story()
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`)
    process.exit(1)
  }
  tell('done')
  process.exit(0)
}

/** Return the name with which a call is refused; that it is not is an error. */
export async function refusal(call) {
  try {
    await call
  } catch (error) {
    const name = error.text ?? error.errorMessage
    if (name === undefined) throw error
    return name
  }
  throw new Error('the call was not refused')
}

/** Return what `look` finds once it finds something; it is asked again and again for `seconds`. */
export async function until(what, look, seconds = 10) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) {
    const found = await look()
    if (found) return found
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`)
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
