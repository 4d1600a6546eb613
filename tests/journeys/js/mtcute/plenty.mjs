// Much at once: many calls in flight, and calls and answers so long that both sides compress them.

import { given, play, tell } from '../story.mjs'
import { device, signUp } from './device.mjs'

play(async () => {
  const client = device({ carrier: given.carrier })
  const me = await signUp(client, given)

  const calls = Array.from({ length: given.calls }, () => client.call({ _: 'users.getUsers', id: [{ _: 'inputUserSelf' }] }))
  const answers = await Promise.all(calls)
  tell('many calls are answered', { answers: answers.filter(([user]) => user.id === me.id).length })

  const id = Array.from({ length: 150 }, () => ({ _: 'inputUserSelf' }))
  const users = await client.call({ _: 'users.getUsers', id })
  tell('a long answer is read', { users: users.filter((user) => user.id === me.id).length })

  await client.destroy()
  const complaints = client.complaints.filter((line) => !line.includes('resulted in a flood wait'))
  tell('gone', { complaints })
})
