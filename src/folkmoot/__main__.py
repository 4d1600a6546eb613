"""The command line.

    folkmoot up             a whole server on this machine
    folkmoot messenger      one of its processes alone, for bigger deployments
    folkmoot backoffice
    folkmoot migrate        database and data folder brought to this version
    folkmoot vault keygen   keys to which identities are sealed
    folkmoot version

Commands import what they run only when they run it: `folkmoot version` should not load a web server, and the
processes' figures want their folder set first (kernel/metrics.py).
"""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.config import load
from folkmoot.kernel.errors import Unusable

if TYPE_CHECKING:
    from folkmoot.child import Duty
    from folkmoot.web.front import Front

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Folkmoot, a self-hosted messaging server. Options are settings too: docs/guides/configuration.md.",
)
vault = typer.Typer(no_args_is_help=True, help="The keys that open sealed identities.")
app.add_typer(vault, name="vault")

Data = Annotated[
    str | None,
    typer.Option(metavar="DIR", help="The folder of everything that the server keeps.  [default: data]"),
]
Listen = Annotated[
    str | None, typer.Option(metavar="HOST:PORT", help="Where clients connect.  [default: 127.0.0.1:4430]")
]
Http = Annotated[
    str | None, typer.Option(metavar="HOST:PORT", help="Where the pages are.  [default: 127.0.0.1:8080]")
]
Advertise = Annotated[
    str | None,
    typer.Option(
        metavar="HOST:PORT", help="What clients are told to connect to, where that differs from --listen."
    ),
]
TestNumbers = Annotated[
    bool | None,
    typer.Option(
        "--test-numbers/--no-test-numbers", help="Let 99966XYYYY sign in with XXXXX. Never in public."
    ),
]
OnALeash = Annotated[int | None, typer.Option("--leash", hidden=True)]


@app.command()
def up(
    data: Data = None,
    listen: Listen = None,
    http: Http = None,
    advertise: Advertise = None,
    test_numbers: TestNumbers = None,
) -> None:
    """Run a whole server on this machine until Ctrl-C."""
    settings = load(
        {"data": data, "listen": listen, "http": http, "advertise": advertise, "test_numbers": test_numbers}
    )
    from folkmoot import logs, supervisor
    from folkmoot.web.front import welcome

    logs.configure(settings.log, "supervisor")

    def greet(front: Front) -> None:
        with contextlib.suppress(BrokenPipeError):  # a reader such as `head` may have seen enough
            print(welcome(front, settings), flush=True)

    supervisor.up(settings, greet)


@app.command()
def messenger(
    data: Data = None,
    listen: Listen = None,
    advertise: Advertise = None,
    test_numbers: TestNumbers = None,
    leash: OnALeash = None,
) -> None:
    """Run the messenger alone.

    The data folder and the database at FOLKMOOT_DATABASE_URL must have been prepared by `folkmoot migrate`.
    """
    flags = {"data": data, "listen": listen, "advertise": advertise, "test_numbers": test_numbers}
    _serve("messenger", flags, leash)


@app.command()
def backoffice(
    data: Data = None,
    listen: Listen = None,
    http: Http = None,
    advertise: Advertise = None,
    test_numbers: TestNumbers = None,
    leash: OnALeash = None,
) -> None:
    """Run pages, health and figures alone.

    --listen says where the messenger is. Data folder and database as for the messenger.
    """
    flags = {
        "data": data,
        "listen": listen,
        "http": http,
        "advertise": advertise,
        "test_numbers": test_numbers,
    }
    _serve("backoffice", flags, leash)


def _serve(duty: Duty, flags: Mapping[str, object], leash: int | None) -> None:
    from folkmoot import child

    if leash is not None:
        raise SystemExit(child.obey(duty, child.Leash(leash)))
    child.alone(duty, load(flags))


@app.command()
def migrate(data: Data = None) -> None:
    """Prepare database and data folder, and end.

    `up` does the same when it starts.
    """
    settings = load({"data": data})
    from folkmoot import logs, supervisor

    logs.configure(settings.log, "migrate")
    print(supervisor.migrate(settings))


@app.command()
def version() -> None:
    """Say which Folkmoot this is."""
    try:
        print(f"folkmoot {installed_version('folkmoot')}")
    except PackageNotFoundError:
        raise Unusable("this folkmoot is not installed: run `pip install .` in its folder") from None


@vault.command()
def keygen(
    data: Data = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The vault's own folder.  [default: vault in the data folder]"),
    ] = None,
    public: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where the public keys go.  [default: sealing-keys.json in the data folder]"
        ),
    ] = None,
) -> None:
    """Make the keys that are missing for the coming two years. What is there stays as it is."""
    from folkmoot.bootstrap.house import sealing_keys, vault_folder
    from folkmoot.vault.keys import keygen as make

    settings = load({"data": data})
    file = public or sealing_keys(settings)
    made = make(folder or vault_folder(settings), file, datetime.now(UTC).date())
    print(f"{made.keys} new keys, up to {made.until}. The public ones are in {file}.")


_REMEDIES = {
    errno.EACCES: "run as the user who owns it",
    errno.EPERM: "run as the user who owns it",
    errno.EROFS: "name a folder that can be written with --data",
    errno.ENOSPC: "make room, then start again",
}
"""Faults of the machine rather than ours, which can strike wherever a file is touched."""


def main() -> None:
    """Run the command line. What an operator can mend is one line on standard error and status 1."""
    try:
        app()
    except Unusable as error:
        problem = str(error)
    except OSError as error:
        if error.errno not in _REMEDIES or error.filename is None:
            raise
        problem = f"cannot use {error.filename}: {error.strerror}; {_REMEDIES[error.errno]}"
    else:
        return
    print(f"folkmoot: {' '.join(problem.split())}", file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
