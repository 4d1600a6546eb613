"""What no generator can know: how a thing of one layer is said in another. The notes in `schema/` call these.

Up to layer 228 each kind of keyboard button was a constructor of its own; from 229 on there is one button for
each of the two sorts of keyboard, which holds its kind. Objects here are always of the newest layer, so older
buttons become newer ones when they are read, and older ones again when they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .generated import classes as tl

_OLDER: dict[type, type[Any]] = {
    tl.ButtonTypeRequestPhone: tl.KeyboardButtonRequestPhone,
    tl.ButtonTypeRequestGeoLocation: tl.KeyboardButtonRequestGeoLocation,
    tl.ButtonTypeRequestPoll: tl.KeyboardButtonRequestPoll,
    tl.ButtonTypeRequestPeer: tl.KeyboardButtonRequestPeer,
    tl.InputButtonTypeRequestPeer: tl.InputKeyboardButtonRequestPeer,
    tl.ButtonTypeSimpleWebView: tl.KeyboardButtonSimpleWebView,
}
_OLDER_INLINE: dict[type, type[Any]] = {
    tl.InlineButtonTypeUrl: tl.KeyboardButtonUrl,
    tl.InlineButtonTypeUrlAuth: tl.KeyboardButtonUrlAuth,
    tl.InputInlineButtonTypeUrlAuth: tl.InputKeyboardButtonUrlAuth,
    tl.InlineButtonTypeWebView: tl.KeyboardButtonWebView,
    tl.InlineButtonTypeCallback: tl.KeyboardButtonCallback,
    tl.InlineButtonTypeGame: tl.KeyboardButtonGame,
    tl.InlineButtonTypeBuy: tl.KeyboardButtonBuy,
    tl.InlineButtonTypeSwitchInline: tl.KeyboardButtonSwitchInline,
    tl.InlineButtonTypeUserProfile: tl.KeyboardButtonUserProfile,
    tl.InputInlineButtonTypeUserProfile: tl.InputKeyboardButtonUserProfile,
    tl.InlineButtonTypeCopy: tl.KeyboardButtonCopy,
}
_NEWER = {older: newer for newer, older in _OLDER.items()}
_NEWER_INLINE = {older: newer for newer, older in _OLDER_INLINE.items()}


def _parts(thing: Any, of: type[Any]) -> dict[str, Any]:
    """The fields of `thing` that `of` has too."""
    return {name: getattr(thing, name) for name in of.__struct_fields__ if name in thing.__struct_fields__}


def older_button(button: tl.KeyboardButton) -> tl.TypeKeyboardButton | None:
    """Return what `button` was up to layer 228, or None for one that only says its text."""
    older = _OLDER.get(type(button.type))
    if older is None:
        return None
    return older(text=button.text, style=button.style, **_parts(button.type, older))  # type: ignore[no-any-return]


def newer_rows(rows: Sequence[tl.KeyboardButtonRow]) -> Sequence[tl.KeyboardButtonRow]:
    """Return the rows of a reply keyboard with buttons of today."""
    return [tl.KeyboardButtonRow([_newer(button) for button in row.buttons]) for row in rows]


def _newer(button: tl.TypeKeyboardButton) -> tl.KeyboardButton:
    if isinstance(button, tl.KeyboardButton):
        return button
    kind: Any = _NEWER.get(type(button), tl.ButtonTypeDefault)
    return tl.KeyboardButton(text=button.text, type=kind(**_parts(button, kind)), style=button.style)


def older_inline_rows(rows: Sequence[tl.KeyboardInlineButtonRow]) -> Sequence[tl.KeyboardButtonRow]:
    """Return the rows of an inline keyboard as they were up to layer 228."""
    return [tl.KeyboardButtonRow([_older_inline(button) for button in row.buttons]) for row in rows]


def _older_inline(button: tl.KeyboardInlineButton) -> tl.TypeKeyboardButton:
    older = _OLDER_INLINE.get(type(button.type))
    if older is None:
        return tl.KeyboardButtonCallback(text=button.text, data=b"", style=button.style)
    parts = _parts(button.type, older)
    if older is tl.InputKeyboardButtonUrlAuth and parts["bot"] is None:
        parts["bot"] = tl.InputUserSelf()
    return older(text=button.text, style=button.style, **parts)  # type: ignore[no-any-return]


def newer_inline_rows(rows: Sequence[tl.KeyboardButtonRow]) -> Sequence[tl.KeyboardInlineButtonRow]:
    """Return the rows of an inline keyboard with buttons of today; a button of another sort is disabled."""
    return [tl.KeyboardInlineButtonRow([_newer_inline(button) for button in row.buttons]) for row in rows]


def _newer_inline(button: tl.TypeKeyboardButton) -> tl.KeyboardInlineButton:
    kind: Any = _NEWER_INLINE.get(type(button), tl.InlineButtonTypeDisabled)
    return tl.KeyboardInlineButton(text=button.text, type=kind(**_parts(button, kind)), style=button.style)


def places(poll: tl.Poll, options: Sequence[bytes] | None) -> Sequence[int] | None:
    """Return the places of a poll's answers that were named by their options, as up to layer 223."""
    if options is None:
        return None
    known = [getattr(answer, "option", b"") for answer in poll.answers]
    return [known.index(option) for option in options if option in known]


def options(poll: tl.Poll, places: Sequence[int] | None) -> Sequence[bytes] | None:
    """Return the options of a poll's answers that are named by their places."""
    if places is None:
        return None
    known = [getattr(answer, "option", b"") for answer in poll.answers]
    return [known[place] for place in places if 0 <= place < len(known)]


def report_option(reason: tl.TypeReportReason) -> bytes:
    """Return the reason of a report as up to layer 188 as an option: its name in TL."""
    name = type(reason).__name__
    return (name[0].lower() + name[1:]).encode()


def peer_color(color: int | None, background_emoji_id: int | None) -> tl.PeerColor | None:
    """Return a colour of names as up to layer 215 in one object."""
    if color is None and background_emoji_id is None:
        return None
    return tl.PeerColor(color=color, background_emoji_id=background_emoji_id)
