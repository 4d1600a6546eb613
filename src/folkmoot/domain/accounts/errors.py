"""What signing in may refuse, by meaning. `api/errors.py` says how the wire spells each.

Refused
├── PhoneInvalid             not a number that a code can be sent to
├── CodeNotSent              the SMS gateway did not take the code; nothing is lost, ask again
├── NoFurtherSends           this code was sent as often as we send one
├── CodeEmpty, CodeInvalid   no code, a wrong code
├── CodeExpired              too old, used, tried too often, or not asked for by this device
├── NumberTaken              sign-up with a number that has an account
├── FirstNameInvalid, LastNameInvalid
├── PasswordNeeded           the code was right, the account has a password
├── KeyUnknown               the key is gone or nobody is signing in with it
├── PasswordWrong            the proof does not fit, or is missing
├── ChallengeUnknown         the proof answers a challenge that is too old or not ours
├── PasswordChanged          the password is another one than when the challenge was made
├── NothingToSet             neither an old nor a new password
├── NewSaltInvalid, NewSettingsInvalid
├── NoRecoveryMail           we keep no mail addresses
├── AuthorizationUnknown     no such device of this account
├── TempKeyUnknown           the key that should be bound is not a temporary one, or has ended
└── TempKeyTaken             it is bound to another key
"""

from folkmoot.kernel.errors import Refused


class PhoneInvalid(Refused):
    """Not a number that a code can be sent to."""


class CodeNotSent(Refused):
    """The SMS gateway did not take the code. The attempt is not counted."""


class NoFurtherSends(Refused):
    """This code was sent as often as one is sent; a new one may be asked for."""


class CodeEmpty(Refused):
    """No code was given."""


class CodeInvalid(Refused):
    """The code is wrong. One try less."""


class CodeExpired(Refused):
    """The code is too old, used up, tried too often or not this device's. One answer for all of them."""


class NumberTaken(Refused):
    """Sign-up with a number that has an account. Said only to somebody who has confirmed its code."""


class FirstNameInvalid(Refused):
    """A first name is empty or too long."""


class LastNameInvalid(Refused):
    """A last name is too long."""


class PasswordNeeded(Refused):
    """The code was right; the account asks for its password as well."""


class KeyUnknown(Refused):
    """The auth key is gone, or nobody is signing in with it."""


class PasswordWrong(Refused):
    """The proof of the password does not fit, or is missing."""


class ChallengeUnknown(Refused):
    """The proof answers a challenge that is too old, or that we never gave."""


class PasswordChanged(Refused):
    """The password is another one than when the challenge was given."""


class NothingToSet(Refused):
    """There is no password, and none was given."""


class NewSaltInvalid(Refused):
    """The new password's salt does not continue the one that we gave."""


class NewSettingsInvalid(Refused):
    """The new password's settings are not ones that we offer."""


class NoRecoveryMail(Refused):
    """A mail address for recovery was given, and we keep none."""


class AuthorizationUnknown(Refused):
    """The account has no such other device."""


class TempKeyUnknown(Refused):
    """The key to be bound is not a temporary key, or has ended."""


class TempKeyTaken(Refused):
    """The temporary key is bound to another permanent key."""
