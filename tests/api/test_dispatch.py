"""Every call gets one answer, whatever it is wrapped in and whatever goes wrong."""

from __future__ import annotations

import gzip

import pytest

from folkmoot.api.caller import Caller, Device
from folkmoot.api.dispatch import WRAPPERS_AT_MOST, Dispatch, serves
from folkmoot.api.errors import ERRORS, spell
from folkmoot.domain.accounts import AppInfo
from folkmoot.kernel.errors import Malformed, Refused, TryLater
from folkmoot.kernel.ids import AuthKeyId, AuthorizationId, SessionId, UserId
from folkmoot.kernel.limits import Buckets
from folkmoot.mtproto import tl
from tests.support import ManualClock

QUERY = tl.encode(tl.HelpGetNearestDc())


class Hall:
    """One open method, one for members, one that refuses as the test says."""

    def __init__(self) -> None:
        self.refusal: Exception = Malformed()

    @serves(tl.HelpGetNearestDc, signed_out=True)
    async def open(self, caller: Caller, request: tl.HelpGetNearestDc) -> tl.NearestDc:
        return tl.NearestDc(country="", this_dc=2, nearest_dc=2)

    @serves(tl.UsersGetUsers)
    async def members(self, caller: Caller, request: tl.UsersGetUsers) -> list[tl.TypeUser]:
        return [tl.User(id=caller.user, access_hash=1)]

    @serves(tl.HelpGetConfig, signed_out=True)
    async def refuse(self, caller: Caller, request: tl.HelpGetConfig) -> bool:
        raise self.refusal


class Apps:
    def __init__(self) -> None:
        self.remembered: list[tuple[int, AppInfo | None]] = []

    async def remember_app(self, key_id: AuthKeyId, layer: int, app: AppInfo | None) -> None:
        self.remembered.append((layer, app))


class Calls:
    """The other calls of the session."""

    def __init__(self) -> None:
        self.waited_for: tuple[int, ...] = ()
        self.updates = True
        self.stuck = False

    async def after(self, msg_ids: tuple[int, ...], own: int) -> str | None:
        self.waited_for = msg_ids
        return "MSG_WAIT_TIMEOUT" if self.stuck else None

    def without_updates(self) -> None:
        self.updates = False


class Desk:
    def __init__(self, burst: int = 100) -> None:
        self.hall, self.apps, self.calls, self.clock = Hall(), Apps(), Calls(), ManualClock()
        self.device = Device(AuthKeyId(7))
        self.dispatch = Dispatch(self.clock, self.apps, [self.hall], calls=Buckets(burst, 1.0))

    def caller(self) -> Caller:
        return Caller(self.device, SessionId(1), "203.0.113.9", 5000, AuthKeyId(7))

    async def ask(self, body: bytes) -> tl.TLObject:
        return tl.decode(await self.dispatch.answer(self.caller(), body, self.calls))

    async def error(self, body: bytes) -> str:
        answer = await self.ask(body)
        assert isinstance(answer, tl.RpcError), answer
        return f"{answer.error_code} {answer.error_message}"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def introduced(query: bytes, layer: int = 200, model: str = "Telephone") -> bytes:
    app = tl.InitConnection(
        api_id=6,
        device_model=model,
        system_version="1",
        app_version="2",
        system_lang_code="en",
        lang_pack="",
        lang_code="en",
        query=query,
    )
    return tl.encode(tl.InvokeWithLayer(layer=layer, query=tl.encode(app)))


async def test_what_a_client_says_of_itself_is_remembered_once(desk):
    assert isinstance(await desk.ask(introduced(QUERY)), tl.NearestDc)
    await desk.ask(introduced(QUERY))
    await desk.ask(QUERY)
    ((layer, app),) = desk.apps.remembered
    assert layer == 200
    assert app is not None
    assert (app.api_id, app.device_model) == (6, "Telephone")


async def test_a_long_device_name_is_cut(desk):
    await desk.ask(introduced(QUERY, model="x" * 5000))
    assert len(desk.device.app.device_model) <= 128


@pytest.mark.parametrize(("named", "taken"), [(181, 181), (229, 229), (230, 229), (9999, 229)])
async def test_a_newer_client_gets_the_newest_layer_that_we_have(desk, named, taken):
    await desk.ask(introduced(QUERY, layer=named))
    assert desk.device.layer == taken


@pytest.mark.parametrize("named", [-1, 1, 180])
async def test_a_client_too_old_to_understand_us_is_told_so(desk, named):
    assert await desk.error(introduced(QUERY, layer=named)) == "400 CONNECTION_LAYER_INVALID"


async def test_a_client_that_never_named_a_layer_gets_the_oldest(desk):
    await desk.ask(QUERY)
    assert desk.device.layer == tl.OLDEST


async def test_all_wrappers_come_off_and_do_their_work(desk):
    inner = tl.encode(tl.GzipPacked(packed_data=gzip.compress(QUERY)))
    inner = tl.encode(tl.InvokeAfterMsg(msg_id=5, query=inner))
    inner = tl.encode(tl.InvokeAfterMsgs(msg_ids=[6, 7], query=inner))
    inner = tl.encode(tl.InvokeWithoutUpdates(query=inner))
    assert isinstance(await desk.ask(introduced(inner)), tl.NearestDc)
    assert sorted(desk.calls.waited_for) == [5, 6, 7]
    assert not desk.calls.updates


async def test_a_call_does_not_wait_for_ever(desk):
    desk.calls.stuck = True
    assert await desk.error(tl.encode(tl.InvokeAfterMsg(msg_id=5, query=QUERY))) == "400 MSG_WAIT_TIMEOUT"


async def test_a_tower_of_wrappers_is_refused(desk):
    body = QUERY
    for _ in range(WRAPPERS_AT_MOST + 1):
        body = tl.encode(tl.InvokeWithoutUpdates(query=body))
    assert await desk.error(body) == "400 INPUT_REQUEST_TOO_LONG"


async def test_a_bomb_in_a_wrapper_is_refused(desk):
    bomb = tl.encode(tl.GzipPacked(packed_data=gzip.compress(bytes(64 << 20))))
    assert await desk.error(introduced(bomb)) == "400 INPUT_REQUEST_INVALID"


@pytest.mark.parametrize("body", [b"", b"\x01", bytes(8), tl.encode(tl.Pong(msg_id=1, ping_id=2))])
async def test_what_is_no_method_of_ours_is_an_error_and_no_more(desk, body):
    assert (await desk.error(body)).startswith("400 INPUT_METHOD_INVALID_")


async def test_a_cut_request_is_an_error(desk):
    desk.device.signed_in(UserId(42), AuthorizationId(1))
    whole = tl.encode(tl.UsersGetUsers(id=[tl.InputUserSelf()]))
    assert await desk.error(whole[:-2]) == "400 INPUT_REQUEST_INVALID"


async def test_members_methods_ask_for_sign_in(desk):
    request = tl.encode(tl.UsersGetUsers(id=[tl.InputUserSelf()]))
    assert await desk.error(request) == "401 AUTH_KEY_UNREGISTERED"
    desk.device.signed_in(UserId(42), AuthorizationId(1))
    answer = await desk.ask(request)
    assert isinstance(answer, tl.Vector)
    assert answer.items[0].id == 42


async def test_what_a_stranger_may_not_call_is_not_even_read(desk, monkeypatch):
    monkeypatch.setattr(tl, "decode", lambda data: pytest.fail("it was read"))
    request = (0x0D91A548).to_bytes(4, "little") + bytes(400_000)
    assert (await desk.dispatch.answer(desk.caller(), request, desk.calls))[4:8] == (401).to_bytes(
        4, "little"
    )


async def test_what_a_little_gzip_holds_is_charged():
    desk = Desk(burst=20)
    desk.device.signed_in(UserId(42), AuthorizationId(1))
    users = tl.encode(tl.UsersGetUsers(id=[tl.InputUserSelf()] * 20_000))
    packed = tl.encode(tl.GzipPacked(packed_data=gzip.compress(users)))
    assert isinstance(await desk.ask(packed), tl.Vector)
    assert (await desk.error(packed)).startswith("420 FLOOD_WAIT_")


async def test_a_device_that_calls_too_often_is_told_how_long_to_wait():
    desk = Desk(burst=2)
    await desk.ask(QUERY)
    await desk.ask(QUERY)
    assert await desk.error(QUERY) == "420 FLOOD_WAIT_1"
    desk.clock.advance(1)
    assert isinstance(await desk.ask(QUERY), tl.NearestDc)


@pytest.mark.parametrize(
    ("refusal", "answer"),
    [
        (TryLater(30), "420 FLOOD_WAIT_30"),
        (Malformed("why"), "400 INPUT_REQUEST_INVALID"),
        (RuntimeError("a secret"), "500 INTERNAL"),
    ],
)
async def test_what_goes_wrong_is_spelled_as_clients_know_it(desk, refusal, answer):
    desk.hall.refusal = refusal
    assert await desk.error(tl.encode(tl.HelpGetConfig())) == answer


def every_refusal(kind: type[Refused]) -> list[type[Refused]]:
    return [kind, *(deep for below in kind.__subclasses__() for deep in every_refusal(below))]


def test_every_refusal_of_the_domain_has_a_spelling():
    unspelled = [
        kind.__name__
        for kind in every_refusal(Refused)
        if kind is not Refused
        and kind.__module__.startswith("folkmoot.domain")
        and not any(base in ERRORS for base in kind.__mro__)
    ]
    assert unspelled == []


def test_the_nearest_class_decides():
    class Specially(TryLater):
        pass

    assert spell(Specially(3)) == (420, "FLOOD_WAIT_3")
    assert spell(Refused()) is None
