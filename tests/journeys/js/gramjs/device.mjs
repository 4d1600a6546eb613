// A device of somebody who uses GramJS, as its package stands in tests/clients.

import bigInt from '../../../clients/node_modules/big-integer/BigInteger.js'
import { Logger, TelegramClient, extensions, sessions } from '../../../clients/node_modules/telegram/index.js'
import rsa from '../../../clients/node_modules/telegram/crypto/RSA.js'
import connections from '../../../clients/node_modules/telegram/network/connection/index.js'
import { createPublicKey } from 'node:crypto'

import { given } from '../story.mjs'

const { n, e } = createPublicKey(given.server.public_key_pem).export({ format: 'jwk' })
const number = (text) => bigInt(Buffer.from(text, 'base64url').toString('hex'), 16)
rsa._serverKeys.set(given.server.fingerprint, { n: number(n), e: number(e).toJSNumber() })

/** GramJS knows the ports 80 and 443 only; this connection goes to another. */
const toPort = (port, Connection) =>
  class extends Connection {
    constructor(options) {
      super({ ...options, port })
    }
  }

class OurWebsocket extends extensions.PromisedWebSockets {
  getWebSocketLink() {
    return given.server.ws
  }
}

const CARRIERS = {
  'full': { connection: connections.ConnectionTCPFull },
  'abridged': { connection: connections.ConnectionTCPAbridged },
  'obfuscated': { connection: connections.ConnectionTCPObfuscated },
  'websocket': { connection: connections.ConnectionTCPObfuscated, networkSocket: OurWebsocket },
}

/**
 * What it complains of without reason. It drops leading zeros of a key, so that one key exchange in 256 fails at
 * its end; it begins another on the same socket.
 */
const ITS_OWN_FAULT = /connection failed attempt: 1$/

class Complaints extends Logger {
  lines = []

  constructor() {
    super('error')
  }

  log(level, message) {
    if (!ITS_OWN_FAULT.test(message)) this.lines.push(`[${level}] ${message}`)
  }
}

/** A client with an empty session of its own; `client.complaints` gathers the library's error lines. */
export function device({ carrier, port = given.server.port }) {
  const session = new sessions.MemorySession()
  session.setDC(given.server.dc_id, given.server.host, port)
  const baseLogger = new Complaints()
  const { connection, ...options } = CARRIERS[carrier]
  const client = new TelegramClient(session, 1, 'any', { baseLogger, connection: toPort(port, connection), ...options })
  client.complaints = baseLogger.lines
  return client
}

/** Sign in, or up when nobody has the number yet, as GramJS's own `start` does it. */
export async function start(client, { phone, code, firstName, lastName = '', password }) {
  await client.start({
    phoneNumber: phone,
    phoneCode: async () => code,
    firstAndLastNames: async () => [firstName, lastName],
    password: async () => password,
    onError: (error) => {
      throw error
    },
  })
}
