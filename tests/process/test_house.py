"""What is made on the first start, and kept on every other."""

import datetime
from pathlib import Path

import msgspec
import pytest

from folkmoot.bootstrap import house
from folkmoot.config import Settings
from folkmoot.kernel.errors import Unusable
from folkmoot.storage import PublicKeys
from folkmoot.storage.private_files import private_folder
from folkmoot.vault.keys import keygen
from tests.support import ManualClock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    private_folder(tmp_path / "secrets")
    return Settings(data=tmp_path)


def test_the_server_keeps_its_key(settings: Settings) -> None:
    first = house.rsa_key(settings)
    assert house.rsa_key(settings).pem == first.pem
    assert house.front(settings).fingerprint == str(first.fingerprint)


def test_a_damaged_key_is_told_and_never_replaced(settings: Settings) -> None:
    key = settings.data / "secrets" / "rsa.pem"
    key.write_text("not a key")
    key.chmod(0o600)
    with pytest.raises(Unusable, match=r"secrets/rsa\.pem: .*put back the copy from your backup"):
        house.rsa_key(settings)
    assert key.read_text() == "not a key"


def test_sealing_keys_are_made_when_there_are_none_and_again_when_they_run_short(
    settings: Settings, clock: ManualClock
) -> None:
    def left() -> int:
        return PublicKeys.load(house.sealing_keys(settings)).days_left(clock.now().date())

    house.make_sealing_keys(settings, clock)
    assert left() == 731
    clock.advance(datetime.timedelta(days=300))
    house.make_sealing_keys(settings, clock)
    assert left() == 431
    clock.advance(datetime.timedelta(days=100))
    house.make_sealing_keys(settings, clock)
    assert left() == 731


def test_the_keys_of_a_vault_elsewhere_are_checked_and_left_alone(
    settings: Settings, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.json"
    keygen(tmp_path / "theirs", file, clock.now().date(), days_ahead=3)
    settings = msgspec.structs.replace(settings, sealing_keys=file)
    house.make_sealing_keys(settings, clock)
    assert not (settings.data / "vault").exists()
    clock.advance(datetime.timedelta(days=4))
    with pytest.raises(Unusable, match="has no key for today"):
        house.make_sealing_keys(settings, clock)
