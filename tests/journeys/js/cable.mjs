// A stretch of cable before the server, for what networks do to clients.

import { connect, createServer } from 'node:net'

export class Cable {
  #ends = new Set()
  #server
  #deaf = false

  /** How many sockets have gone through it so far. */
  sockets = 0

  /** Lay a cable to the server; clients find it at `port`. */
  static async lay(host, port) {
    const cable = new Cable()
    cable.#server = createServer((client) => cable.#join(client, connect(port, host)))
    await new Promise((resolve) => cable.#server.listen(0, '127.0.0.1', resolve))
    cable.#server.unref()
    cable.port = cable.#server.address().port
    return cable
  }

  #join(client, upstream) {
    this.sockets += 1
    for (const [from, to] of [[client, upstream], [upstream, client]]) {
      from.setNoDelay(true)
      from.on('data', (bytes) => {
        if (from === client || !this.#deaf) to.write(bytes)
      })
      from.on('error', () => {})
      from.on('close', () => to.destroy())
    }
    const ends = [client, upstream]
    this.#ends.add(ends)
    client.on('close', () => this.#ends.delete(ends))
  }

  /** From now on nothing of what the server says arrives, while it hears everything. Ends with `cut`. */
  deafen() {
    this.#deaf = true
  }

  /** Break every connection at once, as a lost network does; new ones go through again. */
  cut() {
    this.#deaf = false
    for (const [client, upstream] of this.#ends) {
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
  }
}
