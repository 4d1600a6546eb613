"""What people may be refused, by meaning. `api/errors.py` says how the wire spells each.

Refused
├── NoRules, TooManyNamed                       a privacy setting without rules, or with endless exceptions
├── BadUsername, UsernameTaken, UsernameUnchanged
├── NoSuchUsername                              nobody has it
├── UnknownUser                                 no such account
├── AboutTooLong, BadBirthday, BadTtl
├── NumberNotFound                              nobody's, or hidden: one answer for both
├── NameEmpty, NoteTooLong, BookFull            a contact cannot be written down so
├── NoContact                                   the person is none
└── Oneself                                     nobody can be their own contact, nor block themselves
"""

from folkmoot.kernel.errors import Refused


class NoRules(Refused):
    """A setting needs at least one rule."""


class TooManyNamed(Refused):
    """The exceptions name more than a thousand people and chats."""


class BadUsername(Refused):
    """The name has not the shape of a username."""


class UsernameTaken(Refused):
    """Somebody else has the name, or it is reserved."""


class UsernameUnchanged(Refused):
    """The account already has exactly this name."""


class NoSuchUsername(Refused):
    """Nobody has the name."""


class UnknownUser(Refused):
    """There is no such account."""


class AboutTooLong(Refused):
    """The text is longer than 70 UTF-16 units."""


class BadBirthday(Refused):
    """No such day, or one in the future."""


class BadTtl(Refused):
    """Not a number of days that an account may be left alone."""


class NumberNotFound(Refused):
    """Nobody has the number, or its owner does not let this viewer find them. One answer for both."""


class NameEmpty(Refused):
    """A contact needs a name."""


class NoteTooLong(Refused):
    """The note is longer than 128 UTF-16 units."""


class BookFull(Refused):
    """The contact book holds ten thousand people."""


class NoContact(Refused):
    """The person is no contact of this account."""


class Oneself(Refused):
    """Nobody can be their own contact, nor block themselves."""
