"""Lets the unprivileged user that PostgreSQL runs as pass through folders that are closed to it.

PostgreSQL refuses to run as root. When root starts Folkmoot, PostgreSQL runs as a system user of its own,
whose data may lie below a folder of root's with mode 0700. The usual cure, `chmod o+x` on everything above,
opens those folders to everybody. An access control entry opens them to that one user, for passing through
only: it cannot list them, and what lies beside its own folder keeps its own protection.
"""

import os
import stat
import struct
from pathlib import Path

from folkmoot.kernel.errors import Unusable

_ATTRIBUTE = "system.posix_acl_access"
_VERSION = struct.pack("<I", 2)
_ENTRY = struct.Struct("<HHI")  # tag, permissions, id: the form in which Linux keeps an access list
_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY = 0xFFFFFFFF
_PASS = 1

Entries = dict[tuple[int, int], int]


def let_pass(user: int, target: Path) -> None:
    """Let the system user with the id `user` reach `target` through every folder above it.

    Raises `Unusable` where the file system keeps no access lists.
    """
    for folder in reversed(target.resolve().parents):
        state = folder.stat()
        if state.st_mode & stat.S_IXOTH or state.st_uid == user:
            continue
        try:
            _add(folder, user, state.st_mode)
        except (OSError, AttributeError) as error:  # no access lists on this file system, or this system
            raise Unusable(
                f"PostgreSQL, which cannot run as root, may not enter {folder}:"
                f" run `chmod o+x {folder}`, use another data folder, or run folkmoot as an ordinary user"
            ) from error


def _add(folder: Path, user: int, mode: int) -> None:
    entries = _read(folder) or {
        (_OWNER, _NOBODY): mode >> 6 & 7,
        (_GROUP, _NOBODY): mode >> 3 & 7,
        (_OTHER, _NOBODY): mode & 7,
    }
    entries[_USER, user] = entries.get((_USER, user), 0) | _PASS
    entries[_MASK, _NOBODY] = entries.get((_MASK, _NOBODY), mode >> 3 & 7) | _PASS
    packed = b"".join(_ENTRY.pack(tag, entries[tag, id_], id_) for tag, id_ in sorted(entries))
    os.setxattr(folder, _ATTRIBUTE, _VERSION + packed)


def _read(folder: Path) -> Entries:
    if _ATTRIBUTE not in os.listxattr(folder):
        return {}
    packed = os.getxattr(folder, _ATTRIBUTE)
    return {(tag, id_): rights for tag, rights, id_ in _ENTRY.iter_unpack(packed[len(_VERSION) :])}
