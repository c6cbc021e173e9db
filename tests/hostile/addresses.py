"""Addresses that lead inside, in every spelling that a browser, a library or a resolver takes."""

from ipaddress import IPv4Address

INSIDE = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255"),
    *("172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.0.1", "169.254.169.254"),
    *("100.64.0.1", "100.100.100.200", "198.18.0.1", "192.0.0.192", "168.63.129.16"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1"),
)
"""Loopback, private, link-local, metadata of clouds, carrier's, multicast, reserved."""

INSIDE_6 = (
    *("::", "::1", "0:0:0:0:0:0:0:1", "fe80::1", "fe80::1%25eth0", "fec0::1", "fc00::1"),
    *("fd00:ec2::254", "fd12:3456:789a::1", "ff02::1", "2001:db8::1", "100::1", "3fff::1"),
)
NAMES = (
    *("localhost", "LOCALHOST", "localhost.", "sub.localhost", "localhost.localdomain"),
    *("printer.local", "metadata.google.internal", "router.home.arpa", "x.onion"),
)
"""Names of this machine and its network, which no resolver is asked for."""

WILDCARDS = ("127.0.0.1.dns.example", "169-254-169-254.dns.example", "a.rebind.example")
"""Public names that whoever runs them lets resolve to anything; the tests' resolver does."""

CIRCLED = "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460"
FULL_WIDTH = "\uff11\uff12\uff17.\uff10.\uff10.\uff11"
IDEOGRAPHIC_DOTS = "127\u30020\u30020\u30021"

SCHEMES = (
    *("file:///etc/passwd", "file://localhost/etc/passwd", "ftp://127.0.0.1/", "data:text/html,x"),
    *("gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stats", "ldap://127.0.0.1/"),
    *("jar:http://127.0.0.1!/", "javascript:alert(1)", "about:blank", "view-source:http://[::1]/"),
    *("//127.0.0.1/", "http:127.0.0.1/", "http:///127.0.0.1/", "unix:///run/docker.sock", ""),
)
TRICKS = (
    *("http://user:pass@127.0.0.1/", "http://public.example@127.0.0.1/"),
    *("http://127.0.0.1#@public.example/", "http://127.0.0.1%2f@public.example:80@10.0.0.1/"),
    *("http://public.example\\@127.0.0.1/", "http://127.0.0.1\\@public.example/"),
    *("http://127.0.0.1%09/", "http://127.0.0.1%00.public.example/", "http://[127.0.0.1]/"),
    *("http://[::ffff:127.0.0.1%25lo]/", "http://public.example:22/", "http://public.example:25/"),
    *("http://public.example:6379@127.0.0.1:22/", "http://%31%32%37.0.0.1/"),
)


def spellings(address: IPv4Address) -> list[str]:
    """Every way in which an IPv4 address stands in a URL, as IPv4 or inside IPv6."""
    number = int(address)
    a, b, c, d = address.packed
    tail = f"{number >> 16:x}:{number & 0xFFFF:x}"
    return [
        *(str(address), f"{address}.", str(number), f"0x{number:x}", f"0{number:o}"),
        *(f"{a}.{b}.{c * 256 + d}", f"{a}.{number & 0xFFFFFF}"),
        *(f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        *(f"[::ffff:{address}]", f"[::ffff:{tail}]", f"[64:ff9b::{tail}]", f"[2002:{tail}::]"),
        *(f"[::{tail}]", f"[64:ff9b:1::{tail}]", f"[2a00::5efe:{tail}]", f"[2001::{tail}]"),
    ]


def addresses(port: int) -> list[str]:
    """Every address, each by itself and with a port at which somebody listens."""
    hosts = [host for inside in INSIDE for host in spellings(IPv4Address(inside))]
    hosts += [f"[{host}]" for host in INSIDE_6]
    hosts += [*NAMES, *WILDCARDS, CIRCLED, FULL_WIDTH, IDEOGRAPHIC_DOTS]
    return [
        *(f"http://{host}/" for host in hosts),
        *(f"https://{host}/latest/meta-data/" for host in hosts),
        *(f"http://{host}:{port}/" for host in hosts),
        *SCHEMES,
        *TRICKS,
    ]
