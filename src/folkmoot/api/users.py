"""users.*: looking at people."""

from __future__ import annotations

from folkmoot.domain.accounts import People
from folkmoot.kernel.ids import UserId
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .errors import Rpc
from .peers import Peers
from .render import Render, contact_bar

AT_ONCE = 200
"""Users that one call may ask for."""


class Users:
    """The namespace `users`, and the bar that clients show above a chat with a stranger."""

    def __init__(self, people: People, peers: Peers, render: Render) -> None:
        self._people = people
        self._peers = peers
        self._render = render

    @serves(tl.UsersGetUsers)
    async def get_users(self, caller: Caller, request: tl.UsersGetUsers) -> list[tl.TypeUser]:
        """Answer in the order asked; `userEmpty` stands where nobody is, or the hash is not the caller's."""
        if len(request.id) > AT_ONCE:
            raise Rpc(400, "LIMIT_INVALID")
        named = [self._named(caller.user, given) for given in request.id]
        seen = await self._people.see(caller.user, [user for user in named if user is not None])
        return [
            self._render.user(caller.user, seen[user]) if user in seen else tl.UserEmpty(id=_claimed(given))
            for user, given in zip(named, request.id, strict=True)
        ]

    def _named(self, viewer: UserId, given: tl.TypeInputUser) -> UserId | None:
        try:
            return self._peers.user(viewer, given)
        except Rpc:
            return None

    @serves(tl.UsersGetFullUser)
    async def get_full_user(self, caller: Caller, request: tl.UsersGetFullUser) -> tl.UsersUserFull:
        user = self._peers.user(caller.user, request.id)
        return self._render.full(caller.user, await self._people.full(caller.user, user))

    @serves(tl.MessagesGetPeerSettings)
    async def get_peer_settings(
        self, caller: Caller, request: tl.MessagesGetPeerSettings
    ) -> tl.MessagesPeerSettings:
        user = self._peers.person(caller.user, request.peer)
        page = await self._people.full(caller.user, user)
        return tl.MessagesPeerSettings(
            settings=contact_bar(page.person, shares_phone=page.sees_viewers_phone),
            chats=[],
            users=[self._render.user(caller.user, page.person)],
        )


def _claimed(given: tl.TypeInputUser) -> int:
    return given.user_id if isinstance(given, tl.InputUser | tl.InputUserFromMessage) else 0
