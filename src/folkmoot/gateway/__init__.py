"""Sockets on one side, `mtproto.Session` on the other; who is online here; pushing.

Enter by `Gateway`. A socket is a `Connection`; what is live is in the `Registry`; both may vanish at any
instant.
"""

from .registry import Registry
from .server import Gateway, GatewaySettings

__all__ = ["Gateway", "GatewaySettings", "Registry"]
