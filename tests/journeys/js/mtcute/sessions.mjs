// Somebody looks at the devices that are signed in, ends one of them, then all others.

import { given, play, refusal, tell, until } from '../story.mjs'
import { device, signIn, signUp, update } from './device.mjs'

const list = async (client) => (await client.call({ _: 'account.getAuthorizations' })).authorizations

play(async () => {
  const named = (deviceModel) => device({ initConnectionOptions: { deviceModel, appVersion: '4.2' } })
  const [desk, phone, tablet] = ['Desk', 'Phone', 'Tablet'].map(named)
  await signUp(desk, given)
  await signIn(phone, given)
  await signIn(tablet, given)

  const devices = await list(desk)
  tell('three devices are listed', {
    devices: devices.map((each) => [each.deviceModel, each.appVersion, each.apiId, each.current, String(each.hash)]),
    addresses: devices.map((each) => each.ip),
  })

  const { hash } = devices.find((each) => each.deviceModel === 'Phone')
  await desk.call({ _: 'account.resetAuthorization', hash })
  tell('one is ended', {
    refused: await refusal(phone.getMe()),
    left: (await list(tablet)).map((each) => each.deviceModel).sort(),
    again: await refusal(desk.call({ _: 'account.resetAuthorization', hash })),
  })

  await desk.call({ _: 'auth.resetAuthorizations' })
  tell('all others are ended', {
    refused: await refusal(tablet.getMe()),
    left: (await list(desk)).map((each) => each.deviceModel),
  })

  await signIn(phone, given)
  tell('an ended one may sign in again', { left: (await list(desk)).map((each) => each.deviceModel).sort() })

  await Promise.all([desk, phone, tablet].map((client) => client.destroy()))
})
