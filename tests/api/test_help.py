"""help.* and the small answers: what a client asks of the server before it asks about people."""

from importlib import resources

import phonenumbers
import pytest

from folkmoot.api.caller import Caller, Device
from folkmoot.api.dispatch import Dispatch
from folkmoot.api.help import APP_CONFIG, json_value
from folkmoot.api.small import ANSWERS, BEFORE_SIGN_IN, Small
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.mtproto import tl
from tests.api.household import PLACE, Alone, Household, Refusal, read_by_telethon
from tests.support import ManualClock

STRANGER = AuthKeyId(99)


async def test_the_configuration_leads_back_to_this_server(household: Household) -> None:
    config = await household.call(Device(STRANGER), tl.HelpGetConfig())
    [here] = config.dc_options
    assert (here.id, here.ip_address, here.port, here.ipv6) == (2, PLACE.host, PLACE.port, False)
    assert (config.this_dc, config.me_url_prefix) == (2, PLACE.links)
    assert config.date == int(household.clock.time()) < config.expires
    assert (config.message_length_max, config.megagroup_size_max, config.chat_size_max) == (
        4096,
        200_000,
        200,
    )


async def test_the_nearest_place_is_the_only_one_and_no_country_is_guessed(household: Household) -> None:
    answer = await household.call(Device(STRANGER), tl.HelpGetNearestDc())
    assert answer == tl.NearestDc(country="", this_dc=2, nearest_dc=2)


async def test_the_app_configuration_is_sent_once(household: Household) -> None:
    first = await household.call(Device(STRANGER), tl.HelpGetAppConfig(hash=0))
    assert first.config == json_value(APP_CONFIG)
    again = await household.call(Device(STRANGER), tl.HelpGetAppConfig(hash=first.hash))
    assert again == tl.HelpAppConfigNotModified()


def test_json_is_spelled_kind_by_kind() -> None:
    spelled = json_value({"yes": True, "many": [1, 2.5, "x"], "deep": {"no": False}})
    assert spelled == tl.JsonObject(
        value=[
            tl.JsonObjectValue(key="yes", value=tl.JsonBool(value=True)),
            tl.JsonObjectValue(
                key="many",
                value=tl.JsonArray(
                    value=[tl.JsonNumber(value=1.0), tl.JsonNumber(value=2.5), tl.JsonString(value="x")]
                ),
            ),
            tl.JsonObjectValue(
                key="deep",
                value=tl.JsonObject(value=[tl.JsonObjectValue(key="no", value=tl.JsonBool(value=False))]),
            ),
        ]
    )


async def test_countries_have_names_codes_and_patterns_and_are_sent_once(household: Household) -> None:
    listed = await household.call(Device(STRANGER), tl.HelpGetCountriesList(lang_code="en", hash=0))
    by_iso = {country.iso2: country for country in listed.countries}
    germany, canada, america = by_iso["DE"], by_iso["CA"], by_iso["US"]
    assert germany.default_name == "Germany"
    assert germany.country_codes[0].country_code == "49"
    assert germany.country_codes[0].patterns == ["XXXX XXXXXXX"]
    assert "416" in canada.country_codes[0].prefixes
    assert america.country_codes[0].prefixes is None
    again = await household.call(Device(STRANGER), tl.HelpGetCountriesList(lang_code="de", hash=listed.hash))
    assert again == tl.HelpCountriesListNotModified()


def test_the_table_of_countries_is_as_fresh_as_the_library() -> None:
    table = resources.files("folkmoot.api").joinpath("countries.tsv").read_text(encoding="utf-8")
    codes = {line.split("\t")[0]: int(line.split("\t")[1]) for line in table.splitlines()}
    assert codes == {
        region: phonenumbers.country_code_for_region(region) for region in phonenumbers.SUPPORTED_REGIONS
    }, "run tools/countries.py"


async def test_there_are_no_terms_and_no_promotions_to_show(household: Household) -> None:
    ada = await household.join("Ada")
    tomorrow = int(household.clock.time()) + 86400
    assert await ada.call(tl.HelpGetTermsOfServiceUpdate()) == tl.HelpTermsOfServiceUpdateEmpty(
        expires=tomorrow
    )
    assert await ada.call(tl.HelpGetPromoData()) == tl.HelpPromoDataEmpty(expires=tomorrow)
    assert PLACE.links in (await ada.call(tl.HelpGetInviteText())).message


# --- the small answers ----------------------------------------------------------------------------------


def asked(request: type[tl.TLObject]) -> tl.TLObject:
    """Return a request of this kind with something in each required field."""
    fields = {
        "lang_code": "en",
        "lang_pack": "",
        "from_version": 0,
        "keys": [],
        "source": "",
        "events": [],
        "token_type": 1,
        "token": "t",
        "app_sandbox": False,
        "secret": b"",
        "other_uids": [],
        "period": 0,
        "id": [],
        "peer": tl.InputPeerSelf(),
        "peers": [],
        "suggestion": "s",
        "path": "",
        "hash": 0,
        "q": "",
        "filter": tl.InputMessagesFilterEmpty(),
        "user_id": tl.InputUserSelf(),
        "category": tl.TopPeerCategoryCorrespondents(),
        "offset_peer": tl.InputPeerEmpty(),
        "folder_id": 0,
    }
    if request is tl.HelpAcceptTermsOfService:
        return tl.HelpAcceptTermsOfService(id=tl.DataJSON(data="{}"))
    wanted = request.__struct_fields__
    required = wanted[: len(wanted) - len(request.__struct_defaults__)]
    return request(**{name: fields.get(name, 0) for name in required})


CASES = [
    (request, layer)
    for request in (*BEFORE_SIGN_IN, *ANSWERS)
    for layer in (181, 198, 227, 229)
    if tl.exists(request, layer)
]


async def small_answer(request: type[tl.TLObject], layer: int) -> bytes:
    """Ask a member's small question and return the answer's bytes."""
    dispatch = Dispatch(ManualClock(), Alone(), [Small(ManualClock())], calls=Buckets(10, 1.0))
    caller = Caller(
        Device(AuthKeyId(1), UserId(5), AuthorizationId(1), layer),
        SessionId(1),
        "203.0.113.9",
        5,
        AuthKeyId(1),
    )
    return await dispatch.answer(caller, tl.encode(asked(request), layer), Alone())


@pytest.mark.parametrize(("request_", "layer"), CASES)
async def test_every_small_question_has_an_answer_in_every_layer(
    request_: type[tl.TLObject], layer: int
) -> None:
    body = await small_answer(request_, layer)
    if request_ is tl.LangpackGetLanguage:
        assert tl.decode(body) == tl.RpcError(error_code=400, error_message="LANG_CODE_NOT_SUPPORTED")
    elif body != tl.TRUE:
        assert not isinstance(tl.decode(body), tl.RpcError)


@pytest.mark.parametrize("request_", [*BEFORE_SIGN_IN, *ANSWERS])
async def test_a_stock_client_reads_every_small_answer_to_its_end(request_: type[tl.TLObject]) -> None:
    read_by_telethon(await small_answer(request_, tl.NEWEST))


async def test_what_is_for_members_is_not_told_to_strangers(household: Household) -> None:
    with pytest.raises(Refusal, match="AUTH_KEY_UNREGISTERED"):
        await household.call(Device(STRANGER), tl.MessagesGetDialogFilters())
    assert await household.call(Device(STRANGER), tl.HelpGetAppUpdate(source="")) == tl.HelpNoAppUpdate()
