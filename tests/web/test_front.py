"""How a server is described to its clients."""

import json

import pytest

from folkmoot.config import Endpoint, Settings
from folkmoot.web.front import Front, welcome

from .test_pages import FRONT, PEM


def test_server_json_has_exactly_the_fields_that_clients_were_promised() -> None:
    told = json.loads(FRONT.as_json())
    assert list(told) == ["host", "port", "ws", "http", "dc_id", "public_key_pem", "fingerprint"]


def test_a_fingerprint_survives_javascript() -> None:
    assert Front.of(Settings(), PEM, -(2**63)).fingerprint == "-9223372036854775808"


@pytest.mark.parametrize(
    ("listen", "advertise", "host", "ws"),
    [
        ("127.0.0.1:4430", None, "127.0.0.1", "ws://localhost:4430/apiws"),
        ("localhost:4430", None, "127.0.0.1", "ws://localhost:4430/apiws"),
        ("0.0.0.0:4430", None, "127.0.0.1", "ws://localhost:4430/apiws"),
        ("[::]:4430", None, "127.0.0.1", "ws://localhost:4430/apiws"),
        ("192.0.2.7:4430", None, "192.0.2.7", "ws://192.0.2.7:4430/apiws"),
        ("0.0.0.0:4430", "chat.example.org:443", "chat.example.org", "ws://localhost:4430/apiws"),
    ],
)
def test_clients_are_told_an_address_that_they_can_use(
    listen: str, advertise: str | None, host: str, ws: str
) -> None:
    told = Endpoint.read(advertise) if advertise else None
    front = Front.of(Settings(listen=Endpoint.read(listen), advertise=told), PEM, 1)
    assert (front.host, front.ws) == (host, ws)


def test_behind_a_tls_proxy_pages_and_websocket_have_one_name() -> None:
    front = Front.of(Settings(public_url="https://chat.example.org/"), PEM, 1)
    assert (front.http, front.ws) == ("https://chat.example.org", "wss://chat.example.org/apiws")


def test_the_program_that_is_pasted_is_python_without_an_empty_line_in_a_block() -> None:
    program = FRONT.telethon()
    compile(program, "pasted", "exec")
    main = program[program.index("async def main") : program.index("asyncio.run")]
    assert "\n\n" not in main.rstrip()


def test_the_welcome_says_where_codes_go() -> None:
    said = welcome(FRONT, Settings())
    assert "sms.txt" in said
    assert "99966" not in said
    assert "99966" in welcome(FRONT, Settings(test_numbers=True))
