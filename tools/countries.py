"""Write `src/folkmoot/api/countries.tsv` from the data of `phonenumbers`.

One line a country: ISO code, calling code, English name, prefixes and number patterns (comma-separated, may
be empty). The table is made ahead because reading it from the library at run time would load every country's
metadata and every place name: 200 MB and seconds, in the process that must never stall.

    python tools/countries.py            write the file
    python tools/countries.py --check    exit 1 when the file is stale
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from phonenumbers.geodata.locale import LOCALE_DATA

TARGET = Path(__file__).parent.parent / "src/folkmoot/api/countries.tsv"

UNNAMED = {"AC": "Ascension Island", "TA": "Tristan da Cunha", "XK": "Kosovo"}
"""Countries that have numbers, but no name in the library."""

SPLIT_BY_PREFIX = (1, 7)
"""Calling codes whose countries clients tell apart by the digits after the code."""


def english(region: str) -> str:
    """Return the English name; the library writes a repeated name as a pointer to another language."""
    names = LOCALE_DATA.get(region)
    if names is None:
        return UNNAMED[region]
    name: str = names["en"]
    return names[name[1:]] if name.startswith("*") else name


def prefixes(region: str, code: int) -> list[str]:
    """Return the digits after a shared `code` that belong to `region` alone; none for its main country."""
    if code not in SPLIT_BY_PREFIX or phonenumbers.region_code_for_country_code(code) == region:
        return []
    width = 3 if code == 1 else 1
    return [p for n in range(10**width) if owner(code, p := f"{n:0{width}}") == region]


def owner(code: int, prefix: str) -> str | None:
    """Return the one region whose numbers start with `prefix`, judged by likely continuations."""
    left = 10 - len(prefix)
    tails = ("2" * left, "5550123".ljust(left, "4")[:left], "7" * left, "0" * left)
    numbers = [phonenumbers.parse(f"+{code}{prefix}{tail}") for tail in tails]
    found = {phonenumbers.region_code_for_number(number) for number in numbers} - {None}
    return found.pop() if len(found) == 1 else None


def patterns(region: str, code: int) -> list[str]:
    """Return how the example mobile number is spaced after its calling code, digits as X."""
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    example = example or phonenumbers.example_number(region)
    if example is None:
        return []
    spelled = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL).removeprefix(f"+{code}")
    return [re.sub(r"\d", "X", re.sub(r"\D+", " ", spelled).strip())]


def lines() -> Iterator[str]:
    """Yield the table, countries by name."""
    rows: dict[str, str] = {}
    for region in phonenumbers.SUPPORTED_REGIONS:
        code = phonenumbers.country_code_for_region(region)
        name = english(region)
        columns = (
            region,
            str(code),
            name,
            ",".join(prefixes(region, code)),
            ",".join(patterns(region, code)),
        )
        rows[name] = "\t".join(columns)
    for name in sorted(rows):
        yield rows[name]


def main() -> int:
    made = "\n".join(lines()) + "\n"
    if "--check" in sys.argv:
        return int(TARGET.read_text(encoding="utf-8") != made)
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
