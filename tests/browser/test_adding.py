"""The form to add something by hand, in a browser: dropped, looked at, corrected, filed."""

from tests.browser.visiting import Visitor

WORDS = (
    "Data cable to Gotland damaged\n\nA data cable between Gotland and the Swedish mainland was"
    " damaged on Monday, the operator said. Sweden's defence minister accused Russia of sabotage."
)
"""An invented report."""
DROP = """(words) => {
  const files = new DataTransfer();
  files.items.add(new File([words], "note.txt", { type: "text/plain" }));
  const drop = new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true });
  document.querySelector("[data-drop]").dispatchEvent(drop);
}"""


def test_a_dropped_file_is_looked_at_and_filed(visitor: Visitor, own: str) -> None:
    """Each of its pages fits the window and breaks no rule; what is filed is an article."""
    visitor.at = own
    visitor.own(own)
    page = visitor.go("/add")
    assert visitor.violations() == []
    assert visitor.wide() == 0
    page.evaluate(DROP, WORDS)
    page.locator("[name=source]").fill("The Gulf Wire")
    page.locator("[name=published]").fill("2026-03-03")
    page.get_by_role("button", name="Show what the desk makes of it").click()
    page.wait_for_load_state()
    assert page.locator(".tried .m.a").count() >= 1
    assert visitor.violations() == []
    assert visitor.wide() == 0
    page.locator("[name=drop]").last.check()
    page.locator("[name=author]").fill("Dana")
    page.get_by_role("button", name="File 1 article").click()
    page.wait_for_load_state()
    assert "/article/" in page.url
    assert "added by hand" in page.locator(".making").inner_text()
    assert "it does not hold" in page.locator(".making").inner_text().lower()
