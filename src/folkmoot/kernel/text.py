"""Text as people type it: cleaned for names, counted as clients count."""

import re
import unicodedata

_UNSEEN = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_CONTROL = re.compile(r"[\u0000-\u0009\u000b-\u001f\u007f-\u009f]")


def clean_line(text: str) -> str:
    """Return `text` as one line: NFC, no control or direction marks, runs of white space folded to one space.

    A name made of nothing visible becomes the empty string, which callers refuse.
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"\s+", " ", text)
    return _UNSEEN.sub("", text).strip()


def clean_text(text: str) -> str:
    """Return `text` without control characters but line breaks, and without space around it.

    What people write keeps its joiners and direction marks, on which emoji and scripts depend. A NUL would be
    refused by the database.
    """
    return _CONTROL.sub("", text).strip()


def utf16_length(text: str) -> int:
    """Count `text` in UTF-16 code units, as Telegram's limits and entity offsets do."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)
