"""Files on disk: private ones, the data folder, and the way through folders that are closed."""

import os
import stat
import subprocess

import pytest

from folkmoot.kernel.errors import Unusable
from folkmoot.storage import claim
from folkmoot.storage.passage import let_pass
from folkmoot.storage.private_files import private_folder, read_or_make, read_private, write_private

GUEST = 12345


def test_a_private_file_is_made_once(tmp_path):
    path = tmp_path / "secret"
    assert read_or_make(path, lambda: b"first") == b"first"
    assert read_or_make(path, lambda: b"second") == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_writing_replaces_the_whole_file_or_nothing(tmp_path):
    path = tmp_path / "secret"
    write_private(path, b"old", replace=False)
    write_private(path, b"ignored", replace=False)
    assert read_private(path) == b"old"
    write_private(path, b"new", replace=True)
    assert read_private(path) == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_a_file_system_without_hard_links_does_too(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert read_or_make(tmp_path / "secret", lambda: b"first") == b"first"
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_a_folder_that_others_may_enter_keeps_no_secrets(tmp_path):
    private_folder(tmp_path / "new")
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    (tmp_path / "new").chmod(0o750)
    with pytest.raises(Unusable, match=f"chmod 700 {tmp_path}/new"):
        private_folder(tmp_path / "new")


def test_where_we_may_not_write_it_says_so(closed):
    with pytest.raises(Unusable, match="permission denied"):
        private_folder(closed / "new")
    with pytest.raises(Unusable, match="permission denied"):
        write_private(closed / "file", b"", replace=True)


@pytest.mark.parametrize("there", [[], ["lost+found"], ["folkmoot.toml"]])
def test_a_new_or_empty_folder_becomes_ours_and_stays_ours(tmp_path, there):
    for name in there:
        (tmp_path / name).mkdir()
    house = claim(tmp_path)
    (house / "server.json").write_text("{}")
    assert claim(tmp_path) == house == tmp_path.resolve()


def test_a_missing_folder_is_made_for_its_owner_only(tmp_path):
    assert stat.S_IMODE(claim(tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(Unusable, match="holds other files"):
        claim(tmp_path)


def test_a_folder_of_a_newer_folkmoot_is_left_alone(tmp_path):
    (tmp_path / ".folkmoot").write_text("2\n")
    with pytest.raises(Unusable, match="another version of Folkmoot"):
        claim(tmp_path)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "data").touch()
    with pytest.raises(Unusable, match="is a file"):
        claim(tmp_path / "data")


if os.geteuid() == 0:  # only root lets another user in

    def may(user, *command):
        done = subprocess.run(
            list(map(str, command)), user=user, group=user, extra_groups=[], capture_output=True
        )
        return done.returncode == 0

    @pytest.fixture
    def inner(scratch):
        """A file that all may read, below folders that only root may enter."""
        folder = scratch / "inner" / "most"
        folder.mkdir(parents=True)
        (scratch / "inner").chmod(0o700)
        (folder / "file").write_text("x")
        (scratch / "beside").write_text("x")
        return folder / "file"

    def test_one_user_passes_and_nobody_else(inner):
        assert not may(GUEST, "cat", inner)
        let_pass(GUEST, inner)
        assert may(GUEST, "cat", inner)
        assert not may(GUEST + 1, "cat", inner)

    def test_who_passes_cannot_look_around(inner, scratch):
        let_pass(GUEST, inner)
        assert not may(GUEST, "ls", scratch)
        assert not may(GUEST, "touch", scratch / "mine")

    def test_two_users_may_pass_and_doing_it_twice_changes_nothing(inner, scratch):
        let_pass(GUEST, inner)
        let_pass(GUEST + 1, inner)
        before = os.getxattr(scratch, "system.posix_acl_access")
        let_pass(GUEST, inner)
        assert os.getxattr(scratch, "system.posix_acl_access") == before
        assert may(GUEST, "cat", inner)
        assert may(GUEST + 1, "cat", inner)

    def test_a_way_that_somebody_closed_meanwhile_opens_again(inner, scratch):
        let_pass(GUEST, inner)
        scratch.chmod(0o700)
        assert not may(GUEST, "cat", inner)
        let_pass(GUEST, inner)
        assert may(GUEST, "cat", inner)

    def test_a_file_system_without_access_lists_is_named(inner, monkeypatch):
        def refuse(*_):
            raise OSError("not supported")

        monkeypatch.setattr(os, "setxattr", refuse)
        with pytest.raises(Unusable, match="chmod o\\+x"):
            let_pass(GUEST, inner)
