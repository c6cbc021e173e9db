"""Files of alerts: each there once, whole, whatever stood in them before."""

import json
from concurrent.futures import ThreadPoolExecutor

from tests.send.test_webhook import envelope

from vedette.alerts import Channel
from vedette.send import file
from vedette.write import cloudevents


async def write(place, *keys):
    """Write envelopes with these keys into a file or folder."""
    channel = Channel(name="desk", kind="file", recipients=(str(place),))
    send = file.opens(channel, None)
    receipts = []
    for key in keys:
        held = envelope(str(place), key)
        receipts.append(await send(cloudevents.write(held, channel, ""), held, channel))
    return [receipt.outcome for receipt in receipts]


def keys(place):
    """The keys of the lines of a file, every line whole."""
    return [json.loads(line)["id"] for line in place.read_text("utf-8").splitlines()]


async def test_lines_are_appended_once_by_key(tmp_path):
    """A second attempt after a crash changes nothing."""
    place = tmp_path / "deep" / "alerts.jsonl"
    assert await write(place, "k1", "k2", "k1") == ["taken"] * 3
    assert keys(place) == ["k1", "k2"]


async def test_a_line_that_a_crash_cut_is_written_anew(tmp_path):
    """Wherever it was cut; what stood there whole before stays."""
    place = tmp_path / "alerts.jsonl"
    await write(place, "k1", "k2")
    whole = place.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        place.write_bytes(whole[:cut])
        await write(place, "k2")
        assert place.read_bytes() == whole


async def test_what_somebody_else_wrote_is_left_as_it_is(tmp_path):
    """A last line without an end gets one."""
    place = tmp_path / "alerts.jsonl"
    place.write_text('{"id":"theirs"}', encoding="utf-8")
    await write(place, "k1")
    assert keys(place) == ["theirs", "k1"]


def at_once(write, *names):
    """Do something for each of some names, all at once."""
    with ThreadPoolExecutor(len(names)) as pool:
        return list(pool.map(write, names))


def test_two_who_write_into_one_file_lose_nothing(tmp_path):
    """Each line that counts as taken is there, whole, however the file is called."""
    (tmp_path / "deep").mkdir()
    places = {"a": tmp_path / "alerts.jsonl", "b": tmp_path / "deep" / ".." / "alerts.jsonl"}

    def write(name):
        for n in range(100):
            key = f"{name}{n:03}"
            line = json.dumps({"id": key, "pad": "x" * 400}).encode()
            assert file.append(places[name], line, key).outcome == "taken"

    at_once(write, *places)
    assert sorted(keys(places["a"])) == [f"{name}{n:03}" for name in "ab" for n in range(100)]


def test_two_who_put_one_file_into_a_folder_leave_it_whole(tmp_path):
    """It is that of one or of the other, and both count as taken."""

    def write(name):
        told = [file.keep(tmp_path, "i", name.encode() * 9999, anew=True) for _ in range(50)]
        return {one.outcome for one in told}

    assert at_once(write, "a", "b") == [{"taken"}] * 2
    assert (tmp_path / "i").read_bytes() in {b"a" * 9999, b"b" * 9999}
    assert [one.name for one in tmp_path.iterdir()] == ["i"]


async def test_a_folder_gets_a_file_for_each(tmp_path):
    """Named by the key, there whole or not at all."""
    await write(tmp_path / "alerts", "k1", "k2", "k1")
    there = sorted(path.name for path in (tmp_path / "alerts").iterdir())
    assert there == ["k1.json", "k2.json"]


async def test_a_place_that_cannot_be_written_is_tried_again(tmp_path):
    """The disk is full today, or the share is away."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert await write(tmp_path / "file" / "alerts.jsonl", "k1") == ["again"]
