"""Fixtures of the journeys: a running server, and a look at its log after each story."""

from collections.abc import Iterator

import pytest

from tests.support.house import House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A whole server, one for all the journeys that a worker runs."""
    with House.running(tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(autouse=True)
def _nobody_is_named_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each story, fail it when the server's log names people, tells texts or holds an error."""
    yield
    if "house" in request.fixturenames:
        request.getfixturevalue("house").check_log()
