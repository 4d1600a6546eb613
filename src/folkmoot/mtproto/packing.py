"""`gzip_packed`: inflated within a bound, packed only where it pays."""

import zlib

from folkmoot.kernel.errors import Malformed

LONG = 32_768
"""From here on packing is done fast rather than well: it holds the loop."""

WORTH_PACKING = 512
"""Answers below this many bytes go as they are."""


def inflate(packed: bytes, limit: int) -> bytes:
    """Return the inflated content of a gzip or zlib stream: clients send both headers.

    Raises `Malformed` when it is damaged, cut short or would grow beyond `limit` bytes; never allocates more.
    """
    stream = zlib.decompressobj(wbits=47)
    try:
        plain = stream.decompress(packed, limit + 1)
    except zlib.error as error:
        raise Malformed("gzip_packed cannot be inflated") from error
    if len(plain) > limit or not stream.eof:
        raise Malformed(f"gzip_packed is cut short or holds more than {limit} bytes")
    return plain


def deflate(plain: bytes) -> bytes | None:
    """Return `plain` as a gzip stream, or None when it is too short to bother or does not shrink."""
    if len(plain) < WORTH_PACKING:
        return None
    packed = zlib.compress(plain, level=6 if len(plain) < LONG else 1, wbits=31)
    return packed if len(packed) < len(plain) else None
