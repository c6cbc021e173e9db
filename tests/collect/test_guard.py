"""The address guard lets nothing inward, however it is spelled."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore2
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.addresses import spellings

from vedette.collect.guard import Allowed, Guard, literal, public
from vedette.errors import AddressRefused, CollectError, ConfigurationError, LedInward

PRIVATE = [
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
    *("172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4"),
    *("240.0.0.0/4", "168.63.129.16/32"),
]
PRIVATE_6 = ["::1/128", "::/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32"]
inward = st.sampled_from(PRIVATE).flatmap(lambda net: st.ip_addresses(v=4, network=net))
inward_6 = st.sampled_from(PRIVATE_6).flatmap(lambda net: st.ip_addresses(v=6, network=net))


@given(inward)
def test_no_spelling_of_a_private_ipv4_address_is_admitted(address: IPv4Address) -> None:
    """Decimal, octal, hexadecimal, short, mapped, translated and tunnelled forms are refused."""
    for host in spellings(address):
        with pytest.raises((AddressRefused, httpx2.InvalidURL)):
            Guard().admit(httpx2.URL(f"http://{host}/"))


@given(inward_6)
def test_no_private_ipv6_address_is_admitted(address: IPv6Address) -> None:
    """Loopback, local, link-local, multicast and documentation addresses are refused."""
    for host in (address.compressed, address.exploded):
        with pytest.raises(AddressRefused):
            Guard().admit(httpx2.URL(f"https://[{host}]/"))


@given(st.sampled_from(["9.9.9.9", "93.184.215.14", "2a00:1450::1", "64:ff9b::909:909"]))
def test_public_addresses_are_admitted(host: str) -> None:
    """The guard does not refuse everything, and looks through NAT64."""
    assert public(ip_address(host))
    Guard().admit(httpx2.URL(f"http://[{host}]/" if ":" in host else f"http://{host}/"))


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "data:text/html,x"),
        *("http://user:secret@example.org/", "http:///x", "http://example.org:25/"),
        *("http://localhost/", "http://a.LOCALHOST./", "http://metadata.google.internal/"),
    ],
)
def test_schemes_credentials_ports_and_local_names_are_refused(url: str) -> None:
    """What an address alone gives away needs no look-up."""
    with pytest.raises(AddressRefused):
        Guard().admit(httpx2.URL(url))


@pytest.mark.parametrize("found", ["10.0.0.1", "::1", "169.254.169.254", "fd00::1"])
async def test_a_public_name_with_a_private_address_is_refused(found: str) -> None:
    """The check is repeated on what the resolver says, and one bad address spoils the name."""

    async def resolve(host: str, port: int) -> list[str]:
        assert (host, port) == ("rebind.example", 80)
        return ["93.184.215.14", found]

    with pytest.raises(LedInward, match="public internet"):
        await Guard(resolve=resolve).connect_tcp("rebind.example", 80)


async def test_the_connection_goes_to_the_address_that_was_checked(web) -> None:
    """One look-up only: a resolver that changes its answer is asked no second time."""
    asked = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    guard = Guard(Allowed(networks=(ip_network("127.0.0.0/8"),)), resolve)
    stream = await guard.connect_tcp("inside.example", web.port)
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", web.port)
    assert len(asked) == 1
    await stream.aclose()


async def test_the_next_address_is_tried_when_one_is_dead(web) -> None:
    """A name with a dead and a living address can still be reached."""

    async def resolve(host: str, port: int) -> list[str]:
        del host, port
        return ["127.0.0.2", "::1", "127.0.0.1"]

    guard = Guard(Allowed.of(["127.0.0.0/8", "::1/128"]), resolve)
    stream = await guard.connect_tcp("two.example", web.port)
    await stream.aclose()
    with pytest.raises(httpcore2.ConnectError):
        await guard.connect_tcp("two.example", 1)


async def test_a_name_that_does_not_resolve_says_so() -> None:
    """A failing resolver is an error in words, not a traceback."""

    async def resolve(host: str, port: int) -> list[str]:
        raise OSError(f"no such host: {host}:{port}")

    with pytest.raises(CollectError, match="cannot be resolved"):
        await Guard(resolve=resolve).connect_tcp("gone.example", 80)


def test_the_configuration_opens_hosts_and_networks() -> None:
    """A bare address opens only its own spelling in an address; a network opens what lies in it."""
    allowed = Allowed.of(["127.0.0.1", "Wiki.Example", "10.1.0.0/16"])
    assert allowed.names("127.0.0.1")
    assert allowed.names("wiki.example.")
    assert allowed.names("10.1.2.3")
    assert not allowed.names("10.2.0.1")
    assert not allowed.names("localhost")
    assert not allowed.holds(ip_address("127.0.0.1"))


def test_a_network_that_is_none_is_a_configuration_error() -> None:
    """The message names what was written."""
    with pytest.raises(ConfigurationError, match=r"10\.1\.0\.0/99"):
        Allowed.of(["10.1.0.0/99"])


async def test_socket_files_are_refused() -> None:
    """No source is published on one."""
    with pytest.raises(AddressRefused):
        await Guard().connect_unix_socket("/run/some.sock")


@given(st.ip_addresses(v=4))
def test_literals_are_read_as_the_resolver_reads_them(address: IPv4Address) -> None:
    """Every IPv4 spelling means the same address."""
    assert {literal(host) for host in spellings(address)[:9]} == {address}
