"""Where a collector may connect: the public internet, and what the configuration names.

A feed may list any address, and a page may redirect anywhere; a name may resolve to a public
address when it is checked and to a private one when it is used. So the check sits where the
connection is made: `Guard` is the network backend of the HTTP client. It resolves the name itself,
refuses every address that is not public, and connects to the very address that it checked; TLS
still asks for the name.

Sources: IANA IPv4 and IPv6 special-purpose address registries (RFC 6890 and its updates), RFC 6052
(NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 6761 (special names).
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore2
import httpx2

from vedette.errors import AddressRefused, CollectError, ConfigurationError, LedInward

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Turns a host name and a port into IP addresses in text form; raises OSError if there are none."""

SHUT: tuple[Network, ...] = (
    ip_network("0.0.0.0/8"),
    ip_network("10.0.0.0/8"),
    ip_network("100.64.0.0/10"),
    ip_network("127.0.0.0/8"),
    ip_network("169.254.0.0/16"),
    ip_network("172.16.0.0/12"),
    ip_network("192.0.0.0/24"),
    ip_network("192.0.2.0/24"),
    ip_network("192.31.196.0/24"),
    ip_network("192.52.193.0/24"),
    ip_network("192.88.99.0/24"),
    ip_network("192.168.0.0/16"),
    ip_network("192.175.48.0/24"),
    ip_network("198.18.0.0/15"),
    ip_network("198.51.100.0/24"),
    ip_network("203.0.113.0/24"),
    ip_network("224.0.0.0/3"),
    ip_network("168.63.129.16/32"),  # the metadata service of one cloud stands on a public address
    ip_network("::/96"),
    ip_network("100::/64"),
    ip_network("64:ff9b:1::/48"),
    ip_network("2001::/23"),
    ip_network("2001:db8::/32"),
    ip_network("2002::/16"),
    ip_network("3fff::/20"),
    ip_network("5f00::/16"),
    ip_network("fc00::/7"),
    ip_network("fe80::/9"),  # link-local and the old site-local
    ip_network("ff00::/8"),
)
"""Special-purpose networks, listed here because Python's own table differs between versions."""

MAPPED = ip_network("::ffff:0:0/96")
NAT64 = ip_network("64:ff9b::/96")
SHUT_NAMES = ("localhost", "localdomain", "local", "internal", "home.arpa", "onion", "invalid")
WEB_PORTS = frozenset({80, 443})
_HOST = re.compile(r"^(?:[a-z0-9_.-]+|[0-9a-f:.]+)$")


def host_of(url: httpx2.URL) -> str:
    """Give the host as it goes over the wire: lower case, other alphabets in IDNA form.

    Empty where it has no such form, as an interface after `%` in another alphabet.
    """
    try:
        return url.raw_host.decode("ascii").lower()
    except UnicodeError:
        return ""


def public(address: Address) -> bool:
    """Tell whether an address lies in the open internet, looking through IPv6 to IPv4.

    >>> public(ip_address("::ffff:127.0.0.1")), public(ip_address("9.9.9.9"))
    (False, True)
    """
    if isinstance(address, IPv6Address):
        if address in MAPPED or address in NAT64:
            return public(IPv4Address(int(address) & 0xFFFFFFFF))
        if (
            int(address) >> 32 & 0xFDFFFFFF == 0x00005EFE
        ):  # ISATAP carries an IPv4 address, RFC 5214
            return False
    return address.is_global and not any(
        address.version == net.version and address in net for net in SHUT
    )


def literal(host: str) -> Address | None:
    """Read an address that stands in place of a name, in every form that a resolver understands.

    >>> literal("0x7f.1"), literal("2130706433"), literal("example.org")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), None)
    """
    bare = host.strip("[]").partition("%")[0].rstrip(".")
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare)) if bare and " " not in bare else None
    except (OSError, UnicodeError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the configuration opens beyond the public internet.

    A host is allowed as it is spelled in an address (a name, or one IP address); a network allows
    every name that resolves into it.
    """

    hosts: frozenset[str] = frozenset()
    addresses: frozenset[Address] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> "Allowed":
        """Sort names, addresses and networks as a configuration lists them.

        >>> Allowed.of(["127.0.0.1", "wiki.example", "10.1.0.0/16"]).networks
        (IPv4Network('10.1.0.0/16'),)
        """
        listed = sorted({name.strip().lower() for name in names} - {""})
        networks = tuple(_network(name) for name in listed if "/" in name)
        plain = [name for name in listed if "/" not in name]
        addresses = frozenset(found for name in plain if (found := literal(name)) is not None)
        names = (name.rstrip(".") for name in plain if literal(name) is None)
        hosts = frozenset(host_of(httpx2.URL(f"http://{name}/")) for name in names)
        return cls(hosts=hosts, addresses=addresses, networks=networks)

    def names(self, host: str) -> bool:
        """Tell whether this host, as spelled, was opened on purpose."""
        found = literal(host)
        if found is None:
            return host.lower().rstrip(".") in self.hosts
        return found in self.addresses or self.holds(found)

    def holds(self, address: Address) -> bool:
        """Tell whether an address lies in a network that was opened on purpose."""
        return any(address.version == net.version and address in net for net in self.networks)


def _network(name: str) -> Network:
    try:
        return ip_network(name, strict=False)
    except ValueError as fault:
        raise ConfigurationError(
            what="not a network",
            where=name,
            why=str(fault),
            remedy="write it like 10.1.0.0/16",
        ) from fault


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the operating system's resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Guard(httpcore2.AsyncNetworkBackend):
    """A network that connects only to public addresses, and to those the configuration names."""

    def __init__(self, allowed: Allowed | None = None, resolve: Resolve = system_resolve) -> None:
        self.allowed = allowed or Allowed()
        self._resolve = resolve
        self._wire = httpcore2.AnyIOBackend()

    def admit(self, url: httpx2.URL) -> None:
        """Refuse what can be refused from the address alone, before any name is looked up."""
        where = str(url)[:300]
        if url.scheme not in {"http", "https"}:
            raise AddressRefused(
                what=f"the scheme {url.scheme or '(none)'} is not asked",
                where=where,
                remedy="give an http or https address",
            )
        if not _HOST.match(host_of(url)):
            raise AddressRefused(what="no host in the address", where=where)
        if url.userinfo:
            raise AddressRefused(what="a user name or password in the address", where=where)
        if self.allowed.names(host_of(url)):
            return
        self._admit_stranger(url, where)

    def _admit_stranger(self, url: httpx2.URL, where: str) -> None:
        port = url.port or 443
        if port < 1024 and port not in WEB_PORTS:
            raise AddressRefused(what=f"port {port} is not a web port", where=where)
        found = literal(host_of(url))
        if found is not None and not public(found):
            raise _private(where, str(found))
        labels = host_of(url).rstrip(".")
        if any(labels == name or labels.endswith("." + name) for name in SHUT_NAMES):
            raise _private(where, "a name of this machine or its network")

    def outward(self) -> "Guard":
        """Give the guard for addresses that others led us to: it opens nothing but the internet."""
        return Guard(resolve=self._resolve)

    def inward(self, url: httpx2.URL, named_by: httpx2.URL) -> bool:
        """Tell whether an address leads to an allowed private host from anywhere but itself.

        What is opened for one intranet source is not opened to a feed that points at it.
        """
        return self.allowed.names(host_of(url)) and host_of(url) != host_of(named_by)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 the signature is the backend's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, check every address, and connect to one of those that were checked."""
        checked = await self.checked(host, port)
        share = None if timeout is None else timeout / len(checked)
        fault: Exception | None = None
        for address in checked:
            try:
                return await self._wire.connect_tcp(
                    str(address), port, share, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failed:
                fault = failed
        raise fault or httpcore2.ConnectError("no address to connect to")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 the signature is the backend's
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Refuse: no source is published on a socket file."""
        del timeout, socket_options
        raise AddressRefused(what="a socket file is no source", where=path)

    async def sleep(self, seconds: float) -> None:
        await self._wire.sleep(seconds)

    async def checked(self, host: str, port: int) -> list[Address]:
        """Resolve a name and give the addresses that may be connected to, IPv4 first."""
        found = await self._addresses(host, port)
        spelled = self.allowed.names(host)
        for address in found:
            if not (spelled or public(address) or self.allowed.holds(address)):
                of = AddressRefused if literal(host) else LedInward
                raise _private(host, str(address), of)
        # IPv4 first: where IPv6 is configured but dead, it costs the whole connect timeout.
        return sorted(set(found), key=lambda address: (address.version, int(address)))[:4]

    async def _addresses(self, host: str, port: int) -> list[Address]:
        written = literal(host)
        if written is not None:
            return [written]
        try:
            found = [literal(name) for name in await self._resolve(host, port)]
        except (OSError, UnicodeError) as fault:
            raise CollectError(
                what="the name cannot be resolved", where=host, why=str(fault)
            ) from fault
        if not found or None in found:
            raise CollectError(what="the name has no address", where=host)
        return [address for address in found if address is not None]


def _private(where: str, why: str, of: type[AddressRefused] = AddressRefused) -> AddressRefused:
    return of(
        what="not an address of the public internet",
        where=where,
        why=why,
        remedy="if this is an intranet source, name its host in the configuration",
    )
