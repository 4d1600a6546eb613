"""`folkmoot up` as an operator meets it: a real server in a folder of its own. One for all these stories."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.house import House
from tests.support.scratch import scratch_folder

from .commands import folkmoot


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with scratch_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    """Not `House.running`: a killed child is an error in the log, and here we kill some."""
    house = House(folder / "data", folder, {})
    house.start()
    yield house
    house.stop()


def get(house: House, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(house.http + path, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(done: Callable[[], bool], patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def supervisor(house: House) -> psutil.Process:
    parent = psutil.Process(house.messenger_pid).parent()
    assert parent is not None
    return parent


def test_server_json_tells_what_is_really_served(house: House) -> None:
    told = json.loads((house.data / "server.json").read_text())
    assert list(told) == ["host", "port", "ws", "http", "dc_id", "public_key_pem", "fingerprint"]
    assert (told["host"], told["dc_id"]) == ("127.0.0.1", 2)
    assert told["port"] > 0
    assert told["ws"] == f"ws://localhost:{told['port']}/apiws"
    assert told["http"].startswith("http://localhost:")
    assert told["public_key_pem"].startswith("-----BEGIN RSA PUBLIC KEY-----\n")
    assert -(2**63) <= int(told["fingerprint"]) < 2**63
    with socket.create_connection((told["host"], told["port"]), timeout=10):
        pass


def test_the_welcome_holds_a_program_for_this_server(house: House, folder: Path) -> None:
    said = (folder / "output").read_text()
    assert "Folkmoot is ready." in said
    assert str(house.data / "sms.txt") in said
    assert f'session.set_dc(2, "127.0.0.1", {house.port})' in said
    assert "".join(house.public_key_pem.split()) in "".join(said.split())


def test_the_program_signs_up_and_then_in_as_it_was_pasted(house: House, folder: Path) -> None:
    said = (folder / "output").read_text()
    program = said[said.index("import asyncio") : said.index("Ctrl-C")]
    number = house.new_number()
    for answers in ([number.phone, number.code, "Ada"], [number.phone, number.code]):
        done = subprocess.run(
            [sys.executable, "-c", program],
            input="\n".join(answers) + "\n",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.stdout.endswith("Signed in as Ada\n"), done.stderr


def test_it_is_ready_in_every_respect(house: House) -> None:
    assert get(house, "/healthz") == (200, "ok\n")
    status, said = get(house, "/readyz")
    assert status == 200, said
    assert json.loads(said)["checks"] == dict.fromkeys(
        ["database", "messenger", "sealing keys", "addresses"], "ok"
    )


def test_the_front_page_names_this_server(house: House) -> None:
    status, page = get(house, "/")
    assert status == 200
    assert f"127.0.0.1:{house.port}" in page
    assert house.fingerprint in page


def test_both_processes_show_their_figures(house: House) -> None:
    for process in ("messenger", "backoffice"):
        until(lambda: house.figure("folkmoot_loop_lag_seconds_count", process=process) > 0)  # noqa: B023
    assert house.figure("folkmoot_bytes_total", direction="in") > 0  # what readiness asked


def test_secrets_lie_in_private_files(house: House) -> None:
    for name in ("secrets", "vault", "run"):
        assert stat.S_IMODE((house.data / name).stat().st_mode) == 0o700
    for file in [*(house.data / "secrets").iterdir(), *(house.data / "vault").iterdir()]:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_children_see_neither_settings_nor_secrets_in_their_environment(house: House) -> None:
    for child in supervisor(house).children():
        if "folkmoot" not in child.cmdline():
            continue
        assert not [name for name in child.environ() if name.startswith("FOLKMOOT_")]
        assert "postgresql://" not in " ".join(child.cmdline())


def test_a_second_start_on_the_same_folder_is_refused_in_one_line(house: House) -> None:
    status, said = folkmoot(
        "up", "--data", str(house.data), "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"
    )
    assert status == 1
    running = f"another folkmoot is running on {house.data}"
    assert said == f"folkmoot: {running}: stop it, or name another folder with --data\n"
    assert get(house, "/healthz")[0] == 200


def test_a_killed_messenger_comes_back_on_the_same_port(house: House) -> None:
    before, port = house.messenger_pid, house.port
    os.kill(before, signal.SIGKILL)
    until(lambda: _messengers(house) not in ([], [before]))
    until(lambda: get(house, "/readyz")[0] == 200)
    with socket.create_connection(("127.0.0.1", port), timeout=10):
        pass
    assert "a process ended and is started again" in house.tail()


def test_postgresql_comes_back_when_it_dies(house: House) -> None:
    postgres = next(child for child in supervisor(house).children() if child.name() == "postgres")
    postgres.kill()
    until(lambda: "PostgreSQL ended and is started again" in house.tail())
    until(lambda: get(house, "/readyz")[0] == 200)


def test_a_messenger_and_postgresql_that_die_together_come_back(house: House) -> None:
    before = house.messenger_pid
    postgres = next(child for child in supervisor(house).children() if child.name() == "postgres")
    for pid in (postgres.pid, before):
        os.kill(pid, signal.SIGKILL)
    until(lambda: _messengers(house) not in ([], [before]))
    until(lambda: get(house, "/readyz")[0] == 200)


def test_it_stops_in_order_and_starts_again_where_it_was(house: House) -> None:
    processes = supervisor(house).children(recursive=True)
    port, key = house.port, house.public_key_pem
    house.stop()
    assert not (house.data / "server.json").exists()
    assert not [process for process in processes if process.is_running()]
    house.start()
    assert (house.port, house.public_key_pem) == (port, key)
    assert get(house, "/readyz")[0] == 200


def test_nothing_outlives_a_supervisor_that_is_killed(house: House) -> None:
    processes = supervisor(house).children(recursive=True)
    assert len(processes) >= 3
    house._end_by_force()
    until(lambda: not [process for process in processes if _lives(process)])
    (house.data / "server.json").unlink()
    house.start()
    assert get(house, "/readyz")[0] == 200


def _messengers(house: House) -> list[int]:
    try:
        return [house.messenger_pid]
    except (StopIteration, psutil.Error):  # none, or one that is just dying
        return []


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
