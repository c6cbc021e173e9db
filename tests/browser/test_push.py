"""The desk's service worker in a real Chromium: what is pushed is shown once, in its place.

The browser has no way to the push service of its maker, so the page is given a subscription whose
endpoint is a push service on loopback; all else is what ships. What arrives there is decrypted by
a library that is not ours, and handed to the worker as the browser would (`deliverPushMessage`).
"""

import json
import time

import pytest
from tests.browser.chromium import Chromium, found, until
from tests.browser.served import Served
from tests.desk.alerted import TEXT
from tests.desk.test_sending import outcomes, send
from tests.send.pushes import Reader

pytestmark = pytest.mark.skipif(found() is None, reason="no Chromium is installed here")

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
NOTICES = """
navigator.serviceWorker.ready
  .then((registered) => registered.getNotifications())
  .then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, ...data })))
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Give a browser."""
    made = Chromium(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


class Visit:
    """A browser at a desk's page, where it may show notices."""

    def __init__(self, browser, desk, *, listens=True):
        self.browser, self.desk, self.origin = browser, desk, f"http://127.0.0.1:{desk.port}"
        self.reader = Reader(desk.alerted.service.url())
        browser.ask("Browser.grantPermissions", origin=self.origin, permissions=["notifications"])
        for domain in ("Page", "Runtime", "ServiceWorker", "Log"):
            browser.ask(f"{domain}.enable", browser.page)
        if listens:
            source = SUBSCRIBES % self.reader.address
            browser.ask("Page.addScriptToEvaluateOnNewDocument", browser.page, source=source)
        self.go("/alerts/here")

    def go(self, path):
        """Open a page."""
        self.browser.ask("Page.navigate", self.browser.page, url=f"{self.origin}{path}")
        self.sees("document.readyState === 'complete'")

    def sees(self, script):
        """Wait until a script holds in the page."""
        return until(lambda: self.browser.run(script), script)

    def press(self):
        """Press the button, and give what it says then."""
        self.sees("!document.querySelector('.here button').hidden")
        self.browser.run("document.querySelector('.here button').click()")
        self.sees("!document.querySelector('.here button').disabled")
        return self.browser.run("document.querySelector('.here output').textContent")

    def deliver(self, told):
        """Hand a push to the worker as the browser would."""
        number = (
            self.sees(
                "navigator.serviceWorker.ready.then((one) => one.active?.state === 'activated')"
            )
            and self.registration()
        )
        self.browser.ask(
            "ServiceWorker.deliverPushMessage", self.browser.page,
            origin=self.origin, registrationId=number, data=told,
        )  # fmt: skip

    def shown(self, told, titles=1):
        """Hand over a push until so many notices are shown, or those of these titles.

        The protocol does not say whether a push arrived, and a busy browser drops one now and then.
        """

        def tried():
            self.deliver(told)
            end = time.monotonic() + 3
            while time.monotonic() < end:
                shown = self.notices()
                if titles in (len(shown), {one["title"] for one in shown}):
                    return shown
                time.sleep(0.05)
            return None

        return until(tried, "the notice")

    def registration(self):
        """Give the number under which the browser knows the worker of this desk."""
        self.browser.ask("ServiceWorker.disable", self.browser.page)
        self.browser.ask("ServiceWorker.enable", self.browser.page)
        while True:
            told = self.browser.event("ServiceWorker.workerRegistrationUpdated")
            for one in told["registrations"]:
                if one["scopeURL"] == f"{self.origin}/":
                    return one["registrationId"]

    def notices(self):
        """What is shown."""
        return self.browser.run(NOTICES)


@pytest.fixture
def desk(tmp_path):
    """Give a desk that is served."""
    made = Served(tmp_path)
    until(lambda: made.started, "the desk")
    yield made
    made.close()


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


async def test_from_the_button_to_the_notice_and_its_withdrawal(browser, desk):
    """The page subscribes, the desk pushes, the worker shows; what takes back replaces it."""
    visit = Visit(browser, desk)
    assert visit.press() == "This browser is told."
    assert browser.run("document.querySelector('[data-listening]').textContent") == "1"
    assert browser.run("window.asked.visible && window.asked.key.length") == 65
    alerted = desk.alerted
    alerted.report("a")
    alerted.fold()
    await send(alerted, lambda: outcomes(alerted) == [("taken", 1)])
    (claim,) = visit.shown(visit.reader.open(alerted.service.bodies[0]).decode())
    assert claim["title"] == "Undersea infrastructure, Hanko, Finland: reported"
    assert claim["path"] == alerted.told()[0].envelope.alerts[0].path
    alerted.wait(minutes=1).report("b", TEXT + " B.", source="fi/b", status="accident")
    alerted.fold()
    await send(alerted, lambda: outcomes(alerted) == [("taken", 1)] * 2)
    back = visit.reader.open(alerted.service.bodies[1]).decode()
    visit.shown(back, {f"Withdrawn: {claim['title'].partition(':')[0]}"})
    assert visit.press() == ""
    assert (alerted.listening(), alerted.asked()) == (0, ["subscribed", "unsubscribed"])


def test_what_comes_twice_or_late_is_not_shown_again(browser, desk):
    """Nothing takes the place of what was made after it, though that is put away."""
    visit = Visit(browser, desk)
    visit.press()
    visit.shown(told(title="second", key="k2", at="2026-03-02T13:00:00.000000Z"))
    close = NOTICES.replace(
        "all.map(({ title, body, tag, data }) => ({ title, body, tag, ...data }))",
        "all.forEach((one) => one.close())",
    )
    browser.run(close)
    visit.deliver(told(title="second", key="k2", at="2026-03-02T13:00:00.000000Z"))
    visit.deliver(told(title="first", key="k1"))
    visit.shown(told(title="other", key="k3", tag="b" * 32), {"other"})


def test_what_holds_several_puts_their_notices_away(browser, desk):
    """And a claim of theirs that comes late stays away."""
    visit = Visit(browser, desk)
    visit.press()
    visit.shown(told())
    visit.shown(
        told(
            title="2 alerts",
            key="k9",
            tag="k9",
            clears=["a" * 32],
            at="2026-03-02T14:00:00.000000Z",
        ),
        {"2 alerts"},
    )
    visit.deliver(told(key="late", at="2026-03-02T13:00:00.000000Z"))
    visit.shown(told(title="other", key="k3", tag="b" * 32), {"2 alerts", "other"})


@pytest.mark.parametrize("data", ["", "no JSON", "{}", '{"title": 5}'])
def test_what_cannot_be_read_is_told_as_such(browser, desk, data):
    """A browser that is pushed to must show something; it leads to the first page."""
    visit = Visit(browser, desk)
    visit.press()
    (one,) = visit.shown(data)
    assert (one["title"], one["path"]) == ("The desk has news", "/")


def test_what_fails_is_said_beside_the_button(browser, desk):
    """The desk refuses the push service that a page names."""
    visit = Visit(browser, desk)
    browser.run(
        "PushManager.prototype.subscribe = "
        "async () => ({ toJSON: () => ({ endpoint: 'https://x.example' }) })"
    )
    assert visit.press().startswith("That did not work: ")
    assert browser.run("document.querySelector('.here button').textContent") == "Tell me here"


def test_the_page_asks_nothing_that_its_policy_forbids(browser, desk):
    """No script, style or connection is refused, and none breaks."""
    browser.drain()
    visit = Visit(browser, desk)
    visit.press()
    heard = {one["method"] for one in browser.drain()}
    assert "ServiceWorker.workerRegistrationUpdated" in heard
    assert not heard & {"Runtime.exceptionThrown", "Log.entryAdded"}
