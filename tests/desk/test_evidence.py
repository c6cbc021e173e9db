"""Evidence out of a ledger, stamped by an authority on loopback, and looked at again."""

import json
import shutil
import subprocess
import threading
import zipfile
from base64 import b64decode, b64encode
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from click.testing import CliRunner
from tests.ledger.making import NOON, article, capture

from vedette.cli import main
from vedette.desk.evidence import Wanted, pack, verify
from vedette.desk.settings import Settings
from vedette.errors import EvidenceError, NotHeld
from vedette.ledger.append import Appender
from vedette.ledger.store import Store
from vedette.records import Article
from vedette.write import wacz

PAGE = b"<!doctype html><title>A cable</title><p>A cable broke off Hanko on Monday.</p>"


@pytest.fixture
def settings(tmp_path):
    """Settings over a ledger with two articles, a day apart."""
    url = f"sqlite:///{tmp_path}/l.sqlite"
    with (
        closing(Store(url, write=True)) as store,
        Appender(store, now=lambda: NOON).batch() as batch,
    ):
        for n, key in enumerate("ab"):
            known = NOON + timedelta(days=n)
            held = replace(
                capture(key, PAGE + key.encode(), entry=False, known=known), media_type="text/html"
            )
            told = article(key, text=f"A cable broke off Hanko. {key}", known=known)
            batch.article(batch.capture(held), told, by=told.reader)
    return Settings(ledger=url)


def name_of(key: str) -> str:
    """Give the id of an article."""
    return Article(text="x", source="fi/test", key=key).id


def test_an_article_is_packed_with_what_it_was_read_from(settings, tmp_path):
    """By its id; the hash that is told is that of the seal."""
    output = tmp_path / "case.wacz"
    packed = pack(settings, Wanted(articles=(name_of("a"),)), output, stamp=False)
    found = verify(output)
    assert (packed.captures, found.pages, found.issues) == (1, 1, ())
    assert packed.hash == found.hash
    assert found.stamp is None
    with zipfile.ZipFile(output) as archive:
        assert name_of("a") in archive.read(wacz.PAGES).decode()


def test_a_time_is_packed_from_its_beginning_to_before_its_end(settings, tmp_path):
    """What became known within it."""
    output = tmp_path / "case.wacz"
    day = timedelta(days=1)
    for since, until, count in ((NOON, NOON + day, 1), (NOON, None, 2), (NOON + day, None, 1)):
        wanted = Wanted(since=since, until=until)
        assert pack(settings, wanted, output, stamp=False).captures == count


def test_what_is_not_held_leaves_no_file(settings, tmp_path):
    """Neither a package without captures nor a half one."""
    output = tmp_path / "case.wacz"
    with pytest.raises(EvidenceError, match="nothing is held of articles none"):
        pack(settings, Wanted(articles=("none",)), output, stamp=False)
    with pytest.raises(NotHeld):
        pack(settings, Wanted(incident="none"), output, stamp=False)
    assert list(tmp_path.glob("case*")) == []


def test_a_change_in_what_the_package_says_of_itself_is_found(settings, tmp_path):
    """Its hash is that of the seal, or it is not."""
    output, forged = tmp_path / "case.wacz", tmp_path / "forged.wacz"
    pack(settings, Wanted(since=NOON), output, stamp=False)
    with zipfile.ZipFile(output) as old, zipfile.ZipFile(forged, "w") as new:
        for one in old.namelist():
            raw = old.read(one)
            new.writestr(one, raw.replace(b"1.1.1", b"1.1.2"))
    with pytest.raises(EvidenceError, match="the seal does not hold"):
        verify(forged)


def test_a_part_that_was_exchanged_is_told(settings, tmp_path):
    """The seal may hold; the part that it speaks of is another."""
    output, forged = tmp_path / "case.wacz", tmp_path / "forged.wacz"
    pack(settings, Wanted(since=NOON), output, stamp=False)
    with zipfile.ZipFile(output) as old, zipfile.ZipFile(forged, "w") as new:
        for one in old.namelist():
            new.writestr(one, old.read(one) + b"\n" * (one == wacz.PAGES))
    assert [issue.what for issue in verify(forged).issues] == [
        "a part is not the one that was packed"
    ]


EXTRA = "pages/extraPages.jsonl"
FORGED = {
    "an index is another": ({wacz.INDEX: b"org,test)/ {}"}, "not the one that was packed"),
    "an index is missing": ({wacz.INDEX: None}, "a part is missing"),
    "a list of pages is missing": ({wacz.PAGES: None}, "a part is missing"),
    "a list of pages was added": ({EXTRA: b'{"url": "https://test.example/a"}'}, "does not list"),
    "a note was added": ({"note.txt": b"Believe this."}, "does not list"),
    "an archive was added": ({"archive/z.warc.gz": b""}, "does not list"),
    "an archive is missing": ({wacz.ARCHIVE: None}, "a part is missing"),
}


@pytest.mark.parametrize("named", FORGED)
def test_a_part_that_is_another_missing_or_added_is_named(settings, tmp_path, named):
    """The seal holds; the command names the part and what is wrong with it, once, and fails."""
    output, forged = tmp_path / "case.wacz", tmp_path / "forged.wacz"
    pack(settings, Wanted(since=NOON), output, stamp=False)
    parts, wrong = FORGED[named]
    with zipfile.ZipFile(output) as old, zipfile.ZipFile(forged, "w") as new:
        every = {one: old.read(one) for one in old.namelist()} | parts
        for one, body in every.items():
            if body is not None:
                new.writestr(one, body)
    (part,) = parts
    done = CliRunner().invoke(main, ["evidence", "--verify", str(forged)])
    assert done.exit_code == 1
    (line,) = [one for one in done.stdout.splitlines() if f"forged.wacz, {part}" in one]
    assert wrong in line


def test_what_is_no_package_is_told(tmp_path):
    """With what would be one."""
    (tmp_path / "x.wacz").write_bytes(b"PK no")
    with pytest.raises(EvidenceError, match="no package with a seal"):
        verify(tmp_path / "x.wacz")


# ── time stamps ─────────────────────────────────────────────────────────────────────────────────

CONFIG = """
[req]
distinguished_name = dn
prompt = no
x509_extensions = ca
[dn]
CN = An invented authority
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ts]
default_tsa = one
[one]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority of openssl: a root, a certificate to stamp with, and a server of one address."""

    def __init__(self, folder):
        self.folder = folder
        self.root = folder / "root.pem"
        self.asked: list[bytes] = []
        (folder / "ts.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01")
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        at = ["-config", "ts.cnf", "-days", "30"]
        self.run("req", "-x509", *key, *at, "-keyout", "root.key", "-out", "root.pem")
        self.run("req", "-new", *key, "-config", "ts.cnf", "-subj", "/CN=Stamper",
                 "-keyout", "tsa.key", "-out", "tsa.csr")  # fmt: skip
        self.run("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
                 "-CAcreateserial", "-days", "30", "-extfile", "ts.cnf", "-extensions", "tsa",
                 "-out", "tsa.pem")  # fmt: skip

    def run(self, *words: str) -> None:
        """Let openssl work in the authority's folder."""
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def answer(self, question: bytes) -> bytes:
        """Stamp a question."""
        self.asked.append(question)
        (self.folder / "q.tsq").write_bytes(question)
        self.run("ts", "-reply", "-config", "ts.cnf", "-section", "one", "-queryfile", "q.tsq",
                 "-out", "a.tsr")  # fmt: skip
        return (self.folder / "a.tsr").read_bytes()


@contextmanager
def serving(reply):
    """Answer questions on a port of loopback."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            raw = reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def authority(tmp_path):
    """An authority, where openssl and the extra are there."""
    pytest.importorskip("rfc3161_client")
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here")
    (tmp_path / "authority").mkdir()
    return Authority(tmp_path / "authority")


def stamped(settings, authority, output):
    """Pack everything, stamped."""
    with serving(authority.answer) as url:
        pack(replace(settings, authority=url), Wanted(since=NOON), output, stamp=True)


def test_a_time_stamp_is_borne_out_by_the_root_that_is_trusted(settings, authority, tmp_path):
    """The authority sees a hash, and the stamp is of the package's own seal."""
    output = tmp_path / "case.wacz"
    stamped(settings, authority, output)
    found = verify(output, [authority.root])
    assert found.stamp is not None
    assert found.stamp.trusted
    assert "An invented authority" in found.stamp.by
    assert found.issues == ()
    assert len(authority.asked) == 1
    assert bytes.fromhex(found.hash.removeprefix("sha256:")) in authority.asked[0]


def test_openssl_says_the_same(settings, authority, tmp_path):
    """The stamp is an ordinary one, over an ordinary file."""
    output = tmp_path / "case.wacz"
    stamped(settings, authority, output)
    with zipfile.ZipFile(output) as archive:
        seal = json.loads(archive.read(wacz.SEAL))
        (authority.folder / "sealed").write_bytes(archive.read(wacz.SEALED))
    (authority.folder / "token").write_bytes(b64decode(seal[wacz.STAMP]))
    authority.run("ts", "-verify", "-data", "sealed", "-in", "token", "-CAfile", "root.pem")


def test_without_a_root_the_stamp_is_told_and_not_believed(settings, authority, tmp_path):
    """It is of these bytes; whose it is, nobody vouches for."""
    output = tmp_path / "case.wacz"
    stamped(settings, authority, output)
    found = verify(output)
    assert found.stamp is not None
    assert not found.stamp.trusted


def test_a_root_that_did_not_stamp_does_not_bear_it_out(settings, authority, tmp_path):
    """Another authority's certificate."""
    output = tmp_path / "case.wacz"
    stamped(settings, authority, output)
    (tmp_path / "other").mkdir()
    other = Authority(tmp_path / "other")
    with pytest.raises(EvidenceError, match="no root that you trust"):
        verify(output, [other.root])


def test_a_stamp_of_something_else_is_found(settings, authority, tmp_path):
    """Taken from one package and put into another."""
    one, two, forged = (tmp_path / f"{n}.wacz" for n in ("one", "two", "forged"))
    stamped(settings, authority, one)
    pack(settings, Wanted(articles=(name_of("a"),)), two, stamp=False)
    with zipfile.ZipFile(one) as old, zipfile.ZipFile(two) as body:
        theirs, ours = old.read(wacz.SEAL).decode(), body.read(wacz.SEAL).decode()
        hashes = [text.split('"hash": "')[1].split('"')[0] for text in (theirs, ours)]
        with zipfile.ZipFile(forged, "w") as new:
            for name in body.namelist():
                new.writestr(
                    name, body.read(name) if name != wacz.SEAL else theirs.replace(*hashes)
                )
    with pytest.raises(EvidenceError, match="the time stamp is not of these bytes"):
        verify(forged)


REFUSAL = b"\x30\x05\x30\x03\x02\x01\x02"
"""A status and no stamp (RFC 3161, section 2.4.2)."""


@pytest.mark.parametrize("answer", [b"", b"nonsense", b"\x30\x03\x02\x01\x02", REFUSAL])
def test_an_answer_that_is_no_stamp_leaves_no_package(settings, tmp_path, answer):
    """Whatever stands at the address."""
    pytest.importorskip("rfc3161_client")
    with serving(lambda _: answer) as url, pytest.raises(EvidenceError):
        pack(replace(settings, authority=url), Wanted(since=NOON), tmp_path / "c.wacz", stamp=True)
    assert not (tmp_path / "c.wacz").exists()


@pytest.mark.parametrize("token", ["not base64", "=", b64encode(REFUSAL).decode(), 7, ["x"]])
def test_a_seal_whose_stamp_cannot_be_read_is_told(settings, tmp_path, token):
    """Whoever made the package may write there what they like."""
    pytest.importorskip("rfc3161_client")
    output, forged = tmp_path / "case.wacz", tmp_path / "forged.wacz"
    pack(settings, Wanted(since=NOON), output, stamp=False)
    with zipfile.ZipFile(output) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            told = json.loads(old.read(name)) if name == wacz.SEAL else {}
            more = json.dumps(told | {wacz.STAMP: token}).encode()
            new.writestr(name, more if name == wacz.SEAL else old.read(name))
    with pytest.raises(EvidenceError, match="a time stamp that cannot be read"):
        verify(forged)


def test_nobody_is_asked_who_was_not_named(settings, tmp_path):
    """There is no authority by default."""
    with pytest.raises(EvidenceError, match="no authority is named"):
        pack(settings, Wanted(since=NOON), tmp_path / "c.wacz", stamp=True)
