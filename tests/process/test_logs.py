"""The log holds events and never a person."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from folkmoot import logs
from folkmoot.config import Log
from folkmoot.logs import WITHHELD, PersonalData, withhold

PERSONAL = [
    "4915112345678",
    "+49 151 1234-5678",
    "+1 (202) 555-0123",
    "call +491511234567 now",
    "192.0.2.7",
    "from 192.0.2.7:4430",
    "('127.0.0.1', 4430)",
    "2001:db8::1",
    "[2001:db8::1]:443",
    "::ffff:192.0.2.7",
    "2001:db8:0:0:0:0:0:1",
]

HARMLESS = [
    "auth.sendCode",
    "0001_house",
    "2026-11-24",
    "2026-11-24T12:00:00.123456Z",
    "12:30:45",
    "std::vector",
    "Python 3.11.7",
    "18.4.0",
    "<Task at 0x7f8012345678>",
    "/srv/house/secrets/rsa.pem",
    "4430",
    4430,
    0.123456789,
    None,
    True,
    "e3b0c44298fc1c149afbf4c8996fb924",
]


@pytest.fixture
def _restored() -> Iterator[None]:
    """Leave logging as it was: other tests want pytest's own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.mark.parametrize("value", PERSONAL)
def test_what_looks_like_a_number_or_an_address_is_withheld(value: str) -> None:
    assert withhold({"event": "it failed", "said": value}, strict=False)["said"] == WITHHELD


@pytest.mark.parametrize("value", PERSONAL)
def test_a_sentence_keeps_what_is_harmless_in_it(value: str) -> None:
    event = withhold({"event": f"no answer from {value} today"}, strict=False)["event"]
    assert event.startswith("no answer from ")
    assert event.endswith(" today")
    assert value not in event


@pytest.mark.parametrize("value", HARMLESS)
def test_what_is_harmless_is_said(value: object) -> None:
    assert withhold({"event": "it failed", "said": value}, strict=True)["said"] == value


@pytest.mark.parametrize("name", sorted(logs.NEVER))
def test_some_names_are_never_said_whatever_they_hold(name: str) -> None:
    assert withhold({"event": "it failed", name: "x"}, strict=False)[name] == WITHHELD


def test_our_own_ids_are_long_and_harmless() -> None:
    event = {"event": "signed out", "user": 4915112345678, "key": -3414540481677951611}
    assert withhold(dict(event), strict=True) == event


def test_in_tests_a_slip_raises_and_does_not_show_what_slipped() -> None:
    with pytest.raises(PersonalData) as slip:
        withhold({"event": "code sent", "to": "+4915112345678"}, strict=True)
    assert "'to'" in str(slip.value)
    assert "4915" not in str(slip.value)


@pytest.mark.usefixtures("_restored")
def test_a_traceback_keeps_its_lines_and_loses_its_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(format="json"), "messenger")
    try:
        raise ConnectionError("192.0.2.7 wants a code for 4915112345678")
    except ConnectionError:
        structlog.get_logger().exception("a call failed", method="auth.sendCode")
    said = json.loads(capsys.readouterr().err)
    assert said["event"] == "a call failed"
    assert (said["level"], said["process"], said["method"]) == ("error", "messenger", "auth.sendCode")
    assert "ConnectionError" in said["exception"]
    assert "192.0.2.7" not in said["exception"]
    assert "4915112345678" not in said["exception"]


@pytest.mark.usefixtures("_restored")
def test_what_libraries_say_goes_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(format="json"), "backoffice")
    logging.getLogger("asyncio").warning("socket.send() raised for %s", ("192.0.2.7", 4430))
    logging.getLogger("uvicorn.access").info('192.0.2.7:4430 - "GET / HTTP/1.1" 200')
    logging.getLogger("httpx").info("HTTP Request: POST https://sms.example.org/send?token=hush")
    logging.getLogger("websockets.server").info("connection open")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "192.0.2.7" not in lines[0]
    assert json.loads(lines[0])["level"] == "warning"


@pytest.mark.usefixtures("_restored")
def test_on_a_terminal_lines_are_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Log(format="text", level="warning"), "messenger")
    structlog.get_logger().info("of no interest")
    structlog.get_logger().warning("few sockets", allowed=1024)
    said = capsys.readouterr().err
    assert "few sockets" in said
    assert "allowed=1024" in said
    assert "of no interest" not in said
    assert not said.startswith("{")
