"""The HTTP port: what it serves, and what holds for every answer."""

from __future__ import annotations

import asyncio
import contextlib
import mimetypes
import os
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import structlog
import uvicorn
from litestar import Litestar, MediaType, Request, Response, route
from litestar.enums import HttpMethod
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template.config import TemplateConfig
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from folkmoot.kernel.errors import Broken

from .front import Front
from .health import Check, ask

log = structlog.get_logger()

HERE = Path(__file__).parent
READ = (HttpMethod.GET, HttpMethod.HEAD)

HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""On every answer, errors included. Pages run no script and load nothing from elsewhere."""


def make_app(front: Front, checks: Mapping[str, Check], *, test_numbers: bool = False) -> ASGIApp:
    """Make the pages of a server that clients see as `front` and that is ready when all `checks` pass."""

    @route("/", http_method=READ, media_type=MediaType.HTML)
    async def start() -> Template:
        return Template("start.html", context={"front": front, "test_numbers": test_numbers})

    @route("/healthz", http_method=READ, media_type=MediaType.TEXT)
    async def healthz() -> str:
        return "ok\n"

    @route("/readyz", http_method=READ)
    async def readyz() -> Response[bytes]:
        health = await ask(checks)
        return Response(
            msgspec.json.encode(health) + b"\n",
            status_code=200 if health.ready else 503,
            media_type=MediaType.JSON,
            headers={"cache-control": "no-store"},
        )

    @route("/metrics", http_method=READ)
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        if {"forwarded", "x-forwarded-for", "via"} & set(request.headers):
            raise NotFoundException  # figures are for the house: not through a proxy
        return Response(generate_latest(_figures()), headers={"content-type": CONTENT_TYPE_LATEST})

    @route("/static/{name:str}", http_method=READ)
    async def static(name: FromPath[str]) -> Response[bytes]:
        if name not in STATIC:
            raise NotFoundException
        return Response(
            STATIC[name],
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            headers={"cache-control": "public, max-age=3600"},
        )

    app = Litestar(
        [start, healthz, readyz, metrics, static],
        openapi_config=None,
        logging_config=None,
        template_config=TemplateConfig(directory=HERE / "templates", engine=JinjaTemplateEngine),
        exception_handlers={HTTPException: _refusal, 500: _fault},
    )
    return _with_headers(app)


STATIC = {path.name: path.read_bytes() for path in (HERE / "static").iterdir() if path.is_file()}


def _figures() -> CollectorRegistry:
    """All processes' figures where they are collected in a folder, else this process's own."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


_WORDS = {
    404: ("There is no such page", "Look at the address again, or begin at the front page."),
    405: ("This cannot be done here", "The page is there, but it does not take this kind of request."),
}


def _refusal(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    title, what_to_do = _WORDS.get(
        error.status_code, ("This request does not make sense", "Please check what you sent.")
    )
    return _page(request, error.status_code, title, what_to_do, dict(error.headers or {}))


def _fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    log.error("a page failed", path=request.scope["path"], exc_info=error)
    return _page(
        request,
        500,
        "Something broke on our side",
        "Nothing that you sent was at fault. Try again later.",
        {},
    )


def _page(
    request: Request[Any, Any, Any], status: int, title: str, what_to_do: str, headers: dict[str, str]
) -> Response[Any]:
    kept = {name: value for name, value in headers.items() if name.lower() == "allow"}
    engine = request.app.template_engine
    assert engine is not None
    html = engine.get_template("error.html").render(status=status, title=title, what_to_do=what_to_do)
    return Response(html, status_code=status, media_type=MediaType.HTML, headers=kept)


def _with_headers(app: ASGIApp) -> ASGIApp:
    """Put `HEADERS` on each answer, whoever makes it."""
    fixed = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *fixed]
            await send(message)

        await app(scope, receive, sending)

    return wrapped


class HttpServer:
    """Serves an app on a bound socket, inside the running loop."""

    def __init__(self, app: ASGIApp, *, trusted_proxies: tuple[str, ...], stop_seconds: float) -> None:
        config = uvicorn.Config(
            app,
            http="httptools",
            ws="none",
            loop="none",
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=list(trusted_proxies),
            timeout_graceful_shutdown=max(1, int(stop_seconds)),
        )
        self._server = uvicorn.Server(config)
        self._server.capture_signals = contextlib.nullcontext  # type: ignore[assignment, method-assign]

    @contextlib.asynccontextmanager
    async def serving(self, listener: socket.socket) -> AsyncIterator[None]:
        """Serve on `listener` inside the block; then take no more requests and answer those that run."""
        task = asyncio.create_task(self._server.serve(sockets=[listener]))
        try:
            while not self._server.started:
                if task.done():
                    await task
                    raise Broken("the HTTP server ended before it began")
                await asyncio.sleep(0.01)
            yield
        finally:
            self._server.should_exit = True
            await task
