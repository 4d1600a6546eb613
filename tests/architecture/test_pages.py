"""Pages that are pointed to exist, and the decisions are listed."""

from __future__ import annotations

import re

from tests.architecture.tree import ROOT, listed, sources

PAGE = re.compile(r"\bdocs/[\w/.-]+?\.md\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def test_pages_named_in_the_source_exist():
    missing = [
        f"{source.path} points to {page}"
        for source in sources("src", "tests", "tools", "bench")
        for page in PAGE.findall(source.text)
        if not (ROOT / page).exists()
    ]
    assert not missing, listed(missing)


def test_links_between_pages_lead_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")]
    missing = [
        f"{page.relative_to(ROOT)} links to {link}"
        for page in pages
        for link in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not missing, listed(missing)


def test_every_decision_is_in_the_index():
    index = (ROOT / "docs/decisions/README.md").read_text("utf-8")
    missing = [
        page.name for page in sorted((ROOT / "docs/decisions").glob("0*.md")) if f"({page.name})" not in index
    ]
    assert not missing, listed(missing)
