// Two people find each other, keep each other in their contact books, and decide what the other may see.

import { given, play, refusal, tell } from '../story.mjs'
import { device, signIn, signUp, update } from './device.mjs'

const { alice, bob } = given

const missing = async (look) => (await look.catch((error) => error)).constructor.name

play(async () => {
  const [hers, his] = [device(), device()]
  const { id } = await signUp(hers, alice)
  await signUp(his, bob)
  const hersToo = device()
  await signIn(hersToo, alice)

  await hers.updateProfile({ firstName: 'Alicia', lastName: 'Pleasance', bio: alice.bio })
  const renamed = await update(hersToo, 'updateUserName')
  await hers.setMyUsername(alice.username)
  const named = await update(hersToo, 'updateUserName')
  tell('her other device sees the change', {
    isHers: renamed.userId === id && named.userId === id,
    firstName: renamed.firstName,
    usernames: named.usernames.map((each) => each.username),
  })

  const [seen] = await his.getUsers(alice.username)
  const page = await his.getFullUser(alice.username)
  tell('he finds her by her username', {
    isShe: seen.id === id,
    name: seen.displayName,
    phone: seen.phoneNumber,
    bio: page.bio,
    taken: await refusal(his.setMyUsername(alice.username.toUpperCase())),
    invalid: await refusal(his.setMyUsername('1x')),
    nobody: await missing(his.resolvePeer('nobody_is_called_so', true)),
  })

  await contacts(hers, his, id)
  await privacy(hers, his, id)

  await Promise.all([hers, hersToo, his].map((client) => client.destroy()))
  tell('all are gone', { complaints: [hers, hersToo, his].flatMap((client) => client.complaints) })
})

async function contacts(hers, his, id) {
  const { imported, users } = await his.importContacts([
    { phone: alice.phone, firstName: 'Al', lastName: 'From the pub' },
    { phone: given.unknown, firstName: 'Nobody', lastName: '' },
  ])
  const [kept] = await his.getContacts()
  tell('he imports her number', {
    imported: imported.length,
    clientId: Number(imported[0].clientId),
    isShe: users[0].id === id && kept.id === id,
    name: kept.displayName,
    isContact: kept.isContact,
    isMutual: kept.isMutualContact,
  })

  await hers.importContacts([{ phone: bob.phone, firstName: 'Bobby', lastName: '' }])
  const [he] = await hers.getContacts()
  const [she] = await his.getUsers(id)
  tell('she imports his', { isMutual: he.isMutualContact && she.isMutualContact, phone: she.phoneNumber })

  const [gone] = await his.deleteContacts(id)
  tell('he deletes her', { isContact: gone.isContact, left: (await his.getContacts()).length, name: gone.displayName })

  const added = await his.addContact({ userId: id, firstName: 'Alice', lastName: 'again', sharePhone: true })
  tell('he adds her again', { isContact: added.isContact, name: added.displayName })

  await hers.blockUser(he.id)
  const blocked = await hers.call({ _: 'contacts.getBlocked', offset: 0, limit: 10 })
  const isBlocked = (await hers.getFullUser(he.id)).isBlocked
  await hers.unblockUser(he.id)
  tell('she blocks him for a while', {
    isHe: blocked.blocked[0].peerId.userId === he.id,
    isBlocked,
    isBlockedLater: (await hers.getFullUser(he.id)).isBlocked,
  })
}

async function privacy(hers, his, id) {
  const allow = (key, rule) => hers.call({ _: 'account.setPrivacy', key: { _: key }, rules: [{ _: rule }] })
  const phone = async () => (await his.getUsers(id))[0].phoneNumber
  const found = async () => {
    await his.deleteContacts(id)
    return (await his.importContacts([{ phone: alice.phone, firstName: 'Al', lastName: '' }])).imported.length
  }

  await hers.deleteContacts((await hers.getContacts())[0].id)
  await his.deleteContacts(id)
  const seen = [await phone()]
  await allow('inputPrivacyKeyPhoneNumber', 'inputPrivacyValueAllowAll')
  seen.push(await phone())
  await allow('inputPrivacyKeyPhoneNumber', 'inputPrivacyValueDisallowAll')
  seen.push(await phone())
  tell('she decides who sees her number', { seen })

  const finds = [await found()]
  await allow('inputPrivacyKeyAddedByPhone', 'inputPrivacyValueDisallowAll')
  finds.push(await found())
  tell('she decides who finds her by it', {
    finds,
    hidden: await missing(his.resolvePhoneNumber(alice.phone, true)),
    unknown: await missing(his.resolvePhoneNumber(given.unknown, true)),
  })
}
