// The network breaks while calls are on their way: what the server has done, it does not do twice.

import { Cable } from '../cable.mjs'
import { given, play, sleep, tell } from '../story.mjs'
import { device, signUp } from './device.mjs'

const { carrier, username } = given

play(async () => {
  const cable = await Cable.lay(given.server.host, given.server.port)
  const client = device({ carrier, port: cable.port })
  const me = await signUp(client, given)

  // The server hears the call and its answer gets lost. Done twice, it would be refused: USERNAME_NOT_MODIFIED.
  cable.deafen()
  const lost = client.setMyUsername(username)
  await sleep(500)
  cable.cut()
  tell('a lost answer comes again', { username: (await lost).username, sockets: cable.sockets })

  const users = []
  for (let cut = 1; cut <= 3; cut += 1) {
    const answers = []
    for (let n = 0; n < 20; n += 1) {
      answers.push(client.getUsers([me.id]), client.updateProfile({ bio: `entry ${n} before cut ${cut}` }))
      if (n === 10) cable.cut()
      await sleep(5)
    }
    users.push(...(await Promise.all(answers)).flat())
  }
  tell('all was answered', { same: users.filter((user) => user?.id === me.id).length, sockets: cable.sockets })
  await client.destroy()
})
