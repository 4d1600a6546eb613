// Somebody new signs up with GramJS, looks at the own page and the empty list of chats, and signs in elsewhere.

import { Api } from '../../../clients/node_modules/telegram/index.js'
import { given, play, tell } from '../story.mjs'
import { device, start } from './device.mjs'

play(async () => {
  const first = device(given)
  await start(first, given)
  const me = await first.getMe()
  tell('signed up', { id: String(me.id), firstName: me.firstName, phone: me.phone, isSelf: me.self })

  const { fullUser, users } = await first.invoke(new Api.users.GetFullUser({ id: new Api.InputUserSelf() }))
  tell('looked at the own page', { id: String(fullUser.id), firstName: users[0].firstName })

  const dialogs = await first.getDialogs({})
  tell('looked at the chats', { chats: dialogs.length })

  const second = device(given)
  await start(second, given)
  tell('signed in elsewhere', { id: String((await second.getMe()).id) })

  await Promise.all([first.destroy(), second.destroy()])
  tell('both are gone', { complaints: [...first.complaints, ...second.complaints] })
})
