// The server is restarted while people's calls are on their way: all are answered, none is lost.

import { ask, given, play, tell } from '../story.mjs'
import { device, signIn, signUp, update } from './device.mjs'

const BEFORE = 20
const AFTER = 20
let restarted = false

/** Somebody who changes the own page again and again, and looks at it meanwhile. */
class Writer {
  written = 0
  asked = []

  constructor(person) {
    this.person = person
    this.client = device(person)
  }

  async write() {
    this.asked.push(this.client.getUsers([this.me.id]))
    await this.client.updateProfile({ bio: `entry ${this.written + 1}` })
    this.written += 1
  }

  async begin() {
    this.me = await signUp(this.client, this.person)
    while (this.written < BEFORE) await this.write()
  }

  async goOn() {
    while (!restarted) await this.write()
    const through = this.written
    while (this.written < through + AFTER) await this.write()
    const users = await Promise.all(this.asked)
    const { bio } = await this.client.getFullUser('me')
    return {
      during: through - BEFORE,
      lost: users.filter(([user]) => user?.id !== this.me.id).length,
      isLast: bio === `entry ${this.written}`,
    }
  }

  async hearsUpdates() {
    const other = device(this.person)
    await signIn(other, this.person)
    await this.client.setMyUsername(this.person.username)
    const { userId } = await update(other, 'updateUserName')
    await Promise.all([this.client.destroy(), other.destroy()])
    return userId === this.me.id
  }
}

play(async () => {
  const writers = given.people.map((person) => new Writer(person))
  await Promise.all(writers.map((writer) => writer.begin()))
  const restart = ask('in the middle').then(() => { restarted = true })
  const ends = await Promise.all(writers.map((writer) => writer.goOn()))
  await restart
  tell('all was answered', { ends })
  tell('updates arrive as before', { heard: await Promise.all(writers.map((writer) => writer.hearsUpdates())) })
})
