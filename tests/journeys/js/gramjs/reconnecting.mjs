// The network breaks, then the server is restarted. GramJS comes back without saying again which layer it speaks.

import { Api } from '../../../clients/node_modules/telegram/index.js'
import { Cable } from '../cable.mjs'
import { ask, given, play, tell } from '../story.mjs'
import { device, start } from './device.mjs'

const page = (client) => client.invoke(new Api.users.GetFullUser({ id: new Api.InputUserSelf() }))

play(async () => {
  const cable = await Cable.lay(given.server.host, given.server.port)
  const client = device({ ...given, port: cable.port })
  await start(client, given)
  const me = await client.getMe()

  cable.cut()
  tell('after a cut', { isSame: (await page(client)).users[0].id.equals(me.id), sockets: cable.sockets })

  await ask('wants a restart')
  tell('after a restart', { isSame: (await page(client)).users[0].id.equals(me.id) })
  await client.destroy()
})
