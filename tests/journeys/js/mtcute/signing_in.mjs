// Somebody new signs up; a second device signs in by the code that the first one shows, and leaves again.

import { ask, given, play, refusal, tell } from '../story.mjs'
import { device, hasTemporaryKey, signUp, update } from './device.mjs'

const { carrier, phone, firstName, lastName } = given

play(async () => {
  const first = device({ carrier })
  tell('a stranger is refused', { refused: await refusal(first.getMe()) })

  const code = async () => (await ask('a code was sent')).code
  const me = await signUp(first, { phone, code, firstName, lastName })
  tell('signed up', {
    id: me.id,
    name: me.displayName,
    phone: me.phoneNumber,
    isSelf: me.isSelf,
    temporaryKey: await hasTemporaryKey(first),
  })

  const page = await first.getFullUser('me')
  tell('looked at the own page', { id: page.id, bio: page.bio, isBlocked: page.isBlocked })

  const second = device({ carrier })
  const { phoneCodeHash, type, length } = await second.sendCode({ phone })
  const shown = (await update(first, 'updateServiceNotification')).message.match(/\b\d{5}\b/)[0]
  tell('the first device shows a code', { code: shown, type, length })

  const wrong = shown === '00000' ? '11111' : '00000'
  const refused = await refusal(second.signIn({ phone, phoneCodeHash, phoneCode: wrong }))
  const user = await second.signIn({ phone, phoneCodeHash, phoneCode: shown })
  await update(first, 'updateNewAuthorization')
  const again = await refusal(second.signIn({ phone, phoneCodeHash, phoneCode: shown }))
  tell('the second device is in', { id: user.id, refused, again })

  await second.logOut()
  tell('the second device left', { refused: await refusal(second.getMe()), first: (await first.getMe()).id })

  await Promise.all([first.destroy(), second.destroy()])
  tell('both are gone', { complaints: [...first.complaints, ...second.complaints] })
})
