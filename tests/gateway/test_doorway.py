"""Who is at the door, told from the first bytes."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from folkmoot.gateway import proxy
from folkmoot.gateway.doorway import Doorway, Opened
from folkmoot.gateway.proxy import Peer, Trusted
from folkmoot.kernel.errors import Malformed

BALANCER = Peer("10.0.0.7", 40000)
PROXIES = Trusted(["10.0.0.0/8"])
V4 = bytes([203, 0, 113, 9, 10, 0, 0, 7]) + (51000).to_bytes(2, "big") + (443).to_bytes(2, "big")
V6 = bytes(15) + b"\x09" + bytes(16) + (51001).to_bytes(2, "big") + (443).to_bytes(2, "big")


def header(said: bytes, command: int = 0x21, family: int = 0x11) -> bytes:
    return proxy.SIGNATURE + bytes([command, family]) + len(said).to_bytes(2, "big") + said


def fed(doorway: Doorway, data: bytes, cuts: list[int]) -> Opened | None:
    """Feed `data` in pieces; return what was told, with all bytes after it joined to `rest`."""
    opened, rest, start = None, b"", 0
    for end in [*sorted(cut % (len(data) + 1) for cut in cuts), len(data)]:
        piece, start = data[start:end], end
        if opened is None:
            opened = doorway.receive(piece)
        else:
            rest += piece
    return opened and Opened(opened.peer, opened.websocket, opened.forwarded, opened.rest + rest)


@given(st.lists(st.integers(0, 60), max_size=4), st.binary(min_size=4, max_size=40))
def test_a_balancer_says_whom_it_stands_for_however_the_bytes_are_cut(cuts, after):
    after = b"\xef" + after
    opened = fed(Doorway(BALANCER, trusted=True), header(V4) + after, cuts)
    assert opened == Opened(Peer("203.0.113.9", 51000), websocket=False, forwarded=False, rest=after)


def test_extensions_after_the_addresses_are_passed_over():
    opened = Doorway(BALANCER, trusted=True).receive(header(V6 + b"\x04\x00\x01x", family=0x21) + b"\xee" * 4)
    assert opened is not None
    assert (opened.peer, opened.rest) == (Peer("::9", 51001), b"\xee" * 4)


def test_an_address_of_one_family_that_travels_as_the_other_is_one_address():
    mapped = bytes(10) + b"\xff\xff" + V4[:4] + bytes(16) + V4[8:]
    opened = Doorway(BALANCER, trusted=True).receive(header(mapped, family=0x21) + b"\xee" * 4)
    assert opened is not None
    assert opened.peer == Peer("203.0.113.9", 51000)


def test_a_health_check_of_the_balancer_keeps_the_balancers_own_address():
    opened = Doorway(BALANCER, trusted=True).receive(
        header(b"", command=0x20, family=0) + b"\xef\x00\x00\x00"
    )
    assert opened is not None
    assert opened.peer == BALANCER


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize(
    "first",
    [
        header(V4, command=0x11),
        header(V4, family=0x12),
        header(V4[:8]),
        header(bytes(4000)),
    ],
)
def test_a_wrong_proxy_header_closes_the_socket(first, trusted):
    with pytest.raises(Malformed):
        Doorway(BALANCER, trusted=trusted).receive(first)


def test_a_stranger_cannot_claim_another_address():
    with pytest.raises(Malformed):
        Doorway(Peer("198.51.100.1", 1), trusted=False).receive(header(V4) + b"\xef\x00\x00\x00")


def test_a_balancer_that_says_nothing_is_not_taken_for_a_client():
    with pytest.raises(Malformed):
        Doorway(BALANCER, trusted=True).receive(b"\xef" + bytes(63))


def test_http_of_a_trusted_proxy_must_name_the_client():
    opened = Doorway(BALANCER, trusted=True).receive(b"GET /apiws HTTP/1.1\r\n")
    assert opened is not None
    assert opened.websocket
    assert opened.forwarded
    with pytest.raises(Malformed):
        proxy.forwarded([], BALANCER, PROXIES)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_what_the_proxy_itself_saw_is_believed(said, address):
    assert proxy.forwarded([said], BALANCER, PROXIES).address == address


def test_the_client_is_looked_for_behind_all_our_own_proxies():
    said = ["6.6.6.6", "203.0.113.9, 10.0.0.9", "10.1.1.1"]
    assert proxy.forwarded(said, BALANCER, PROXIES).address == "203.0.113.9"
    with pytest.raises(Malformed):
        proxy.forwarded(["10.0.0.9"], BALANCER, PROXIES)


@pytest.mark.parametrize("said", ["", "unknown", "203.0.113.9:80", "203.0.113.9,"])
def test_what_is_no_address_is_refused(said):
    with pytest.raises(Malformed):
        proxy.forwarded([said], BALANCER, PROXIES)


@given(st.binary(min_size=1, max_size=80))
def test_a_strangers_bytes_pass_unchanged(data):
    assume(not data.startswith(proxy.SIGNATURE))
    opened = Doorway(Peer("198.51.100.1", 1), trusted=False).receive(data)
    if len(data) >= 4 and not proxy.SIGNATURE.startswith(data[:12]):
        assert opened is not None
        assert opened.rest == data
        assert opened.websocket == data.startswith(b"GET ")


def test_trust_reaches_mapped_addresses_and_no_further():
    trusted = Trusted(["10.0.0.0/8", "::1/128"])
    assert "10.2.3.4" in trusted
    assert "::ffff:10.2.3.4" in trusted
    assert "11.2.3.4" not in trusted
    assert "not an address" not in trusted
