"""Time stamps: an authority's word that bytes were there at a moment, asked for and looked at.

The authority gets the hash and nothing else. Which one is asked is for the user to say; none is
asked unbidden.

Source: RFC 3161 (Time-Stamp Protocol), section 3.4 for HTTP.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2

from vedette.errors import EvidenceError, MissingExtra

SECONDS = 30.0
"""Until an authority must have answered; those that are public take one or two."""

LARGEST = 100_000
"""Bytes of an answer; with its chain of certificates one has 3,000 to 8,000."""

HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
"""Object identifiers of the hashes that a time stamp may be over (NIST, 2.16.840.1.101.3.4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """What a time stamp says: when, by whose certificate, and if a trusted root bears it out."""

    at: datetime
    by: str
    trusted: bool


def stamped(data: bytes, authority: str) -> bytes:
    """Ask an authority for a time stamp over bytes; gives its answer, DER.

    Raises EvidenceError where it gives none, MissingExtra where the library is not there.
    """
    library = _library()
    algorithm = library.HashAlgorithm.SHA256  # the one in which a package gives its own hash
    question = library.TimestampRequestBuilder().data(data).hash_algorithm(algorithm).build()
    answer = _ask(authority, question.as_bytes())
    found = _decoded(answer, authority, "ask another authority, or leave out --stamp")
    if found.status not in {0, 1}:  # granted, granted with modifications
        raise EvidenceError(
            what="the authority gives no time stamp",
            where=authority,
            why=f"status {found.status}",
            remedy="ask another, or leave out --stamp",
        )
    look_at(answer, data, authority)
    return answer


def _ask(authority: str, question: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query"}
    try:
        with httpx2.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
            answer = client.post(authority, content=question, headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as fault:
        raise EvidenceError(
            what="the time-stamping authority does not answer",
            where=authority,
            why=f"{type(fault).__name__}: {fault}"[:200],
            remedy="look at its address under [evidence] authority, or leave out --stamp",
        ) from fault
    if answer.status_code != 200 or len(answer.content) > LARGEST:
        raise EvidenceError(
            what="the time-stamping authority answers with no time stamp",
            where=authority,
            why=f"status {answer.status_code}, {len(answer.content)} bytes",
            remedy="look at its address under [evidence] authority, or leave out --stamp",
        )
    return answer.content


def look_at(token: bytes, data: bytes, where: str, roots: Iterable[Path] = ()) -> Stamped:
    """Look whether a time stamp is of these bytes; with roots, whether one bears it out.

    Raises EvidenceError where it is not, or where a root is given and none bears it out.
    """
    found = _decoded(token, where)
    imprint = found.tst_info.message_imprint
    if imprint.message != _hashed(data, imprint.hash_algorithm.dotted_string):
        raise EvidenceError(
            what="the time stamp is not of these bytes",
            where=where,
            remedy="what was stamped has been changed since: get the package from who made it",
        )
    files = tuple(roots)
    if files:
        _must_bear_out(found, data, where, files)
    return Stamped(at=found.tst_info.gen_time, by=_who(found), trusted=bool(files))


def _must_bear_out(found: Any, data: bytes, where: str, files: tuple[Path, ...]) -> None:
    library = _library()
    builder = library.VerifierBuilder()
    for certificate in _certificates(files):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(found, data)
    except library.VerificationError as fault:
        raise EvidenceError(
            what="no root that you trust bears the time stamp out",
            where=where,
            why=str(fault)[:200],
            remedy="give the root certificate of the authority that stamped, in PEM",
        ) from fault


def _certificates(files: Iterable[Path]) -> list[Any]:
    from cryptography import x509  # noqa: PLC0415 # comes with the extra

    found = []
    for file in files:
        try:
            found += x509.load_pem_x509_certificates(file.read_bytes())
        except (OSError, ValueError) as fault:
            raise EvidenceError(
                what="no certificate can be read",
                where=str(file),
                why=str(fault)[:200],
                remedy="give a file of certificates in PEM",
            ) from fault
    return found


def _hashed(data: bytes, algorithm: str) -> bytes:
    name = HASHES.get(algorithm)
    return hashlib.new(name, data).digest() if name else b""


def _who(found: Any) -> str:
    """Name whose certificate stamped: the authority that issued it, and its number."""
    signers = sorted(
        f"{one.issuer.rfc4514_string()}, number {one.serial_number}"
        for one in found.signed_data.signer_infos
    )
    return "; ".join(signers)


def _decoded(token: bytes, where: str, remedy: str = "get the package again") -> Any:
    library = _library()
    try:
        found = library.decode_timestamp_response(token)
        _ = found.tst_info, _who(found)  # an authority's refusal is an answer too, and has neither
    except ValueError as fault:
        raise EvidenceError(
            what="a time stamp that cannot be read",
            where=where,
            why=str(fault)[:200],
            remedy=remedy,
        ) from fault
    return found


def _library() -> Any:
    try:
        import rfc3161_client  # noqa: PLC0415 # an extra
    except ImportError as fault:
        raise MissingExtra(
            what="time stamps need rfc3161-client, which is not installed",
            where="the extra stamp",
            remedy="pip install 'vedette[stamp]'",
        ) from fault
    return rfc3161_client
