"""Addresses of clients: one spelling for each, and what counts as one asker."""

import ipaddress


def plain_address(address: str) -> str:
    """Return `address` as we keep it: an IPv4 address that travels inside IPv6 (`::ffff:…`) as IPv4."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    return str(mapped or ip)


def neighbourhood(address: str) -> str:
    """Return what counts as one asker: an IPv4 address, or an IPv6 /64, which one person has whole."""
    try:
        ip = ipaddress.ip_address(plain_address(address))
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
