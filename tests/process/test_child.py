"""What a child process is told, and what it says back."""

import errno
import os
import socket
import threading
from pathlib import Path

import pytest

from folkmoot import child
from folkmoot.bootstrap.errand import Errand, read_errand, write_errand
from folkmoot.child import Duty, Leash, Report, bind
from folkmoot.config import Endpoint, Secret, load
from folkmoot.kernel.errors import Unusable
from folkmoot.storage import BACKOFFICE, MESSENGER, claim
from folkmoot.storage.private_files import private_folder, write_private
from folkmoot.storage.roles import Role
from tests.web.test_pages import FRONT


def errand(tmp_path: Path) -> Errand:
    settings = load({"data": str(tmp_path), "listen": "127.0.0.1:4430"}, {})
    return Errand(settings, Secret("postgresql://role:hush@/db?host=/srv/x"), FRONT, listener=7)


def test_an_errand_arrives_as_it_was_sent_in_one_line(tmp_path: Path) -> None:
    sent = errand(tmp_path)
    line = write_errand(sent)
    assert line.index(b"\n") == len(line) - 1
    assert read_errand(line) == sent


def test_the_end_of_the_leash_is_noticed(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    leash = Leash(theirs.detach())
    ours.sendall(write_errand(errand(tmp_path)))
    assert leash.errand() == errand(tmp_path)
    leash.report(Report(ready=True))
    assert ours.recv(100) == b'{"ready":true,"unusable":""}\n'
    ended = threading.Event()
    leash.watch(ended.set, patience=3600)
    assert not ended.wait(0.05)
    ours.close()
    assert ended.wait(5)


def test_a_report_to_nobody_is_no_error(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    Leash(theirs.detach()).report(Report(ready=True))


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with bind(Endpoint("127.0.0.1", 0), "--listen") as first:
        port = first.getsockname()[1]
        with pytest.raises(Unusable) as told:
            bind(Endpoint("127.0.0.1", port), "--listen")
    assert str(told.value) == (
        f"127.0.0.1:{port} is in use: stop what runs there, or give another with --listen"
    )


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(Unusable, match="is no address of this machine"):
        bind(Endpoint("192.0.2.7", 0), "--http")


def test_a_host_that_nobody_knows_is_told() -> None:
    with pytest.raises(Unusable, match="is no host that this machine knows"):
        bind(Endpoint("folkmoot.invalid", 0), "--http")


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_everywhere_means_both_families() -> None:
    with bind(Endpoint("::", 0), "--listen") as everywhere:
        for host in ("127.0.0.1", "::1"):
            socket.create_connection((host, everywhere.getsockname()[1]), timeout=5).close()


@pytest.mark.parametrize(("duty", "role"), [("messenger", MESSENGER), ("backoffice", BACKOFFICE)])
def test_a_process_alone_serves_as_its_own_role_and_forgets_the_owners_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, duty: Duty, role: Role
) -> None:
    sent: list[Errand] = []
    monkeypatch.setattr(child, "serve", lambda duty, errand: sent.append(errand))
    secrets = private_folder(claim(tmp_path / "house") / "secrets")
    write_private(secrets / f"{role.name}.password", b"own", replace=False)
    owner = {"FOLKMOOT_DATABASE_URL": "postgresql://owner:hush@db.example.org/folkmoot"}
    flags = {"data": str(tmp_path / "house"), "listen": "127.0.0.1:0", "http": "127.0.0.1:0"}
    child.alone(duty, load(flags, owner))
    [errand] = sent
    os.close(errand.listener)
    assert errand.dsn.reveal() == f"postgresql://{role.name}:own@db.example.org/folkmoot"
    assert b"hush" not in write_errand(errand)


def test_a_port_that_needs_a_right_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> socket.socket:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", refused)  # root, who may run this, is refused nowhere
    with pytest.raises(Unusable, match=r"127\.0\.0\.1:443 needs a permission that we do not have"):
        bind(Endpoint("127.0.0.1", 443), "--listen")
