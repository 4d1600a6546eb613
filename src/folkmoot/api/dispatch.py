"""Constructor -> handler, with the wrappers peeled off, limits applied and refusals spelled.

Every call gets exactly one answer: a result or an `rpc_error`. Nothing that a client sends raises out of
here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import structlog

from folkmoot.domain.accounts import AppInfo
from folkmoot.kernel import metrics
from folkmoot.kernel.clock import Clock
from folkmoot.kernel.errors import Malformed, Refused
from folkmoot.kernel.ids import AuthKeyId
from folkmoot.kernel.limits import Buckets
from folkmoot.mtproto import packing, tl

from .caller import Caller
from .errors import Rpc, spell

log = structlog.get_logger()

Handler = Callable[[Caller, Any], Awaitable[Any]]
Marked = TypeVar("Marked", bound=Callable[..., Any])

LONG = 16_384
"""Bytes of a request from which on it is read in a thread."""

INFLATED_SIGNED_OUT = 65_536
"""Bytes that a request of nobody may unpack to."""

BYTES_A_TURN = 8_192
"""Unpacked bytes that are charged as one call more."""

WRAPPERS_AT_MOST = 8
"""invokeWithLayer(initConnection(invokeAfterMsg(…))): more than these few is somebody testing our stack."""


@dataclass(frozen=True, slots=True)
class _Serving:
    request: type[tl.TLObject]
    signed_out: bool


def serves(request: type[tl.TLObject], *, signed_out: bool = False) -> Callable[[Marked], Marked]:
    """Mark a method as the handler of `request`; `signed_out` lets it be called before sign-in."""

    def mark(method: Marked) -> Marked:
        served: list[_Serving] = getattr(method, "__serves__", [])
        method.__serves__ = [*served, _Serving(request, signed_out)]  # type: ignore[attr-defined]
        return method

    return mark


class RemembersApps(Protocol):
    """Where a device's layer and `initConnection` data are kept between sessions."""

    async def remember_app(self, key_id: AuthKeyId, layer: int, app: AppInfo | None) -> None: ...


class Order(Protocol):
    """The calls of one session, for `invokeAfterMsg`."""

    async def after(self, msg_ids: tuple[int, ...], own: int) -> str | None:
        """Return when none of these calls is running any more, or the name of the error if one failed.

        Only earlier messages than `own` are waited for, so that no two wait for each other, and unknown ids
        are not.
        """
        ...

    def without_updates(self) -> None:
        """Send this session no updates from now on (`invokeWithoutUpdates`)."""
        ...


@dataclass(slots=True)
class Wrapped:
    """A request with its wrappers off."""

    query: bytes
    layer: int = 0
    app: AppInfo | None = None
    after: tuple[int, ...] = ()
    updates: bool = True


class Dispatch:
    """All namespaces behind one door.

    `calls` limits each device: a burst, then so many calls a second; beyond it the answer is FLOOD_WAIT_X.
    """

    def __init__(
        self,
        clock: Clock,
        apps: RemembersApps,
        namespaces: Iterable[object],
        *,
        calls: Buckets,
        inflated: int = 1 << 20,
    ) -> None:
        self._clock = clock
        self._apps = apps
        self._calls = calls
        self._inflated = inflated
        self._handlers: dict[type[tl.TLObject], tuple[Handler, bool]] = {}
        for namespace in namespaces:
            self._collect(namespace)

    def _collect(self, namespace: object) -> None:
        for name in dir(namespace):
            method = getattr(namespace, name)
            for serving in getattr(method, "__serves__", ()):
                if serving.request in self._handlers:
                    raise ValueError(f"{tl.NAMES[serving.request]} has two handlers")
                self._handlers[serving.request] = (method, serving.signed_out)

    @property
    def methods(self) -> list[str]:
        """The dotted names of all methods that are served, in order."""
        return sorted(tl.NAMES[request] for request in self._handlers)

    async def answer(self, caller: Caller, body: bytes, order: Order) -> bytes:
        """Run one call and return its encoded result or `rpc_error`. Raises nothing but cancellation."""
        began = time.perf_counter()
        method, outcome = "unknown", "refused"
        try:
            self._take_turn(caller)
            wrapped = self._unwrap(caller, body)
            await self._take_note(caller, wrapped, order)
            kind, handler = self._admit(caller, wrapped.query)
            method = tl.NAMES[kind]
            result = await handler(caller, await _request(wrapped.query))
            answer = tl.encode_answer(kind, result, caller.device.layer)
            outcome = "ok"
        except Refused as error:
            spelled = spell(error)
            if spelled is None:
                outcome = "failed"
                log.error("a refusal has no spelling on the wire", kind=type(error).__name__, method=method)
                spelled = (500, "INTERNAL")
            answer = rpc_error(*spelled)
        except Exception:
            outcome = "failed"
            log.exception("a call failed", method=method)
            answer = rpc_error(500, "INTERNAL")
        metrics.RPC.labels(method, outcome).inc()
        metrics.RPC_SECONDS.labels(method).observe(time.perf_counter() - began)
        return answer

    def _take_turn(self, caller: Caller, cost: float = 1.0) -> None:
        """Charge the device, so that its temporary keys share what it may do. Raises `TryLater`."""
        self._calls.take(caller.device.key_id or caller.auth_key, self._clock.monotonic(), cost)

    def _unwrap(self, caller: Caller, body: bytes) -> Wrapped:
        """Take the wrappers off. What comes out of `gzip_packed` is charged: a little can hold much."""
        wrapped = Wrapped(body)
        for _ in range(WRAPPERS_AT_MOST):
            kind = tl.constructor_of(wrapped.query)
            peel = _PEEL.get(kind) if kind else None
            if peel is not None:
                peel(wrapped, _decoded(wrapped.query))
            elif kind is tl.GzipPacked:
                packed: tl.GzipPacked = _decoded(wrapped.query)
                limit = self._inflated if caller.device.user is not None else INFLATED_SIGNED_OUT
                wrapped.query = packing.inflate(packed.packed_data, min(limit, self._inflated))
                self._take_turn(caller, len(wrapped.query) / BYTES_A_TURN)
            else:
                return wrapped
        raise Rpc(400, "INPUT_REQUEST_TOO_LONG")

    async def _take_note(self, caller: Caller, wrapped: Wrapped, order: Order) -> None:
        """Remember what the wrappers say of the client; wait for the calls that must come first."""
        device = caller.device
        layer = min(wrapped.layer, tl.NEWEST) or device.layer or tl.OLDEST
        if layer < tl.OLDEST:
            raise Rpc(400, "CONNECTION_LAYER_INVALID")
        app = wrapped.app or device.app
        if (layer, app) != (device.layer, device.app):
            device.layer, device.app = layer, app
            if device.key_id:
                await self._apps.remember_app(device.key_id, layer, app)
        if not wrapped.updates:
            order.without_updates()
        if wrapped.after:
            failed = await order.after(wrapped.after, caller.msg_id)
            if failed is not None:
                raise Rpc(400, failed)

    def _admit(self, caller: Caller, query: bytes) -> tuple[type[tl.TLObject], Handler]:
        """Return what is asked for and who serves it, before any of it is read.

        An unknown method has an error name of its own, since clients probe for methods. Raises `SignedOut`.
        """
        kind = tl.constructor_of(query)
        if kind is None or kind not in self._handlers:
            raise Rpc(400, f"INPUT_METHOD_INVALID_{int.from_bytes(query[:4], 'little')}")
        handler, signed_out = self._handlers[kind]
        if not caller.device.key_id and kind is not tl.AuthBindTempAuthKey:
            raise Rpc(401, "AUTH_KEY_PERM_EMPTY")
        if not signed_out:
            _ = caller.user
        return kind, handler


async def _request(query: bytes) -> tl.TLObject:
    """Read a request; a long one, which may take tenths of a second, in a thread, so that others go on."""
    return tl.decode(query) if len(query) <= LONG else await asyncio.to_thread(tl.decode, query)


def rpc_error(code: int, name: str) -> bytes:
    """Encode an `rpc_error`."""
    return tl.encode(tl.RpcError(error_code=code, error_message=name))


def _decoded(query: bytes) -> Any:
    try:
        return tl.decode(query)
    except tl.UnknownConstructor as error:
        raise Malformed("a wrapper holds what it must not") from error


def _peel_layer(wrapped: Wrapped, wrapper: tl.InvokeWithLayer) -> None:
    wrapped.layer, wrapped.query = wrapper.layer, wrapper.query


def _peel_connection(wrapped: Wrapped, wrapper: tl.InitConnection) -> None:
    wrapped.query = wrapper.query
    wrapped.app = AppInfo(
        api_id=wrapper.api_id,
        device_model=wrapper.device_model,
        system_version=wrapper.system_version,
        app_version=wrapper.app_version,
        system_lang_code=wrapper.system_lang_code,
        lang_pack=wrapper.lang_pack,
        lang_code=wrapper.lang_code,
    ).trimmed()


def _peel_after(wrapped: Wrapped, wrapper: tl.InvokeAfterMsg) -> None:
    wrapped.query, wrapped.after = wrapper.query, (*wrapped.after, wrapper.msg_id)


def _peel_after_all(wrapped: Wrapped, wrapper: tl.InvokeAfterMsgs) -> None:
    wrapped.query, wrapped.after = wrapper.query, (*wrapped.after, *wrapper.msg_ids)


def _peel_without_updates(wrapped: Wrapped, wrapper: tl.InvokeWithoutUpdates) -> None:
    wrapped.query, wrapped.updates = wrapper.query, False


def _peel_plain(wrapped: Wrapped, wrapper: tl.InvokeWithMessagesRange | tl.InvokeWithTakeout) -> None:
    wrapped.query = wrapper.query


_PEEL: dict[type[tl.TLObject], Callable[[Wrapped, Any], None]] = {
    tl.InvokeWithLayer: _peel_layer,
    tl.InitConnection: _peel_connection,
    tl.InvokeAfterMsg: _peel_after,
    tl.InvokeAfterMsgs: _peel_after_all,
    tl.InvokeWithoutUpdates: _peel_without_updates,
    tl.InvokeWithMessagesRange: _peel_plain,
    tl.InvokeWithTakeout: _peel_plain,
}
