"""A household of people with clients: bytes in, bytes out, through the real dispatch."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from telethon.extensions import BinaryReader

from folkmoot.api.account import Account
from folkmoot.api.caller import Caller, Device
from folkmoot.api.contacts import ContactBook
from folkmoot.api.dispatch import Dispatch
from folkmoot.api.help import Help, Place
from folkmoot.api.peers import PeerKind, Peers
from folkmoot.api.render import Render
from folkmoot.api.small import Small
from folkmoot.api.users import Users
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.mtproto import tl
from tests.domain.accounts.town import Citizen, Town

PLACE = Place("203.0.113.1", 4430, 2, "https://folk.example/")


class Refusal(Exception):
    """The call was answered by an error; the text is its name."""


@dataclass
class RecordingPush:
    """Remembers what was pushed to whom."""

    sent: list[tuple[UserId, tl.Updates, SessionId]] = field(default_factory=list)

    async def to_user(self, user: UserId, updates: tl.Updates, *, but: SessionId) -> None:
        self.sent.append((user, updates, but))

    def take(self) -> list[tl.TypeUpdate]:
        """Return the updates since the last time, without their wrapping."""
        updates = [update for _, sent, _ in self.sent for update in sent.updates]
        self.sent.clear()
        return updates


def read_by_telethon(body: bytes) -> None:
    """Let a stock client's own reader take an answer in the newest layer, to its last byte."""
    reader = BinaryReader(body)
    reader.tgread_object()
    assert reader.tell_position() == len(body)


class Alone:
    """No other calls in the session, and nothing to remember of the app."""

    async def after(self, msg_ids: tuple[int, ...], own: int) -> str | None:
        return None

    def without_updates(self) -> None: ...

    async def remember_app(self, key_id: AuthKeyId, layer: int, app: object) -> None: ...


@dataclass
class Member:
    """Somebody with a client."""

    household: Household
    citizen: Citizen
    device: Device

    @property
    def id(self) -> UserId:
        return self.citizen.id

    @property
    def phone(self) -> str:
        return self.citizen.phone

    async def call(self, request: tl.TLObject) -> Any:
        """Make a call and return the decoded answer; raises `Refusal`."""
        return await self.household.call(self.device, request)

    def user(self, other: Member | UserId) -> tl.InputUser:
        """Name `other` as this member may."""
        id = other if isinstance(other, int) else other.id
        return tl.InputUser(
            user_id=id, access_hash=self.household.peers.access_hash(self.id, PeerKind.USER, id)
        )

    def peer(self, other: Member) -> tl.InputPeerUser:
        """Name `other` as a peer."""
        named = self.user(other)
        return tl.InputPeerUser(user_id=named.user_id, access_hash=named.access_hash)


class Household:
    """All namespaces about people, over one database."""

    def __init__(self, town: Town) -> None:
        self.town, self.push, self.clock = town, RecordingPush(), town.desk.clock
        self.peers = Peers(town.desk.keyring)
        self.render = Render(town.people, self.peers, self.clock)
        self.dispatch = Dispatch(
            self.clock,
            Alone(),
            [
                Users(town.people, self.peers, self.render),
                ContactBook(town.contacts, town.people, town.usernames, self.peers, self.render, self.push),
                Account(
                    town.people,
                    town.usernames,
                    town.choices,
                    town.leaving,
                    self.peers,
                    self.render,
                    self.push,
                ),
                Help(PLACE, self.clock),
                Small(self.clock),
            ],
            calls=Buckets(10_000, 1.0),
        )

    async def join(self, first: str, layer: int = tl.NEWEST) -> Member:
        """Sign somebody up, whose client speaks `layer`."""
        citizen = await self.town.settle(first)
        device = Device(citizen.origin.key, citizen.id, AuthorizationId(1), layer)
        return Member(self, citizen, device)

    async def call(self, device: Device, request: tl.TLObject) -> Any:
        """Make a call from `device` and return the decoded answer; raises `Refusal`."""
        caller = Caller(device, SessionId(1), "203.0.113.9", 5000, device.key_id)
        query = tl.encode(request, device.layer)
        body = await self.dispatch.answer(caller, query, Alone())
        if device.layer == tl.NEWEST:
            read_by_telethon(body)
        if body in (tl.TRUE, tl.FALSE):
            return body == tl.TRUE
        answer = tl.decode(body)
        if isinstance(answer, tl.RpcError):
            raise Refusal(answer.error_message)
        return answer.items if isinstance(answer, tl.Vector) else answer
