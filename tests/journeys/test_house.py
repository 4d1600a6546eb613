"""The house that journeys live in hears what it is meant to hear. No server runs here."""

from pathlib import Path

import pytest

from tests.support.house import House


@pytest.fixture
def quiet(tmp_path: Path) -> House:
    """A house that was never started, with an empty log."""
    house = House(tmp_path / "data", tmp_path, {})
    house.data.mkdir()
    house.log.touch()
    return house


def says(house: House, line: str) -> None:
    with house.log.open("a") as log:
        log.write(line + "\n")


def test_every_number_is_new(quiet: House) -> None:
    numbers = [quiet.new_number(digit).phone for digit in (1, 2, 3, 1)] + [quiet.new_real_number()]
    assert len(set(numbers)) == 5
    assert quiet.new_number(3).code == "33333"


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "asked", "number": "{phone}"}',
        "sent to +{phone}",
        "the code was {code}.",
        "hello from 127.0.0.1:5555",
        "Traceback: Name('Ermintrude')",
    ],
)
def test_a_log_that_names_somebody_is_noticed(quiet: House, line: str) -> None:
    number = quiet.new_number()
    quiet.keep_private("a name", "Ermintrude")
    says(quiet, '{"event": "serving", "port": 4430, "level": "info"}')
    quiet.check_log()
    says(quiet, line.replace("{phone}", number.phone[1:]).replace("{code}", number.code))
    with pytest.raises(AssertionError, match="the log holds"):
        quiet.check_log()


def test_an_error_in_the_log_is_noticed_once(quiet: House) -> None:
    says(quiet, '{"event": "a call failed", "level": "error"}')
    with pytest.raises(AssertionError, match="a call failed"):
        quiet.check_log()
    quiet.check_log()


def test_a_number_in_a_file_of_the_data_folder_is_noticed(quiet: House) -> None:
    number = quiet.new_number()
    (quiet.data / "sms.txt").write_text(f"number ending in {number.phone[-2:]}: 12345 is your code\n")
    quiet.check_files()
    (quiet.data / "base").mkdir()
    (quiet.data / "base" / "16384").write_bytes(b"\0\1" + number.phone[1:].encode() + b"\2")
    with pytest.raises(AssertionError, match="base/16384"):
        quiet.check_files()
