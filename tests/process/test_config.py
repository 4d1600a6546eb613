"""Settings: where a value comes from, and what an operator is told who slips."""

import json
from pathlib import Path

import pytest

from folkmoot import config
from folkmoot.config import Endpoint, Secret, Settings, load, pack, unpack
from folkmoot.kernel.errors import Unusable

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "configuration.md"


def folder_with(tmp_path: Path, toml: str) -> dict[str, object]:
    (tmp_path / "folkmoot.toml").write_text(toml)
    return {"data": str(tmp_path)}


def test_without_a_word_from_anybody_the_defaults_hold() -> None:
    settings = load({}, {})
    assert settings.listen == Endpoint("127.0.0.1", 4430)
    assert settings.http == Endpoint("127.0.0.1", 8080)
    assert settings.data == Path("data").absolute()
    assert not settings.test_numbers


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    flags = folder_with(tmp_path, 'listen = "127.0.0.1:1"\nhttp = "127.0.0.1:2"\nadvertise = "a.example:3"')
    environ = {"FOLKMOOT_LISTEN": "127.0.0.1:11", "FOLKMOOT_HTTP": "127.0.0.1:12"}
    settings = load({**flags, "listen": "127.0.0.1:21", "http": None}, environ)
    assert settings.listen.port == 21
    assert settings.http.port == 12
    assert settings.advertise == Endpoint("a.example", 3)


def test_a_table_of_the_file_is_a_prefix_in_the_environment(tmp_path: Path) -> None:
    flags = folder_with(tmp_path, "[limits]\nconnections = 7\nframe_bytes = 8192")
    limits = load(flags, {"FOLKMOOT_LIMITS_CONNECTIONS": "9"}).limits
    assert (limits.connections, limits.frame_bytes) == (9, 8192)


def test_lists_and_tables_fit_into_the_environment() -> None:
    settings = load(
        {},
        {
            "FOLKMOOT_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "FOLKMOOT_SMS_HEADERS": '{"Authorization": "Bearer x"}',
            "FOLKMOOT_TEST_NUMBERS": "true",
        },
    )
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")
    assert settings.sms.headers == {"Authorization": Secret("Bearer x")}
    assert settings.test_numbers


def test_the_file_may_lie_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('data = "/srv/house"')
    assert load({}, {"FOLKMOOT_CONFIG": str(file)}).data == Path("/srv/house")


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"FOLKMOOT_LISTN": "x"}, "FOLKMOOT_LISTN is no setting; did you mean FOLKMOOT_LISTEN?"),
        ({"FOLKMOOT_CONFIGS": "x"}, "FOLKMOOT_CONFIGS is no setting; did you mean FOLKMOOT_CONFIG?"),
        ({"FOLKMOOT_CONFIG": "/nowhere"}, "FOLKMOOT_CONFIG names /nowhere, and there is no such file"),
        (
            {"FOLKMOOT_LISTEN": "4430"},
            "listen: '4430' is not HOST:PORT, such as 127.0.0.1:4430 or [::]:443 (from FOLKMOOT_LISTEN)",
        ),
        (
            {"FOLKMOOT_LIMITS_CONNECTIONS": "many"},
            "limits.connections: must be a whole number (from FOLKMOOT_LIMITS_CONNECTIONS)",
        ),
        (
            {"FOLKMOOT_LIMITS_CONNECTIONS": "0"},
            "limits.connections: must be a whole number >= 1 (from FOLKMOOT_LIMITS_CONNECTIONS)",
        ),
        (
            {"FOLKMOOT_TEST_NUMBERS": "maybe"},
            "test_numbers: must be true or false (from FOLKMOOT_TEST_NUMBERS)",
        ),
        ({"FOLKMOOT_SMS_KIND": "mail"}, "sms.kind: must be one of file, http, none (from FOLKMOOT_SMS_KIND)"),
        ({"FOLKMOOT_SMS_KIND": "http"}, "sms.url: must be set when sms.kind is http"),
        ({"FOLKMOOT_SMS_BODY": "{"}, "FOLKMOOT_SMS_BODY must be a JSON object"),
        ({"FOLKMOOT_TRUSTED_PROXIES": "10.0.0.1/8"}, "trusted_proxies: 10.0.0.1/8 has host bits set"),
        ({"FOLKMOOT_DATABASE_URL": "mysql://x"}, "database_url: is not like postgresql://"),
        ({"FOLKMOOT_PUBLIC_URL": "chat.example"}, "public_url: 'chat.example' is not like https://"),
    ],
)
def test_a_slip_is_named_with_its_place_and_its_cure(environ: dict[str, str], told: str) -> None:
    with pytest.raises(Unusable) as slip:
        load({}, environ)
    assert str(slip.value).startswith(told)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("listen = ", "is not TOML"),
        ("[limit]\nconnections = 1", "limit.connections is no setting; did you mean limits.connections?"),
        ("limits = 3", "limits is no setting"),
        ("listen = 4430", "listen: must be a text"),
        ("[limits]\nconnections = 'x'", "limits.connections: must be a whole number"),
        ('data = "elsewhere"', "use FOLKMOOT_CONFIG or --data"),
    ],
)
def test_a_slip_in_the_file_names_the_file(tmp_path: Path, toml: str, told: str) -> None:
    with pytest.raises(Unusable) as slip:
        load(folder_with(tmp_path, toml), {})
    assert told in str(slip.value)
    assert "folkmoot.toml" in str(slip.value)


def test_a_secret_shows_in_no_repr_and_in_no_message() -> None:
    environ = {
        "FOLKMOOT_DATABASE_URL": "postgresql://owner:hush@db/house",
        "FOLKMOOT_SMS_HEADERS": '{"Authorization": "hush"}',
    }
    assert "hush" not in repr(load({}, environ))
    with pytest.raises(Unusable) as slip:
        load({}, {"FOLKMOOT_DATABASE_URL": "hush"})
    assert "hush" not in str(slip.value)


def test_settings_reach_a_child_whole_with_their_secrets() -> None:
    settings = load(
        {"listen": "[::1]:0"},
        {
            "FOLKMOOT_DATABASE_URL": "postgresql://owner:hush@db/house",
            "FOLKMOOT_SMS_HEADERS": '{"Authorization": "hush"}',
            "FOLKMOOT_TRUSTED_PROXIES": "10.0.0.0/8",
        },
    )
    assert unpack(pack(settings)) == settings


@pytest.mark.parametrize("text", ["127.0.0.1:0", "localhost:65535", "[::1]:443", "chat.example.org:80"])
def test_an_endpoint_is_written_as_it_is_read(text: str) -> None:
    assert str(Endpoint.read(text)) == text


@pytest.mark.parametrize("text", ["", ":1", "host", "host:", "host:65536", "::1:80", "a b:1", "http://a:1"])
def test_what_is_no_endpoint_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not HOST:PORT"):
        Endpoint.read(text)


def test_the_guide_tells_of_every_setting_and_is_up_to_date() -> None:
    assert GUIDE.read_text() == config.guide(), (
        "run: python -m folkmoot.config > docs/guides/configuration.md"
    )


def test_every_setting_has_a_meaning_and_a_variable_of_its_own() -> None:
    assert all(known.meaning.endswith(".") for known in config.KNOWN.values())
    assert len({known.variable for known in config.KNOWN.values()}) == len(config.KNOWN)


def test_the_default_body_of_a_text_carries_number_and_text() -> None:
    assert json.dumps(Settings().sms.body) == '{"to": "{phone}", "text": "{text}"}'
