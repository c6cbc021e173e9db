"""The map, as a reader uses it."""

import json
from typing import Any

from tests.browser.visiting import Visitor

READY = 30_000
"""Milliseconds until a map that is drawn by the processor stands still."""

STILL = (
    "new Promise((done) => { const { chart } = document.querySelector('.atlas');"
    " chart.once('idle', done);"
)
"""Moves the map and waits until it stands still; what moves it follows."""


def opened(visitor: Visitor, query: str = "") -> Any:
    """Open the map and wait until it is drawn."""
    page = visitor.go(f"/map{query}")
    page.wait_for_selector(".atlas[data-ready]", timeout=READY)
    return page


def sphere(visitor: Visitor, call: str) -> Any:
    """Give what a function of the map's geometry answers."""
    module = visitor.page.evaluate("document.querySelector('.atlas').dataset.static")
    return visitor.page.evaluate(f"import('{module}/map-sphere.js').then((m) => m.{call})")


def test_it_is_drawn_in_step_with_its_list(visitor: Visitor) -> None:
    """All in view at first; nothing of a corner of the sea where nothing happened."""
    page = opened(visitor)
    before = page.locator("[data-shown] > li").count()
    assert before > 10
    assert f"{before} in view" in str(page.locator(".shown").text_content())
    chart = "document.querySelector('.atlas').chart"
    page.evaluate(f"{chart}.jumpTo({{ center: [-30, 45], zoom: 5 }})")
    visitor.until("document.querySelectorAll('[data-shown] > li').length === 0")
    page.get_by_role("button", name="All of it").click()
    visitor.until(f"document.querySelectorAll('[data-shown] > li').length === {before}")
    assert visitor.wide() == 0
    assert visitor.violations() == []


def test_a_sign_tells_its_incident(visitor: Visitor) -> None:
    """With the place, how closely it is told, and the way to its page."""
    page = opened(visitor, "?kind=gnss_interference")
    places = page.evaluate(
        "fetch(document.querySelector('.atlas').dataset.places).then((answer) => answer.json())"
    )
    centre = json.dumps(places["features"][0]["geometry"]["coordinates"])
    page.evaluate(f"{STILL} chart.jumpTo({{ center: {centre}, zoom: 8 }}); }})")
    canvas = page.locator(".ground canvas")
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    told = page.locator(".told a")
    told.wait_for()
    assert "GNSS interference" in str(told.text_content())
    assert "within" in str(page.locator(".told").text_content())
    told.click()
    page.wait_for_url("**/incidents/*")


def test_days_can_be_chosen_and_kept(visitor: Visitor) -> None:
    """The slider narrows map and list; the days become a link that is a view."""
    page = opened(visitor)
    whole = page.locator("[data-shown] > li").count()
    page.locator("[name=days]").select_option("1")
    visitor.until(f"document.querySelectorAll('[data-shown] > li').length < {whole}")
    keep = page.get_by_role("link", name="Keep these days")
    address = str(keep.get_attribute("href"))
    assert "since=2026-" in address
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Stop").click()
    keep.click()
    page.wait_for_url("**since=**")


def test_arrows_move_it_and_buttons_bring_it_closer(visitor: Visitor) -> None:
    """The map can be used by the keyboard alone."""
    page = opened(visitor)
    chart = "document.querySelector('.atlas').chart"
    lon = page.evaluate(f"{chart}.getCenter().lng")
    page.locator(".ground canvas").focus()
    page.keyboard.press("ArrowRight")
    visitor.until(f"{chart}.getCenter().lng > {lon}")
    zoom = page.evaluate(f"{chart}.getZoom()")
    page.get_by_role("button", name="Closer").press("Enter")
    visitor.until(f"{chart}.getZoom() > {zoom}")


def test_shades_say_why_they_are_missing(visitor: Visitor) -> None:
    """The sample has too little of a past for an expectation, and says so."""
    page = opened(visitor)
    page.get_by_label("Shade").select_option("rates")
    visitor.until("document.querySelector('.of-rates').textContent.includes('history')")


SLOW = """async () => {
  const atlas = document.querySelector(".atlas");
  const { startPace } = await import(`${atlas.dataset.static}/map-pace.js`);
  const canvas = atlas.appendChild(document.createElement("canvas"));
  let [x, drawn, moving] = [0, 0, true];
  const chart = {
    getCanvas: () => canvas, getCenter: () => x, getZoom: () => 3,
    getPitch: () => 0, getBearing: () => 0,
    project: (at) => ({ x: canvas.clientWidth / 2 + at - x, y: canvas.clientHeight / 2 }),
    isMoving: () => moving, triggerRepaint() {}, on() {}, once() {},
    _renderTaskQueue: { run: () => { x += 10; } },
    _render: () => {
      drawn += 1;
      for (const end = performance.now() + 25; performance.now() < end; );
    },
  };
  startPace(chart);
  const timed = () => new Promise((done) => setTimeout(done, 50));
  for (let n = 0; n < 200 && !canvas.style.transform; n += 1) {
    await timed(chart._render());
  }
  const first = canvas.style.transform;
  const before = drawn;
  let steps = 1;
  while (drawn === before && steps < 1e6) { chart._render(); steps += 1; }
  const anew = canvas.style.transform;
  chart._render();
  moving = false;
  chart._render();
  canvas.remove();
  return { first, steps, anew, last: canvas.style.transform };
}"""
"""A map that takes 25 ms to draw moves by ten pixels a step: how its picture is carried."""


def test_where_drawing_is_slow_the_picture_is_carried_along(visitor: Visitor) -> None:
    """Until 128 pixels are bare, then it is drawn anew; and at rest it is drawn where it stands."""
    visitor.go("/map")
    told = visitor.page.evaluate(SLOW)
    assert told["first"] == "translate(-10px, 0px) scale(1)"
    assert told["steps"] >= 13
    assert told["anew"] == told["last"] == ""


def test_a_picture_is_carried_to_where_it_would_be_drawn(visitor: Visitor) -> None:
    """A place that was drawn at one pixel lies, moved and scaled, where the camera has it now."""
    page = opened(visitor)
    off = page.evaluate("""async () => {
      const { chart, dataset } = document.querySelector(".atlas");
      const { carried } = await import(`${dataset.static}/map-pace.js`);
      chart.jumpTo({ center: [24, 55], zoom: 4 });
      const drawn = { center: chart.getCenter(), zoom: chart.getZoom() };
      const place = [26.1, 53.2];
      const before = chart.project(place);
      chart.jumpTo({ center: [25, 55.5], zoom: 4.4 });
      const { left, top, scale } = carried(chart, drawn, chart.getCanvas());
      const now = chart.project(place);
      return Math.hypot(left + scale * before.x - now.x, top + scale * before.y - now.y);
    }""")
    assert off < 0.5


def test_the_globe_is_cut_nowhere(visitor: Visitor) -> None:
    """Anadyr and Nome lie 12 degrees apart, in one box and in one view; so does Fiji."""
    opened(visitor)
    assert sphere(visitor, "arc([177.5, -165.5])") == [177.5, 194.5]
    assert sphere(visitor, "arc([-165.5, 177.5, -179.9])") == [177.5, 194.5]
    assert sphere(visitor, "arc([24.7])") == [24.7, 24.7]
    assert sphere(visitor, "arc([])") is None
    assert sphere(visitor, "between(-165.4, 170, 200)") is True
    assert sphere(visitor, "between(177.5, -190, -160)") is True
    assert sphere(visitor, "between(20, 170, 200)") is False
    points = json.dumps([[177.5, 64.7], [-165.5, 64.5]])
    assert sphere(visitor, f"box({points})") == [[177.5, 64.5], [194.5, 64.7]]


def test_chukotka_is_land_on_both_sides_of_the_cut(visitor: Visitor) -> None:
    """No seam, no band across the map, and the list holds what lies beyond the antimeridian."""
    page = opened(visitor)
    page.evaluate(f"{STILL} chart.jumpTo({{ center: [180, 66.5], zoom: 4 }}); }})")
    role = (
        "(at) => document.querySelector('.atlas').chart.queryRenderedFeatures("
        "document.querySelector('.atlas').chart.project(at), { layers: ['land'] })"
        ".map((one) => one.properties.code)"
    )
    assert "RU" in page.evaluate(role, [178.5, 66.8])
    assert "RU" in page.evaluate(role, [182.0, 66.8])
    assert page.evaluate(role, [180.0, 61.0]) == []


def test_without_scripts_the_list_is_there(visitor: Visitor) -> None:
    """With every incident, and a sentence on why there is no map."""
    context = visitor.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{visitor.at}/map")
    assert page.locator(".affair").count() > 10
    assert page.get_by_text("The map is drawn by a script").is_visible()
    assert not page.locator(".tools").is_visible()
    context.close()
