"""Identity has a type: a function that bans takes `UserId` and `ChatId`, never two ints."""

from typing import NewType

UserId = NewType("UserId", int)
"""A person or a bot, 1 .. 2**53 - 1 (clients written in JavaScript hold ids in doubles)."""

AuthKeyId = NewType("AuthKeyId", int)
"""The low 64 bits of SHA-1 of an authorization key, signed little-endian as on the wire."""

AuthorizationId = NewType("AuthorizationId", int)
"""One signed-in device of one account; clients see it as `authorization.hash`."""

SessionId = NewType("SessionId", int)
"""Chosen by the client at random, signed 64 bits; means something only beside its auth key."""
