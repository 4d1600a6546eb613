"""What clients ask for in passing, where the honest answer is short: nothing here, or yes.

Each is a line of a table. A line goes when its subject gets a home of its own: messages, updates, media.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from folkmoot.kernel.clock import Clock
from folkmoot.mtproto import tl

from .caller import Caller
from .dispatch import serves
from .errors import Rpc

Answer = tl.TLObject | bool | list[Any]


def _state(now: int) -> tl.UpdatesState:
    """A box begins at 1; nothing has happened in it yet."""
    return tl.UpdatesState(pts=1, qts=0, date=now, seq=0, unread_count=0)


def _no_messages(request: Any, now: int) -> Answer:
    return tl.MessagesMessages(messages=[], chats=[], users=[])


def _no_chats(request: Any, now: int) -> Answer:
    return tl.MessagesChats(chats=[])


def _no_dialogs(request: Any, now: int) -> Answer:
    return tl.MessagesPeerDialogs(dialogs=[], messages=[], chats=[], users=[], state=_state(now))


def _no_strings(request: Any, now: int) -> Answer:
    """We carry no translations: clients keep the words that they were built with."""
    return tl.LangPackDifference(lang_code=request.lang_code, from_version=0, version=0, strings=[])


def _nothing(request: Any, now: int) -> Answer:
    return []


def _yes(request: Any, now: int) -> Answer:
    return True


def _always(answer: tl.TLObject) -> Callable[[Any, int], Answer]:
    return lambda request, now: answer


def _refuse(code: int, name: str) -> Callable[[Any, int], Answer]:
    def refuse(request: Any, now: int) -> Answer:
        raise Rpc(code, name)

    return refuse


BEFORE_SIGN_IN: dict[type[tl.TLObject], Callable[[Any, int], Answer]] = {
    tl.HelpGetAppUpdate: _always(tl.HelpNoAppUpdate()),
    tl.HelpSaveAppLog: _yes,  # thrown away: we keep no record of what people tap on
    tl.LangpackGetLangPack: _no_strings,
    tl.LangpackGetDifference: _no_strings,
    tl.LangpackGetStrings: _nothing,
    tl.LangpackGetLanguages: _nothing,
    tl.LangpackGetLanguage: _refuse(400, "LANG_CODE_NOT_SUPPORTED"),
}

ANSWERS: dict[type[tl.TLObject], Callable[[Any, int], Answer]] = {
    # no pushes through anybody's cloud: the token is not kept
    tl.AccountRegisterDevice: _yes,
    tl.AccountUnregisterDevice: _yes,
    tl.AccountUpdateDeviceLocked: _yes,
    tl.AccountGetNotifyExceptions: lambda request, now: tl.Updates(
        updates=[], users=[], chats=[], date=now, seq=0
    ),
    tl.HelpAcceptTermsOfService: _yes,
    tl.HelpDismissSuggestion: _yes,
    tl.HelpHidePromoData: _yes,
    tl.HelpGetDeepLinkInfo: _always(tl.HelpDeepLinkInfoEmpty()),
    tl.HelpGetPeerColors: lambda request, now: _colors(request.hash),
    tl.HelpGetPeerProfileColors: lambda request, now: _colors(request.hash),
    # who writes to whom most is not worked out, so it cannot leak
    tl.ContactsGetTopPeers: _always(tl.ContactsTopPeersDisabled()),
    tl.ContactsResetTopPeerRating: _yes,
    tl.ContactsGetSaved: _nothing,
    tl.ContactsResetSaved: _yes,
    tl.ContactsGetSponsoredPeers: _always(tl.ContactsSponsoredPeersEmpty()),
    tl.UsersGetRequirementsToContact: lambda request, now: [
        tl.RequirementToContactEmpty() for _ in request.id
    ],
    # until boxes hold messages
    tl.UpdatesGetState: lambda request, now: _state(now),
    tl.UpdatesGetDifference: lambda request, now: tl.UpdatesDifferenceEmpty(date=now, seq=0),
    tl.MessagesGetDialogs: _always(tl.MessagesDialogs(dialogs=[], messages=[], chats=[], users=[])),
    tl.MessagesGetPinnedDialogs: _no_dialogs,
    tl.MessagesGetPeerDialogs: _no_dialogs,
    tl.MessagesGetHistory: _no_messages,
    tl.MessagesSearch: _no_messages,
    tl.MessagesSearchGlobal: _no_messages,
    tl.MessagesGetCommonChats: _no_chats,
    tl.MessagesGetAllDrafts: lambda request, now: tl.Updates(updates=[], users=[], chats=[], date=now, seq=0),
    tl.MessagesGetDialogUnreadMarks: _nothing,
    tl.MessagesGetDialogFilters: _always(tl.MessagesDialogFilters(filters=[])),
    tl.MessagesGetSuggestedDialogFilters: _nothing,
    tl.MessagesGetAvailableReactions: _always(tl.MessagesAvailableReactions(hash=0, reactions=[])),
    tl.MessagesReceivedMessages: _nothing,
}

COLORS_HASH = 1


def _colors(hash: int) -> Answer:
    """The seven colours that every client carries itself; we add none."""
    if hash == COLORS_HASH:
        return tl.HelpPeerColorsNotModified()
    return tl.HelpPeerColors(
        hash=COLORS_HASH, colors=[tl.HelpPeerColorOption(color_id=number) for number in range(7)]
    )


class Small:
    """Serves both tables."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def stranger(self, caller: Caller, request: Any) -> Answer:
        """Answer what may be asked before sign-in."""
        return BEFORE_SIGN_IN[type(request)](request, int(self._clock.time()))

    async def member(self, caller: Caller, request: Any) -> Answer:
        """Answer what takes an account to ask."""
        return ANSWERS[type(request)](request, int(self._clock.time()))


for _request in BEFORE_SIGN_IN:
    serves(_request, signed_out=True)(Small.stranger)
for _request in ANSWERS:
    serves(_request)(Small.member)
