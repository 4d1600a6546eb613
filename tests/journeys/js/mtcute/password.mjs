// Somebody sets a second password; from then on a new device must give it, until it is removed.

import { given, play, refusal, tell } from '../story.mjs'
import { device, signUp } from './device.mjs'

const { phone, code, password, newPassword, hint } = given

async function enter(client) {
  const { phoneCodeHash } = await client.sendCode({ phone })
  return client.signIn({ phone, phoneCodeHash, phoneCode: code })
}

play(async () => {
  const owner = device()
  const me = await signUp(owner, given)
  await owner.enableCloudPassword({ password, hint })
  tell('a password is set', { hint: await owner.getPasswordHint() })

  const other = device()
  const needed = await refusal(enter(other))
  tell('it is asked for', { needed, hint: await other.getPasswordHint(), meanwhile: await refusal(other.getMe()) })

  const wrong = await refusal(other.checkPassword('not this one'))
  const user = await other.checkPassword(password)
  tell('only the right one opens', { wrong, isSame: user.id === me.id })

  const wrongOld = await refusal(owner.changeCloudPassword({ currentPassword: newPassword, newPassword: password, hint }))
  await owner.changeCloudPassword({ currentPassword: password, newPassword, hint })
  const third = device()
  await refusal(enter(third))
  const old = await refusal(third.checkPassword(password))
  tell('it is changed', { wrongOld, old, isSame: (await third.checkPassword(newPassword)).id === me.id })

  await owner.removeCloudPassword(newPassword)
  const fourth = device()
  tell('it is removed', { isSame: (await enter(fourth)).id === me.id, hint: await owner.getPasswordHint() })

  const all = [owner, other, third, fourth]
  await Promise.all(all.map((client) => client.destroy()))
  tell('all are gone', { complaints: all.flatMap((client) => client.complaints) })
})
