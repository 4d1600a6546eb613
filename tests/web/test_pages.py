"""What the HTTP port serves, asked as a browser, a balancer and a monitor do."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar.types import ASGIApp

from folkmoot.config import Settings
from folkmoot.web.app import make_app
from folkmoot.web.front import Front
from folkmoot.web.health import NotReady, addresses_are_true

PEM = "-----BEGIN RSA PUBLIC KEY-----\nMIIBCgKCAQEA\n-----END RSA PUBLIC KEY-----\n"
FRONT = Front(
    host="127.0.0.1",
    port=4430,
    ws="ws://localhost:4430/apiws",
    http="http://localhost:8080",
    dc_id=2,
    public_key_pem=PEM,
    fingerprint="-3414540481677951611",
)


async def fine() -> None:
    return None


async def broken() -> None:
    raise NotReady("it is older than this folkmoot: run `folkmoot migrate`")


async def crashing() -> None:
    raise ConnectionResetError("192.0.2.7 has hung up")


def asking(app: ASGIApp) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://house")


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with asking(make_app(FRONT, {"database": fine})) as client:
        yield client


async def test_the_front_page_says_how_to_connect(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    for said in ("127.0.0.1:4430", "ws://localhost:4430/apiws", FRONT.fingerprint, "MIIBCgKCAQEA"):
        assert said in page
    assert "session.set_dc(2, &#34;127.0.0.1&#34;, 4430)" in page


async def test_test_numbers_are_named_only_where_they_are_on(browser: httpx.AsyncClient) -> None:
    assert "99966" not in (await browser.get("/")).text
    async with asking(make_app(FRONT, {}, test_numbers=True)) as other:
        assert "+9996612345" in (await other.get("/")).text


async def test_pages_load_nothing_from_elsewhere_and_run_no_script(browser: httpx.AsyncClient) -> None:
    page = (await browser.get("/")).text
    assert "<script" not in page
    assert "style=" not in page
    for link in ("/static/house.css", "/static/mark.svg"):
        assert link in page
        assert (await browser.get(link)).status_code == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/metrics", "/static/house.css", "/nowhere"])
async def test_every_answer_carries_the_headers_of_a_careful_house(
    browser: httpx.AsyncClient, path: str
) -> None:
    headers = (await browser.get(path)).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_head_is_answered_like_get(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/healthz", "/readyz", "/metrics"):
        assert (await browser.head(path)).status_code == 200


async def test_a_page_that_is_not_there_says_so_plainly(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


async def test_a_wrong_method_names_the_right_ones(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "cannot be done here" in answer.text


@pytest.mark.parametrize("name", ["..%2fapp.py", "%2e%2e/app.py", "house.css%00", "../templates/base.html"])
async def test_only_our_own_static_files_are_given_out(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/static/{name}")).status_code == 404


async def test_alive_does_not_mean_ready() -> None:
    async with asking(make_app(FRONT, {"database": broken, "messenger": fine})) as client:
        assert (await client.get("/healthz")).text == "ok\n"
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "ready": False,
        "checks": {
            "database": "it is older than this folkmoot: run `folkmoot migrate`",
            "messenger": "ok",
        },
    }


async def test_a_check_that_crashes_is_not_ready_and_tells_no_address() -> None:
    async with asking(make_app(FRONT, {"database": crashing})) as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "cannot be reached"}


async def test_figures_are_for_the_house_and_not_for_who_comes_through_a_proxy(
    browser: httpx.AsyncClient,
) -> None:
    inside = await browser.get("/metrics")
    assert inside.status_code == 200
    assert "# TYPE " in inside.text
    outside = await browser.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert outside.status_code == 404


async def test_behind_a_balancer_nothing_is_ready_until_it_is_named() -> None:
    with pytest.raises(NotReady, match="trusted_proxies"):
        await addresses_are_true(Settings(balanced=True))()
    await addresses_are_true(Settings(balanced=True, trusted_proxies=("10.0.0.0/8",)))()
    await addresses_are_true(Settings())()
