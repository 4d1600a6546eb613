"""The tests' own server: one for all, gone with the last, whatever way the last one goes."""

import os
import subprocess
import sys
import time

from tests.support import SharedPostgres

USER = """
import sys, time
from pathlib import Path
from tests.support import SharedPostgres
with SharedPostgres.use(Path(sys.argv[1])) as server:
    print(server.dsn, flush=True)
    time.sleep(600)
"""


def start_user(folder):
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    return user, user.stdout.readline().strip()


def end(user):
    user.kill()
    user.wait()
    user.stdout.close()


def test_users_share_one_server_that_goes_when_the_last_is_killed(scratch):
    first, its_server = start_user(scratch)
    second, the_same = start_user(scratch)
    assert its_server == the_same
    end(first)
    with SharedPostgres.use(scratch) as still:
        assert still.dsn == the_same
    end(second)
    deadline = time.monotonic() + 30
    while list(scratch.glob("house-*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(scratch.glob("house-*")) == []
    with SharedPostgres.use(scratch) as another:
        assert another.dsn != the_same
