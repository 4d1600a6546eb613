// A device of somebody who uses mtcute, as its packages stand in tests/clients.

import { format } from 'node:util'

import { connectWs } from '../../../clients/node_modules/@fuman/net/index.js'
import {
  IntermediatePacketCodec,
  MemoryStorage,
  NodePlatform,
  ObfuscatedPacketCodec,
  TcpTransport,
  TelegramClient,
} from '../../../clients/node_modules/@mtcute/node/index.js'
import { LogManager, NodeCryptoProvider, addPublicKey } from '../../../clients/node_modules/@mtcute/node/utils.js'
import websocket from '../../../clients/node_modules/websocket/index.js'
import { given, until } from '../story.mjs'

addPublicKey(new NodeCryptoProvider(), given.server.public_key_pem)

/** mtcute's own websocket always builds an address of Telegram's; this one goes to our server. */
class WebsocketTransport {
  connect({ port }) {
    const url = new URL(given.server.ws)
    url.port = port
    return connectWs({ url: url.href, implementation: websocket.w3cwebsocket, protocols: 'binary' })
  }

  packetCodec() {
    return new ObfuscatedPacketCodec(new IntermediatePacketCodec())
  }
}

const CARRIERS = {
  'tcp': () => ({ transport: new TcpTransport() }),
  'websocket': () => ({ transport: new WebsocketTransport() }),
  'temporary keys': () => ({ transport: new TcpTransport(), network: { usePfs: true } }),
}

/**
 * What it complains of without reason. It forgets a ping of its own when it becomes busy, and wonders about the
 * answer. It drops leading zeros of a key, so that one key exchange in 256 fails at its end; it begins another.
 */
const ITS_OWN_FAULT = /pong to unknown ping|Step 4: invalid nonce hash from server/

/** Gather what the library warns of. With MTCUTE_LOG_LEVEL=4 it tells all that it does, on standard error. */
function loggerInto(complaints) {
  const logger = new LogManager('client', new NodePlatform())
  logger.level = Math.max(LogManager.WARN, process.env.MTCUTE_LOG_LEVEL ?? 0)
  logger.handler = (color, level, tag, text, args) => {
    const line = format(`[${tag}] ${text}`, ...args)
    if (level <= LogManager.WARN && !ITS_OWN_FAULT.test(line)) complaints.push(line)
    if (process.env.MTCUTE_LOG_LEVEL) process.stderr.write(`${line}\n`)
  }
  return logger
}

/**
 * A client with an empty storage of its own.
 *
 * `client.complaints` gathers the warnings of the library, which knows the protocol and says when the server does
 * not; `client.updates` gathers the updates that arrived while somebody was signed in.
 */
export function device({ carrier = 'tcp', port = given.server.port, storage = new MemoryStorage(), ...options } = {}) {
  const dc = { id: given.server.dc_id, ipAddress: given.server.host, port }
  const complaints = []
  const client = new TelegramClient({
    apiId: 1,
    apiHash: 'any',
    storage,
    logger: loggerInto(complaints),
    defaultDcs: { main: dc, media: { ...dc, mediaOnly: true } },
    ...CARRIERS[carrier](),
    ...options,
  })
  client.complaints = complaints
  client.updates = []
  client.onRawUpdate.add(({ update, peers }) => client.updates.push({ ...update, users: peers.users }))
  return client
}

/** Tell whether the client talks under a temporary key. */
export async function hasTemporaryKey(client) {
  return (await client.storage.provider.authKeys.getTemp(given.server.dc_id, 0, Date.now())) !== null
}

/** Return the next update of this kind, waiting for it; each is returned once. */
export async function update(client, kind) {
  const found = await until(kind, () => client.updates.find((each) => each._ === kind))
  client.updates.splice(client.updates.indexOf(found), 1)
  return found
}

/**
 * Make an account for a new number. mtcute's own methods stop where Telegram lets only official apps go on, so
 * the two calls are made by hand. `code` is the code, or a function that gets it once it was sent.
 */
export async function signUp(client, { phone, code, firstName, lastName = '' }) {
  const { phoneCodeHash } = await client.sendCode({ phone })
  const phoneCode = typeof code === 'function' ? await code() : code
  const signUpRequired = await client.call({ _: 'auth.signIn', phoneNumber: phone, phoneCodeHash, phoneCode })
  if (signUpRequired._ !== 'auth.authorizationSignUpRequired') throw new Error(`signIn answered ${signUpRequired._}`)
  const signedUp = await client.call({ _: 'auth.signUp', phoneNumber: phone, phoneCodeHash, firstName, lastName })
  await client.notifyLoggedIn(signedUp)
  await listens(client)
  return client.getMe()
}

/** Sign in to an account that exists, as mtcute's own `start` does it. */
export async function signIn(client, { phone, code, password }) {
  const me = await client.start({ phone, code: () => code, password, codeSentCallback: () => {} })
  await listens(client)
  return me
}

/** Updates reach us once the library has asked for the state; it does that on its own, some time after sign-in. */
function listens(client) {
  return until('updates are heard', () => client._client.updates.updatesLoopActive)
}
