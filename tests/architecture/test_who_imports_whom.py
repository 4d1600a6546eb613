"""The rules of docs/architecture.md that go by a module's name or place; import-linter checks the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.architecture.tree import Import, Source, imports, inside, listed, sources

Rule = Callable[[tuple[Import, ...]], Iterator[Import]]

DOMAIN = "folkmoot.domain"
STORAGE = "folkmoot.storage"
LEGAL = "folkmoot.domain.legal"
MAY_TOUCH_LEGAL = (
    LEGAL,
    "folkmoot.domain.transparency",
    "folkmoot.web.legal",
    "folkmoot.workers",
    "folkmoot.bootstrap",
)


def front_doors_only(found: tuple[Import, ...]) -> Iterator[Import]:
    """Contexts meet at their front door: nobody outside names a module inside one."""
    for one in found:
        context = context_of(one.imported)
        if context not in (None, one.imported) and context_of(one.importer.module) != context:
            yield one


def stores_stand_on_facts(found: tuple[Import, ...]) -> Iterator[Import]:
    """Inside a context, service > store > facts. A store names no store and nothing that leads to one."""
    services = leading_to_a_store(found)
    for one in found:
        if is_store(one.importer.module) and (is_store(one.imported) or one.imported in services):
            yield one


def models_are_facts(found: tuple[Import, ...]) -> Iterator[Import]:
    """`model` and `errors` lead to no store and no storage: everybody in the context may import them."""
    services = leading_to_a_store(found)
    for one in found:
        to_a_store = is_store(one.imported) or inside(one.imported, STORAGE) or one.imported in services
        if to_a_store and is_model(one.importer.module):
            yield one


def sql_in_stores_only(found: tuple[Import, ...]) -> Iterator[Import]:
    """asyncpg is known to storage, and to the stores that it hands a connection to."""
    for one in found:
        importer = one.importer.module
        if inside(one.imported, "asyncpg") and not (inside(importer, STORAGE) or is_store(importer)):
            yield one


def legal_is_kept_apart(found: tuple[Import, ...]) -> Iterator[Import]:
    """domain.legal is known to those that disclose and count, and to nobody else."""
    for one in found:
        if inside(one.imported, LEGAL) and not any(
            inside(one.importer.module, part) for part in MAY_TOUCH_LEGAL
        ):
            yield one


RULES = [front_doors_only, stores_stand_on_facts, models_are_facts, sql_in_stores_only, legal_is_kept_apart]


@pytest.mark.parametrize("rule", RULES)
def test_the_source_keeps_the_rule(rule: Rule) -> None:
    broken = [str(one) for one in rule(tuple(imports(sources("src"))))]
    assert not broken, listed(broken)


@pytest.mark.parametrize(
    ("rule", "module", "line"),
    [
        (
            front_doors_only,
            "folkmoot.api.auth",
            "from folkmoot.domain.accounts.account_store import Accounts",
        ),
        (front_doors_only, "folkmoot.api.auth", "from folkmoot.domain.accounts import account_store"),
        (front_doors_only, "folkmoot.domain.chats.service", "from ..accounts.model import Profile"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.code_store", "from .signing_in import SigningIn"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.code_store", "from . import greeting"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.code_store", "from .account_store import Accounts"),
        (models_are_facts, "folkmoot.domain.accounts.model", "from .account_store import Row"),
        (models_are_facts, "folkmoot.domain.accounts.errors", "from folkmoot.storage import Database"),
        (sql_in_stores_only, "folkmoot.domain.accounts.signing_in", "import asyncpg"),
        (sql_in_stores_only, "folkmoot.api.auth", "from asyncpg.exceptions import UniqueViolationError"),
        (legal_is_kept_apart, "folkmoot.api.auth", "from folkmoot.domain.legal import Orders"),
    ],
)
def test_a_breach_is_found(rule: Rule, module: str, line: str) -> None:
    assert breaches(rule, module, line)


@pytest.mark.parametrize(
    ("rule", "module", "line"),
    [
        (front_doors_only, "folkmoot.api.auth", "from folkmoot.domain.accounts import SigningIn"),
        (front_doors_only, "folkmoot.domain.accounts.signing_in", "from .account_store import Accounts"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.code_store", "from .model import Profile"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.code_store", "from .usernames import Username"),
        (stores_stand_on_facts, "folkmoot.domain.accounts.greeting", "from .signing_in import SigningIn"),
        (models_are_facts, "folkmoot.domain.accounts.model", "from folkmoot.kernel.ids import UserId"),
        (sql_in_stores_only, "folkmoot.domain.accounts.code_store", "import asyncpg"),
        (legal_is_kept_apart, "folkmoot.web.legal.pages", "from folkmoot.domain.legal import Orders"),
    ],
)
def test_what_is_allowed_passes(rule: Rule, module: str, line: str) -> None:
    assert not breaches(rule, module, line)


def context_of(module: str) -> str | None:
    """The dotted name of the context that holds `module`, or None outside the domain."""
    return ".".join(module.split(".")[:3]) if module.startswith(DOMAIN + ".") else None


def is_store(module: str) -> bool:
    """Tell whether SQL may live here: `store`, or `people_store` where a context needs several."""
    return context_of(module) is not None and module.rpartition(".")[2].endswith("store")


def is_model(module: str) -> bool:
    """Tell whether these are the facts of a context, and what it refuses."""
    return context_of(module) is not None and module.rpartition(".")[2] in {"model", "errors"}


def leading_to_a_store(found: tuple[Import, ...]) -> set[str]:
    """The domain's modules, stores aside, that import a store or the storage, if only through others."""
    edges = [
        (one.importer.module, one.imported)
        for one in found
        if context_of(one.importer.module) and not is_store(one.importer.module)
    ]
    services: set[str] = set()
    while True:
        more = {
            importer
            for importer, imported in edges
            if is_store(imported) or inside(imported, STORAGE) or imported in services
        }
        if more <= services:
            return services
        services |= more


def breaches(rule: Rule, module: str, line: str) -> list[Import]:
    """Break a small context on purpose: what does the rule find when `module` says `line`?"""
    context = {
        "model": "",
        "usernames": "from .model import Profile",
        "account_store": "import asyncpg",
        "code_store": "",
        "signing_in": "from .account_store import Accounts",
        "greeting": "from .signing_in import SigningIn",
    }
    texts = {f"folkmoot.domain.accounts.{name}": text for name, text in context.items()}
    texts[module] = f"{texts.get(module, '')}\n{line}"
    small = tuple(Source(name.replace(".", "/") + ".py", name, text) for name, text in texts.items())
    return [one for one in rule(tuple(imports(small))) if one.importer.module == module]
