"""The websocket at `/apiws`: just another carrier of the same bytes.

There is no cookie and no origin rule: the protocol inside is its own proof. The framing is the `websockets`
library's sans-IO half; what comes out are the payloads of binary frames, in order.
"""

from __future__ import annotations

from collections.abc import Callable

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

PATH = "/apiws"


class WebSocket:
    """Bytes of the socket in; payload out. `on_request`, if any, sees the upgrade and may raise."""

    def __init__(self, max_frame: int, on_request: Callable[[Request], None] | None) -> None:
        self._protocol = ServerProtocol(
            subprotocols=[Subprotocol("binary")], max_size=max_frame, select_subprotocol=_binary_if_offered
        )
        self._on_request = on_request

    def receive(self, data: bytes) -> bytes:
        """Take bytes of the socket and return what binary frames in them carry."""
        self._protocol.receive_data(data)
        payload = []
        for event in self._protocol.events_received():
            if isinstance(event, Request):
                self._answer(event)
            elif isinstance(event, Frame):
                if event.opcode in (Opcode.BINARY, Opcode.CONT):
                    payload.append(bytes(event.data))
                elif event.opcode is Opcode.TEXT:
                    self._protocol.fail(1003, "binary frames only")
        return b"".join(payload)

    def _answer(self, request: Request) -> None:
        protocol = self._protocol
        if protocol.eof_sent:  # what came behind the request was no websocket, and ended it
            return
        if request.path.partition("?")[0] != PATH:
            response = protocol.reject(404, f"The websocket is at {PATH}; pages are on the HTTP port.\n")
        else:
            if self._on_request is not None:
                self._on_request(request)
            response = protocol.accept(request)
        protocol.send_response(response)

    def frame(self, payload: bytes) -> None:
        """Queue one binary frame."""
        self._protocol.send_binary(payload)

    def data_to_send(self) -> list[bytes]:
        """Return what must be written to the socket, in order. An empty chunk means: end the stream."""
        return self._protocol.data_to_send()

    @property
    def ended(self) -> bool:
        """Whether the socket should be closed once everything is written."""
        return self._protocol.eof_sent or self._protocol.close_expected()


def _binary_if_offered(protocol: ServerProtocol, offered: object) -> Subprotocol | None:
    names = list(offered) if isinstance(offered, (list, tuple)) else []
    return Subprotocol("binary") if "binary" in names else None
