"""How codes leave the house, and what stays in."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import structlog

from folkmoot.domain.accounts import CodeNotSent, FileSms, HttpSms, NoSms, Phone
from tests.support import ManualClock

PHONE = Phone("4915112345678")
TEXT = "12345 is your Folkmoot code."


class Gateway:
    """An SMS gateway on this machine."""

    def __init__(self, status: str = "200 OK", delay: float = 0) -> None:
        self.status, self.delay = status, delay
        self.heads: list[str] = []
        self.bodies: list[object] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(
            next(line.split(":")[1] for line in head.lower().splitlines() if "content-length" in line)
        )
        self.heads.append(head)
        self.bodies.append(json.loads(await reader.readexactly(length)))
        await asyncio.sleep(self.delay)
        extra = "Location: http://127.0.0.1:9/\r\n" if self.status.startswith("3") else ""
        writer.write(
            f"HTTP/1.1 {self.status}\r\n{extra}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
        )
        writer.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/send"


class TestFile:
    async def test_the_file_is_private_and_shows_the_code_but_hardly_the_number(
        self, tmp_path: Path, clock: ManualClock
    ) -> None:
        path = tmp_path / "sms.txt"
        sms = FileSms(path, clock)
        await sms.send(PHONE, TEXT)
        await sms.send(Phone("12025550123"), "99999")
        assert path.read_text() == (
            "2026-11-24 12:00:00Z  number ending in 78: 12345 is your Folkmoot code.\n"
            "2026-11-24 12:00:00Z  number ending in 23: 99999\n"
        )
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    async def test_a_file_that_others_could_read_is_closed_to_them(
        self, tmp_path: Path, clock: ManualClock
    ) -> None:
        path = tmp_path / "sms.txt"
        path.touch(0o644)
        await FileSms(path, clock).send(PHONE, TEXT)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    async def test_a_file_that_cannot_be_written_is_told(self, tmp_path: Path, clock: ManualClock) -> None:
        with pytest.raises(CodeNotSent):
            await FileSms(tmp_path / "missing" / "sms.txt", clock).send(PHONE, TEXT)

    async def test_nobody_leads_the_codes_elsewhere_by_a_link(
        self, tmp_path: Path, clock: ManualClock
    ) -> None:
        (tmp_path / "sms.txt").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(CodeNotSent):
            await FileSms(tmp_path / "sms.txt", clock).send(PHONE, TEXT)
        assert not (tmp_path / "elsewhere").exists()


class TestHttp:
    async def test_a_gateway_gets_number_and_text_in_the_form_it_wants(self) -> None:
        gateway = Gateway("202 Accepted")
        async with gateway.running() as url:
            plain = HttpSms(url)
            own = HttpSms(
                url,
                headers={"Authorization": "Bearer x"},
                body={"message": {"to": ["{phone}"], "content": "Hi. {text}"}, "flash": False},
            )
            await plain.send(PHONE, TEXT)
            await own.send(PHONE, TEXT)
            await plain.close()
            await own.close()
        assert gateway.bodies == [
            {"to": "+4915112345678", "text": TEXT},
            {"message": {"to": ["+4915112345678"], "content": f"Hi. {TEXT}"}, "flash": False},
        ]
        assert "authorization: bearer x" in gateway.heads[1].lower()

    @pytest.mark.parametrize("status", ["400 Bad Request", "500 Oops", "307 Temporary Redirect"])
    async def test_a_refusal_is_told_and_the_log_names_nobody(self, status: str) -> None:
        with structlog.testing.capture_logs() as logs:
            async with Gateway(status).running() as url:
                with pytest.raises(CodeNotSent):
                    await HttpSms(url).send(PHONE, TEXT)
        assert logs == [{"event": "sms_gateway_refused", "status": int(status[:3]), "log_level": "error"}]

    async def test_a_silent_gateway_is_given_up_in_time(self) -> None:
        async with Gateway(delay=5).running() as url:
            with structlog.testing.capture_logs() as logs, pytest.raises(CodeNotSent) as refused:
                await asyncio.wait_for(HttpSms(url, timeout=0.2).send(PHONE, TEXT), 3)
        assert refused.value.__cause__ is None
        assert not any(secret in str(logs) for secret in ("4915", "12345", url))

    async def test_a_gateway_that_is_not_there_is_told(self) -> None:
        with pytest.raises(CodeNotSent):
            await HttpSms("http://127.0.0.1:1/").send(PHONE, TEXT)


async def test_a_server_without_sms_takes_every_text_without_a_word() -> None:
    await NoSms().send(PHONE, TEXT)
