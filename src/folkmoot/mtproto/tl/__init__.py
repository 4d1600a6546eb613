"""TL, the language of MTProto's messages: one class for each constructor and method that we speak.

`decode` reads bytes of any layer, `encode` writes the form that a layer takes; objects are always in the
newest form. The classes are generated from `schema/` by `tools/generate_tl.py`: `auth.sendCode` is
`AuthSendCode`, the type `InputPeer` is `TypeInputPeer`.
"""

from .codec import Malformed as Malformed
from .codec import TLObject as TLObject
from .codec import Unencodable as Unencodable
from .codec import UnknownConstructor as UnknownConstructor
from .container import ContainedMessage as ContainedMessage
from .container import MsgContainer as MsgContainer
from .generated.classes import *  # noqa: F403
from .tables import METHODS as METHODS
from .tables import NAMES as NAMES
from .tables import NEWEST as NEWEST
from .tables import OLDEST as OLDEST
from .tables import Vector as Vector
from .tables import constructor_of as constructor_of
from .tables import decode as decode
from .tables import decode_prefix as decode_prefix
from .tables import encode as encode
from .tables import encode_answer as encode_answer
from .tables import encode_vector as encode_vector
from .tables import exists as exists

TRUE = encode(True)
FALSE = encode(False)
"""The answers that are a bare `Bool`."""
