"""The desk's service worker in a real Chromium: what is pushed is shown once, in its place.

The browser has no way to the push service of its maker, so the page is given a subscription whose
endpoint is a push service on loopback; all else is what ships. What arrives there is decrypted by
a library that is not ours, and handed to the worker as the browser would (`deliverPushMessage` of
the Chrome DevTools Protocol). A browser without a screen forgets one notice in ten, whoever shows
it; so the worker's notices are noted where the page can read them, and are closed there.
"""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.browser.chromium import found
from tests.desk.alerted import TEXT
from tests.desk.test_sending import outcomes, send
from tests.desk.test_subscribing import Pushed
from tests.send.pushes import Reader
from tests.serving import serving
from tests.web.small import SmallDesk

from vedette.web import app

SUBSCRIBES = """
PushManager.prototype.getSubscription = async function () { return window.held ?? null; };
PushManager.prototype.subscribe = async function (options) {
  window.asked = { visible: options.userVisibleOnly, key: [...options.applicationServerKey] };
  const told = %s;
  window.held = {
    endpoint: told.endpoint, options, toJSON: () => told,
    unsubscribe: async () => { window.held = null; return true; },
  };
  return window.held;
};
"""
NOTED = b"""
const screen = () => caches.open("screen");
const place = (tag) => `/screen/${encodeURIComponent(tag)}`;
self.registration.showNotification = async (title, { body, tag, data }) =>
  (await screen()).put(place(tag), Response.json({ title, body, tag, ...data }));
self.registration.getNotifications = async ({ tag }) =>
  (await (await screen()).match(place(tag)))
    ? [{ close: async () => (await screen()).delete(place(tag)) }]
    : [];
"""
NOTICES = """
caches.open("screen")
  .then(async (all) => Promise.all((await all.keys()).map((one) => all.match(one))))
  .then((all) => Promise.all(all.filter(Boolean).map((one) => one.json())))
"""
CLOSE = "caches.delete('screen')"
ACTIVE = "navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated')"
SECONDS = 20.0


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Give a browser with a profile of its own: others keep no notices."""
    if found() is None:
        pytest.skip("there is no Chromium; set VEDETTE_TEST_CHROMIUM or install one")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"), executable_path=found(), args=["--no-sandbox"]
        )
        yield made
        made.close()


@pytest.fixture
def alerted(tmp_path):
    """Give a desk that pushes."""
    made = Pushed(tmp_path)
    yield made
    made.service.close()


@pytest.fixture
def visit(browser, alerted):
    """Open the page where a browser asks to be told."""
    live = SmallDesk()
    live.subscribing = alerted.subscribing
    with serving(noting(app(live, None, host="127.0.0.1", port=0))) as at:
        made = Visit(browser, at, Reader(alerted.service.url()))
        yield made
        made.page.close()


def noting(site):
    """Put before the worker's script what notes its notices."""

    async def inner(scope, receive, send):
        async def prefixed(message):
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k != b"content-length"]
                message = {**message, "headers": kept}
            elif message.get("body"):
                message = {**message, "body": b"{" + NOTED + b"}\n" + message["body"]}
            await send(message)

        worker = scope["type"] == "http" and scope["path"] == "/worker.js"
        await site(scope, receive, prefixed if worker else send)

    return inner


class Visit:
    """A browser at a desk's page, where it may show notices."""

    def __init__(self, browser, at, reader):
        self.at, self.reader = at, reader
        browser.grant_permissions(["notifications"], origin=at)
        self.page = browser.new_page()
        self.wrong = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", self._told)
        self.page.add_init_script(SUBSCRIBES % reader.address)
        self.protocol = browser.new_cdp_session(self.page)
        self.numbers = {}
        self.protocol.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self.protocol.send("ServiceWorker.enable")
        self.page.goto(f"{at}/alerts/here")

    def _told(self, message):
        if message.type == "error":
            self.wrong.append(message.text)

    def _registered(self, told):
        self.numbers |= {one["scopeURL"]: one["registrationId"] for one in told["registrations"]}

    def press(self):
        """Press the button, and give what it says then."""
        self.page.locator(".here button").click()
        expect(self.page.locator(".here button")).to_be_enabled()
        return self.page.locator(".here output").text_content()

    def deliver(self, told):
        """Hand a push to the worker as the browser would."""
        scope = f"{self.at}/"
        self.until(lambda: self.page.evaluate(ACTIVE) and scope in self.numbers)
        self.protocol.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.at, "registrationId": self.numbers[scope], "data": told},
        )

    def shows(self, *titles):
        """Wait until just these notices are shown, and give them."""
        self.until(lambda: {one["title"] for one in self.notices()} == set(titles))
        return self.notices()

    def until(self, holds):
        """Wait until something holds."""
        end = time.monotonic() + SECONDS
        while not holds():
            assert time.monotonic() < end, self.notices()
            self.page.wait_for_timeout(20)

    def notices(self):
        """What is shown."""
        return self.page.evaluate(NOTICES)


def run(coroutine):
    """Run something asynchronous in a thread of its own: the browser's loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def told(**more):
    """A notice as it is pushed."""
    return json.dumps(
        {
            "title": "Sabotage, Lipowa, Poland: reported", "body": "Grade B2.",
            "path": "/incidents/i1", "tag": "a" * 32, "clears": [], "key": "k1",
            "at": "2026-03-02T12:00:00.000000Z",
        }
        | more
    )  # fmt: skip


def test_from_the_button_to_the_notice_and_its_withdrawal(visit, alerted):
    """The page subscribes, the desk pushes, the worker shows; what takes back replaces it."""
    assert visit.press() == "This browser is told."
    assert visit.page.locator("[data-listening]").text_content() == "1"
    assert visit.page.evaluate("window.asked.visible && window.asked.key.length") == 65
    alerted.report("a")
    alerted.fold()
    run(send(alerted, lambda: outcomes(alerted) == [("taken", 1)]))
    visit.deliver(visit.reader.open(alerted.service.bodies[0]).decode())
    (claim,) = visit.shows("Undersea infrastructure, Hanko, Finland: reported")
    assert claim["path"] == alerted.told()[0].envelope.alerts[0].path
    alerted.wait(minutes=1).report("b", TEXT + " B.", source="fi/b", status="accident")
    alerted.fold()
    run(send(alerted, lambda: outcomes(alerted) == [("taken", 1)] * 2))
    visit.deliver(visit.reader.open(alerted.service.bodies[1]).decode())
    visit.shows(f"Withdrawn: {claim['title'].partition(':')[0]}")
    assert visit.press() == ""
    assert (alerted.listening(), alerted.asked()) == (0, ["subscribed", "unsubscribed"])


def test_what_comes_twice_or_late_is_not_shown_again(visit):
    """Nothing takes the place of what was made after it, though that is put away."""
    visit.press()
    second = told(title="second", key="k2", at="2026-03-02T13:00:00.000000Z")
    visit.deliver(second)
    visit.shows("second")
    visit.page.evaluate(CLOSE)
    visit.deliver(second)
    visit.deliver(told(title="first", key="k1"))
    visit.deliver(told(title="other", key="k3", tag="b" * 32))
    visit.shows("other")


def test_what_holds_several_puts_their_notices_away(visit):
    """And a claim of theirs that comes late stays away."""
    visit.press()
    visit.deliver(told())
    visit.shows("Sabotage, Lipowa, Poland: reported")
    several = {"key": "k9", "tag": "k9", "clears": ["a" * 32]}
    visit.deliver(told(title="2 alerts", at="2026-03-02T14:00:00.000000Z", **several))
    visit.shows("2 alerts")
    visit.deliver(told(key="late", at="2026-03-02T13:00:00.000000Z"))
    visit.deliver(told(title="other", key="k3", tag="b" * 32))
    visit.shows("2 alerts", "other")


def test_a_worker_that_was_stopped_still_knows_what_it_showed(visit):
    """Browsers stop workers at will; what they keep in mind is no variable."""
    visit.press()
    visit.deliver(told(title="new", key="k2", at="2026-03-02T13:00:00.000000Z"))
    visit.shows("new")
    visit.protocol.send("ServiceWorker.stopAllWorkers")
    visit.deliver(told(title="old", key="k1"))
    visit.deliver(told(title="other", key="k3", tag="b" * 32))
    visit.shows("new", "other")


@pytest.mark.parametrize("data", ["", "no JSON", "{}", '{"title": 5}'])
def test_what_cannot_be_read_is_told_as_such(visit, data):
    """A browser that is pushed to must show something; it leads to the first page."""
    visit.press()
    visit.deliver(data)
    (one,) = visit.shows("The desk has news")
    assert one["path"] == "/"


def test_what_fails_is_said_beside_the_button(visit):
    """The desk refuses the push service that a page names."""
    visit.page.evaluate(
        "PushManager.prototype.subscribe = "
        "async () => ({ toJSON: () => ({ endpoint: 'https://x.example' }) })"
    )
    assert visit.press().startswith("That did not work: ")
    assert visit.page.locator(".here button").text_content() == "Tell me here"


def test_the_page_asks_nothing_that_its_policy_forbids(visit):
    """No script, style or connection is refused, and none breaks."""
    visit.press()
    visit.deliver(told())
    visit.shows("Sabotage, Lipowa, Poland: reported")
    assert visit.wrong == []
