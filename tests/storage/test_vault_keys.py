"""The vault's keys: a day each, made ahead, published for the messenger, destroyed one by one."""

import json
import multiprocessing
import shutil
from datetime import date, timedelta

import pytest

from folkmoot.evidence.envelope import CannotUnseal, Class, Label, seal, unseal
from folkmoot.kernel.errors import Unusable
from folkmoot.kernel.ids import UserId
from folkmoot.storage import NoKeyForToday, PublicKeys
from folkmoot.vault.keys import DAYS_AHEAD, KeyGone, PrivateKeys, keygen

TODAY = date(2026, 11, 24)
DAY = timedelta(1)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "vault"


@pytest.fixture
def public(tmp_path):
    return tmp_path / "sealing-keys.json"


def test_two_years_of_days_and_a_subscriber_key_are_made(folder, public):
    made = keygen(folder, public, TODAY)
    assert made.keys == DAYS_AHEAD + 1 + 1
    assert made.until == TODAY + DAYS_AHEAD * DAY
    keys = PublicKeys.load(public)
    assert keys.days_left(TODAY) == DAYS_AHEAD + 1
    assert (
        len({keys.history(TODAY + n * DAY).public_bytes_raw() for n in range(DAYS_AHEAD + 1)})
        == DAYS_AHEAD + 1
    )


def test_each_day_has_a_private_file_of_its_own(folder, public):
    keygen(folder, public, TODAY, days_ahead=1)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["history-2026-11-24.key", "history-2026-11-25.key", "subscriber-1.key", "wrapping.key"]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_doing_it_again_changes_nothing(folder, public):
    keygen(folder, public, TODAY, days_ahead=3)
    before = public.read_bytes()
    assert keygen(folder, public, TODAY, days_ahead=3).keys == 0
    assert public.read_bytes() == before


def test_later_only_the_missing_days_are_added(folder, public):
    keygen(folder, public, TODAY, days_ahead=3)
    old = PublicKeys.load(public).history(TODAY + DAY).public_bytes_raw()
    assert keygen(folder, public, TODAY + DAY, days_ahead=3).keys == 1
    assert PublicKeys.load(public).history(TODAY + DAY).public_bytes_raw() == old


def test_a_destroyed_day_stays_destroyed_and_the_days_around_it_live(folder, public):
    keygen(folder, public, TODAY, days_ahead=3)
    (folder / "history-2026-11-24.key").unlink()
    keygen(folder, public, TODAY + 2 * DAY, days_ahead=3)
    keys = PrivateKeys(folder)
    with pytest.raises(KeyGone):
        keys.history(TODAY)
    assert keys.history(TODAY + DAY) is not None


def test_yesterday_stays_published_for_what_began_before_midnight_and_older_days_do_not(folder, public):
    keygen(folder, public, TODAY, days_ahead=3)
    keygen(folder, public, TODAY + 2 * DAY, days_ahead=3)
    keys = PublicKeys.load(public)
    assert keys.history(TODAY + DAY) is not None
    with pytest.raises(NoKeyForToday):
        keys.history(TODAY)


def test_the_published_half_fits_the_private_half_and_no_other_days(folder, public):
    keygen(folder, public, TODAY, days_ahead=1)
    label = Label.of_day(Class.SIGN_IN, UserId(1), TODAY)
    envelope = seal(b"x", PublicKeys.load(public).history(TODAY), label)
    keys = PrivateKeys(folder)
    assert unseal(envelope, keys.history(TODAY), label) == b"x"
    with pytest.raises(CannotUnseal):
        unseal(envelope, keys.history(TODAY + DAY), label)


def test_no_private_key_lies_unwrapped_or_is_published(folder, public):
    keygen(folder, public, TODAY, days_ahead=0)
    private = PrivateKeys(folder).history(TODAY).private_bytes_raw()
    for path in (public, *folder.iterdir()):
        content = path.read_bytes()
        assert private not in content
        assert private.hex().encode() not in content
    assert set(json.loads(public.read_bytes())) == {"format", "history", "subscriber"}


def test_without_its_wrapping_key_a_vault_is_refused_and_no_new_one_is_made(folder, public):
    keygen(folder, public, TODAY, days_ahead=0)
    (folder / "wrapping.key").unlink()
    with pytest.raises(Unusable, match="backup"):
        PrivateKeys(folder)
    assert not (folder / "wrapping.key").exists()


def test_a_key_wrapped_by_another_vault_is_refused(folder, public, tmp_path):
    keygen(folder, public, TODAY, days_ahead=0)
    keygen(tmp_path / "other", tmp_path / "other.json", TODAY, days_ahead=0)
    shutil.copy(tmp_path / "other" / "history-2026-11-24.key", folder)
    with pytest.raises(Unusable, match="does not unwrap"):
        PrivateKeys(folder).history(TODAY)


def test_a_key_that_was_never_completed_is_made_anew_and_a_damaged_one_is_refused(folder, public):
    keygen(folder, public, TODAY, days_ahead=0)
    (folder / "history-2026-11-25.key").touch(mode=0o600)
    assert keygen(folder, public, TODAY, days_ahead=1).keys == 1
    (folder / "history-2026-11-25.key").write_text("{")
    with pytest.raises(Unusable, match="damaged"):
        keygen(folder, public, TODAY, days_ahead=1)


def test_a_vault_open_to_others_is_refused(folder, public):
    folder.mkdir(mode=0o750)
    with pytest.raises(Unusable, match="chmod 700"):
        keygen(folder, public, TODAY)


def test_a_wrapper_of_another_kind_takes_the_place_of_the_file(folder, public):
    class Module:
        """Stands for a hardware module: what it wraps, only it unwraps."""

        def __init__(self):
            self.held = {}

        def wrap(self, name, private_key):
            self.held[name] = private_key
            return b"handle"

        def unwrap(self, name, wrapped):
            return self.held[name]

    module = Module()
    keygen(folder, public, TODAY, days_ahead=0, wrapper=module)
    assert not (folder / "wrapping.key").exists()
    published = PublicKeys.load(public).history(TODAY).public_bytes_raw()
    assert PrivateKeys(folder, module).history(TODAY).public_key().public_bytes_raw() == published


def test_the_messenger_sees_new_keys_without_a_restart(folder, public):
    keygen(folder, public, TODAY, days_ahead=0)
    keys = PublicKeys.load(public)
    with pytest.raises(NoKeyForToday, match="2026-11-25"):
        keys.history(TODAY + DAY)
    assert (keys.days_left(TODAY), keys.days_left(TODAY + DAY)) == (1, 0)
    keygen(folder, public, TODAY + DAY, days_ahead=9)
    assert keys.history(TODAY + DAY) is not None
    assert keys.days_left(TODAY + DAY) == 10


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_text("{")])
def test_a_file_lost_meanwhile_stops_readiness_and_not_the_sealing(folder, public, spoil):
    keygen(folder, public, TODAY, days_ahead=0)
    keys = PublicKeys.load(public)
    spoil(public)
    assert keys.history(TODAY) is not None
    assert keys.subscriber() is not None
    with pytest.raises(Unusable, match="folkmoot vault keygen"):
        keys.days_left(TODAY)


def _make_and_publish(place):
    keygen(place / "vault", place / "keys.json", TODAY, days_ahead=30)


def test_two_who_make_keys_at_once_never_publish_what_nobody_can_open(tmp_path):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        pool.map(_make_and_publish, [tmp_path] * 4)
    private, published = PrivateKeys(tmp_path / "vault"), PublicKeys.load(tmp_path / "keys.json")
    for day in (TODAY + n * DAY for n in range(31)):
        ours = private.history(day).public_key().public_bytes_raw()
        assert published.history(day).public_bytes_raw() == ours


def test_days_are_left_only_as_far_as_there_is_no_gap(folder, public):
    keygen(folder, public, TODAY, days_ahead=5)
    content = json.loads(public.read_bytes())
    del content["history"]["2026-11-27"]
    public.write_text(json.dumps(content))
    assert PublicKeys.load(public).days_left(TODAY) == 3


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "[]",
        '{"format":2,"history":{},"subscriber":{}}',
        '{"format":1,"history":{"today":"AAAA"},"subscriber":{}}',
        '{"format":1,"history":{"2026-11-24":"AAAA"},"subscriber":{}}',
        '{"format":1,"history":{"2026-11-24":"?"},"subscriber":{}}',
    ],
)
def test_a_file_without_keys_is_unusable_and_says_what_to_do(public, content):
    if content is not None:
        public.write_text(content)
    with pytest.raises(Unusable, match="folkmoot vault keygen"):
        PublicKeys.load(public)


def test_no_subscriber_key_is_not_ready_either(public):
    public.write_text('{"format":1,"history":{},"subscriber":{}}')
    keys = PublicKeys.load(public)
    assert keys.days_left(TODAY) == 0
    with pytest.raises(NoKeyForToday, match="subscriber"):
        keys.subscriber()
