"""A whole server, started and stopped as a user does it, for the journeys.

It runs as a child process with `--test-numbers`, on ports of its own, with its data in a folder of its own.
It also hears what must stay among people (numbers, codes, names and texts that a journey uses) and finds out
whether the server's log or its data folder told anybody.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
from prometheus_client.parser import text_string_to_metric_families

from .scratch import scratch_folder
from .server import CHECKOUT

START_PATIENCE = 90.0
STOP_PATIENCE = 30.0
"""Seconds. The machine may be busy; a start takes two or three of them when it is not."""

_NUMBERS = re.compile(rb"99966[123]\d{4}|1202555\d{4}")
"""Every number that a house gives out."""


@dataclass(frozen=True, slots=True)
class TestNumber:
    """A phone number of Telegram's test kind, and the code that it always takes."""

    __test__ = False

    phone: str
    """With its plus."""
    code: str


class House:
    """One server. `start` and `stop` may alternate: port, data and people stay."""

    def __init__(self, data: Path, sayings: Path, settings: Mapping[str, str]) -> None:
        self.data = data
        self._settings = settings
        self.log = sayings / "log"
        """All that the server's processes said on standard error since the first start."""
        self.host = "127.0.0.1"
        self.port = 0
        self.ws = self.http = self.public_key_pem = self.fingerprint = ""
        self.dc_id = 0
        self.output = sayings / "output"
        """All that it printed for the people who started it."""
        self._pages_port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._counts = {digit: itertools.count(1) for digit in "1230"}
        self._private: dict[str, str] = {}
        self._read = 0

    @classmethod
    @contextlib.contextmanager
    def running(cls, sayings: Path, **settings: str) -> Iterator[House]:
        """Give a running server, with its log in the folder `sayings` and `settings` in its environment.

        At the end it must stop cleanly and must have told nobody anything.
        """
        with scratch_folder() as folder:
            house = cls(folder / "data", sayings, settings)
            try:
                house.start()
                yield house
                house.stop()
                house.check_log()
                house.check_files()
            finally:
                house._end_by_force()

    # --- life ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server, on the ports that it had before, and return once it serves."""
        with self.log.open("ab") as log, self.output.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "folkmoot", "up", "--test-numbers", *self._places()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
                env={**_environment(), **self._settings},
                start_new_session=True,
            )
        told = self._wait_for(self.data / "server.json")
        self.host, self.port, self.dc_id = told["host"], told["port"], told["dc_id"]
        self.ws, self.http = told["ws"], told["http"]
        self.public_key_pem, self.fingerprint = told["public_key_pem"], str(told["fingerprint"])
        self._pages_port = int(self.http.rpartition(":")[2].strip("/"))

    def stop(self) -> None:
        """Send SIGTERM, as a service manager does, and see that the server ends well."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self._end_by_force()
            raise AssertionError(
                f"the server did not stop within {STOP_PATIENCE:.0f} s\n{self.tail()}"
            ) from None
        self._process = None
        assert status == 0, f"the server ended with status {status}\n{self.tail()}"

    def restart(self) -> None:
        """Stop and start again."""
        self.stop()
        self.start()

    @property
    def messenger_pid(self) -> int:
        """The process that clients talk to."""
        assert self._process is not None, "the server is stopped"
        children = psutil.Process(self._process.pid).children()
        return next(child.pid for child in children if "messenger" in child.cmdline())

    def figure(self, name: str, **labels: str) -> float:
        """Return the sum of the samples called `name` in /metrics that bear all of `labels`."""
        with urllib.request.urlopen(f"{self.http}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
        samples = [sample for family in families for sample in family.samples if sample.name == name]
        return sum(sample.value for sample in samples if labels.items() <= sample.labels.items())

    def tail(self, lines: int = 40) -> str:
        """Return the last lines of the log, for somebody who looks for the cause of a failure."""
        said = self.log.read_text(errors="replace").splitlines()[-lines:]
        return "\n".join([f"--- the server's log ({self.log}):", *said])

    def _places(self) -> list[str]:
        return [
            *("--data", str(self.data)),
            *("--listen", f"127.0.0.1:{self.port}"),
            *("--http", f"127.0.0.1:{self._pages_port}"),
        ]

    def _wait_for(self, file: Path) -> dict:
        end = time.monotonic() + START_PATIENCE
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                raise AssertionError(f"the server ended before it was ready\n{self.tail()}")
            with contextlib.suppress(FileNotFoundError):
                return json.loads(file.read_text())
            time.sleep(0.05)
        self._end_by_force()
        raise AssertionError(f"the server was not ready within {START_PATIENCE:.0f} s\n{self.tail()}")

    def _end_by_force(self) -> None:
        """End the supervisor; its children notice and follow."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    # --- people --------------------------------------------------------------------------------------------

    def new_number(self, digit: int = 1) -> TestNumber:
        """Return a test number that nobody has had yet; its code is five times `digit` (1, 2 or 3)."""
        number = TestNumber(f"+99966{digit}{next(self._counts[str(digit)]):04}", str(digit) * 5)
        self.keep_private("a phone number", number.phone[1:])
        self.keep_private("a code", number.code)
        return number

    def new_real_number(self) -> str:
        """Return a number that nobody has had yet and that gets its codes by SMS (see `sms`), with its plus.

        It is of the block 555-01xx, which is kept free for stories. There are 100.
        """
        phone = f"+120255501{next(self._counts['0']):02}"
        self.keep_private("a phone number", phone[1:])
        return phone

    def sms(self, phone: str) -> str:
        """Return the code in the last text to `phone`; the server shows the last two digits of numbers."""
        lines = (self.data / "sms.txt").read_text().splitlines()
        texts = [line for line in lines if re.search(rf"\b{phone[-2:]}: ", line)]
        assert texts, f"no text went to a number that ends in {phone[-2:]}"
        assert phone[1:] not in "".join(lines), "the file of texts shows a whole number"
        code = re.search(r": (\d{5}) ", texts[-1])
        assert code is not None, f"no code stands in {texts[-1]!r}"
        self.keep_private("a code", code[1])
        return code[1]

    # --- what nobody may be told ---------------------------------------------------------------------------

    def keep_private(self, what: str, *texts: str) -> None:
        """From now on the log may not hold any of `texts`, which are `what` ("a name", "a bio")."""
        for text in texts:
            self._private[text] = what

    def check_log(self) -> None:
        """Fail when the log, since the last look, names a person, tells a text or holds an error."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            said = log.read().decode(errors="replace")
            self._read = log.tell()
        own = {str(self.port), str(self._pages_port)}
        private = [text for text in self._private if text not in own] + [self.host]
        words = "|".join(map(re.escape, private))
        hit = re.search(rf"(?<!\w)(?<!\d\.)(?:{words})(?!\w|\.\d)", said)
        if hit is not None:
            what = self._private.get(hit[0], "a client's address")
            raise AssertionError(f"the log holds {what}:\n{_line_around(said, hit.start())}")
        wrong = [line for line in said.splitlines() if '"level":"error"' in line.replace(" ", "")]
        assert not wrong, f"the server reported {len(wrong)} errors:\n" + "\n".join(wrong[:3])

    def check_files(self) -> None:
        """Fail when a number stands in clear in a file of the data folder, the database's own included.

        Call it when the server is stopped, so that all is on disk.
        """
        for path in sorted(self.data.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found = {hit.decode() for hit in _NUMBERS.findall(path.read_bytes())}
                assert not found & self._private.keys(), f"{path} holds a phone number in clear"


def _environment() -> dict[str, str]:
    """Our own, without settings that the developer has made for another server; logging as in production."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOLKMOOT_")}
    paths = [str(CHECKOUT / "src"), *filter(None, [kept.get("PYTHONPATH")])]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(paths),
        "FOLKMOOT_LOG_FORMAT": "json",
        "FOLKMOOT_LOG_STRICT": "true",
    }


def _line_around(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
