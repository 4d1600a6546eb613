"""contacts.*: the contact book, finding people, keeping people out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from folkmoot.domain.accounts import Card, Contacts, NoSuchUsername, OwnerKind, People, Usernames
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .errors import Rpc
from .peers import Peers
from .push import Push
from .render import Render, contact_bar, presence, seconds

Given = TypeVar("Given")

AT_ONCE = 1000
"""People or numbers that one call may name."""

PAGE = 100
SHORTEST_QUERY = 2


class ContactBook:
    """The namespace `contacts`."""

    def __init__(
        self,
        contacts: Contacts,
        people: People,
        usernames: Usernames,
        peers: Peers,
        render: Render,
        push: Push,
    ) -> None:
        self._contacts = contacts
        self._people = people
        self._usernames = usernames
        self._peers = peers
        self._render = render
        self._push = push

    # --- the book ------------------------------------------------------------------------------------------

    @serves(tl.ContactsGetContacts)
    async def get_contacts(self, caller: Caller, request: tl.ContactsGetContacts) -> tl.TypeContactsContacts:
        book = await self._contacts.book(caller.user)
        if request.hash and request.hash == vector_hash([len(book), *(contact.user for contact in book)]):
            return tl.ContactsContactsNotModified()
        return tl.ContactsContacts(
            contacts=[tl.Contact(user_id=contact.user, mutual=contact.is_mutual) for contact in book],
            saved_count=len(book),
            users=await self._render.users(caller.user, (contact.user for contact in book)),
        )

    @serves(tl.ContactsGetStatuses)
    async def get_statuses(
        self, caller: Caller, request: tl.ContactsGetStatuses
    ) -> list[tl.TypeContactStatus]:
        book = await self._contacts.book(caller.user)
        seen = await self._people.see(caller.user, (contact.user for contact in book))
        return [
            tl.ContactStatus(user_id=user, status=presence(person.presence) or tl.UserStatusEmpty())
            for user, person in seen.items()
        ]

    @serves(tl.ContactsImportContacts)
    async def import_contacts(
        self, caller: Caller, request: tl.ContactsImportContacts
    ) -> tl.ContactsImportedContacts:
        cards = [
            Card(card.client_id, card.phone, card.first_name, card.last_name, _text(card.note))
            for card in request.contacts
        ]
        imported = await self._contacts.bring_in(caller.user, cards)
        users = await self._render.users(caller.user, (user for _, user in imported.found))
        if users:
            await self._tell_of_book(caller, users)
        return tl.ContactsImportedContacts(
            imported=[tl.ImportedContact(user_id=user, client_id=client) for client, user in imported.found],
            popular_invites=[],
            retry_contacts=imported.later,
            users=users,
        )

    @serves(tl.ContactsAddContact)
    async def add_contact(self, caller: Caller, request: tl.ContactsAddContact) -> tl.Updates:
        person = self._peers.user(caller.user, request.id)
        await self._contacts.add(
            caller.user,
            person,
            request.first_name,
            request.last_name,
            note=_text(request.note),
            show_phone=request.add_phone_privacy_exception,
        )
        return await self._changed(caller, [person])

    @serves(tl.ContactsAcceptContact)
    async def accept_contact(self, caller: Caller, request: tl.ContactsAcceptContact) -> tl.Updates:
        person = self._peers.user(caller.user, request.id)
        await self._contacts.accept(caller.user, person)
        return await self._changed(caller, [person])

    @serves(tl.ContactsDeleteContacts)
    async def delete_contacts(self, caller: Caller, request: tl.ContactsDeleteContacts) -> tl.Updates:
        people = [self._peers.user(caller.user, given) for given in _bounded(request.id)]
        await self._contacts.remove(caller.user, people)
        return await self._changed(caller, people)

    @serves(tl.ContactsDeleteByPhones)
    async def delete_by_phones(self, caller: Caller, request: tl.ContactsDeleteByPhones) -> bool:
        await self._contacts.remove_by_numbers(caller.user, _bounded(request.phones))
        await self._tell_of_book(caller, [])
        return True

    @serves(tl.ContactsUpdateContactNote)
    async def update_contact_note(self, caller: Caller, request: tl.ContactsUpdateContactNote) -> bool:
        person = self._peers.user(caller.user, request.id)
        await self._contacts.annotate(caller.user, person, request.note.text)
        return True

    async def _changed(self, caller: Caller, people: Sequence[UserId]) -> tl.Updates:
        """Tell all devices what these people are to the caller now; the caller's own by the answer."""
        seen = await self._people.see(caller.user, people)
        updates = self._render.updates(
            [
                tl.UpdatePeerSettings(
                    peer=tl.PeerUser(user_id=user), settings=contact_bar(person, shares_phone=True)
                )
                for user, person in seen.items()
            ],
            [self._render.user(caller.user, person) for person in seen.values()],
        )
        await self._push.to_user(caller.user, updates, but=caller.session)
        return updates

    async def _tell_of_book(self, caller: Caller, users: Sequence[tl.TypeUser]) -> None:
        """Let the other devices read the book anew."""
        updates = self._render.updates([tl.UpdateContactsReset()], users)
        await self._push.to_user(caller.user, updates, but=caller.session)

    # --- finding people ------------------------------------------------------------------------------------

    @serves(tl.ContactsResolveUsername)
    async def resolve_username(
        self, caller: Caller, request: tl.ContactsResolveUsername
    ) -> tl.ContactsResolvedPeer:
        return await self._resolved(caller, await self._named(request.username))

    @serves(tl.ContactsResolvePhone)
    async def resolve_phone(
        self, caller: Caller, request: tl.ContactsResolvePhone
    ) -> tl.ContactsResolvedPeer:
        return await self._resolved(caller, await self._contacts.find_by_number(caller.user, request.phone))

    @serves(tl.ContactsSearch)
    async def search(self, caller: Caller, request: tl.ContactsSearch) -> tl.ContactsFound:
        """Look through the caller's contacts, and for whoever has exactly this username."""
        words = request.q.strip().removeprefix("@")
        if len(words) < SHORTEST_QUERY:
            raise Rpc(400, "QUERY_TOO_SHORT")
        mine = await self._contacts.search(caller.user, words, _page(request.limit))
        try:
            others = [user] if (user := await self._named(words)) not in mine else []
        except NoSuchUsername:
            others = []
        return tl.ContactsFound(
            my_results=[tl.PeerUser(user_id=user) for user in mine],
            results=[tl.PeerUser(user_id=user) for user in others],
            chats=[],
            users=await self._render.users(caller.user, [*mine, *others]),
        )

    async def _named(self, username: str) -> UserId:
        owner = await self._usernames.resolve(username)
        if owner.kind is not OwnerKind.USER:
            raise NoSuchUsername
        return UserId(owner.id)

    async def _resolved(self, caller: Caller, user: UserId) -> tl.ContactsResolvedPeer:
        return tl.ContactsResolvedPeer(
            peer=tl.PeerUser(user_id=user), chats=[], users=await self._render.users(caller.user, [user])
        )

    # --- keeping people out --------------------------------------------------------------------------------

    @serves(tl.ContactsBlock)
    async def block(self, caller: Caller, request: tl.ContactsBlock) -> bool:
        person = self._peers.person(caller.user, request.id)
        if not request.my_stories_from and await self._contacts.block(caller.user, person):
            await self._tell_of_block(caller, person, blocked=True)
        return True

    @serves(tl.ContactsUnblock)
    async def unblock(self, caller: Caller, request: tl.ContactsUnblock) -> bool:
        person = self._peers.person(caller.user, request.id)
        if not request.my_stories_from and await self._contacts.unblock(caller.user, person):
            await self._tell_of_block(caller, person, blocked=False)
        return True

    async def _tell_of_block(self, caller: Caller, person: UserId, *, blocked: bool) -> None:
        update = tl.UpdatePeerBlocked(peer_id=tl.PeerUser(user_id=person), blocked=blocked)
        users = await self._render.users(caller.user, [person])
        await self._push.to_user(caller.user, self._render.updates([update], users), but=caller.session)

    @serves(tl.ContactsGetBlocked)
    async def get_blocked(self, caller: Caller, request: tl.ContactsGetBlocked) -> tl.TypeContactsBlocked:
        """There are no stories to keep people from, so that list is empty."""
        if request.my_stories_from:
            return tl.ContactsBlocked(blocked=[], chats=[], users=[])
        found = await self._contacts.blocked(caller.user, request.offset, _page(request.limit))
        blocked = [
            tl.PeerBlocked(peer_id=tl.PeerUser(user_id=user), date=seconds(at)) for user, at in found.page
        ]
        users = await self._render.users(caller.user, (user for user, _ in found.page))
        if len(blocked) == found.total:
            return tl.ContactsBlocked(blocked=blocked, chats=[], users=users)
        return tl.ContactsBlockedSlice(count=found.total, blocked=blocked, chats=[], users=users)


def vector_hash(numbers: Iterable[int]) -> int:
    """Return the hash over ids by which clients ask "has this list changed?", as a signed 64-bit number.

    Telegram's own algorithm for hashes of results: https://core.telegram.org/api/offsets#hash-generation
    """
    made = 0
    for number in numbers:
        made ^= made >> 21
        made ^= made << 35
        made &= 0xFFFF_FFFF_FFFF_FFFF
        made ^= made >> 4
        made = (made + number) & 0xFFFF_FFFF_FFFF_FFFF
    return made - (1 << 64) if made >> 63 else made


def _bounded(given: Sequence[Given]) -> Sequence[Given]:
    if len(given) > AT_ONCE:
        raise Rpc(400, "LIMIT_INVALID")
    return given


def _text(note: tl.TextWithEntities | None) -> str | None:
    return None if note is None else note.text


def _page(limit: int) -> int:
    """Return how many to show: what was asked for, within reason; clients send 0 for "as you like"."""
    return min(limit, PAGE) if limit > 0 else PAGE
