"""The page of an article in a browser: marks, versions, and a decision on selected words."""

import json
from urllib.request import urlopen

from tests.browser.visiting import Visitor

from vedette.web.making import passage

SELECT = """() => {
  const mark = document.querySelector(".text .body .m.a");
  const range = document.createRange();
  const words = [...mark.childNodes].find((one) => one.nodeType === 3);
  range.selectNodeContents(words);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return words.textContent.trim();
}"""

TWICE = """() => {
  const [head, body] = ["h1", ".body"].map((one) => document.querySelector(`.text ${one}`));
  for (const number of body.querySelectorAll(".no")) number.remove();
  const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const whole = nodes.map((one) => one.data).join("");
  for (let at = 0, before = 0; at < nodes.length; before += nodes[at].data.length, at += 1) {
    for (const { 0: word, index } of nodes[at].data.matchAll(/\\p{L}{4,}/gu)) {
      const first = whole.indexOf(word) === before + index;
      if (!first || whole.split(word).length < 3 || head.textContent.includes(word)) continue;
      document.querySelector(".text .over bdi").textContent = `${word} ${word}`;
      getSelection().setBaseAndExtent(nodes[at], index, nodes[at], index + word.length);
      return word;
    }
  }
}"""
"""Selects a word where it stands first; the outlet's name above then has it, too."""


def opened(visitor: Visitor) -> str:
    """Open the article of the newest finding that marks what happened."""
    page = visitor.go("/findings?type=incident&limit=5")
    href = str(page.locator(".row .what a[dir]").first.get_attribute("href"))
    visitor.go(href.removeprefix("/sample"))
    return href


def test_marks_are_told_by_shape_and_name(visitor: Visitor) -> None:
    """Words of different fields are underlined otherwise; axe-core finds nothing."""
    opened(visitor)
    page = visitor.page
    lines = page.evaluate(
        "[...document.querySelectorAll('.legend .m')].map((one) => {"
        "const s = getComputedStyle(one);"
        "return [s.borderBottomStyle, s.borderBottomWidth, s.textDecorationStyle,"
        " s.textDecorationLine].join()})"
    )
    assert len(set(lines)) == 6
    assert page.locator(".m .tagged").count() >= 1
    assert visitor.violations() == []
    assert visitor.wide() == 0


def test_versions_are_compared(visitor: Visitor) -> None:
    """What a publisher changed is told by underlining and striking out."""
    page = visitor.go("/search?q=drones+stranded")
    page.locator(".hits a").first.click()
    page.wait_for_load_state()
    page.get_by_role("link", name="what changed").first.click()
    page.wait_for_load_state()
    assert page.locator(".compared ins").count() >= 1
    assert page.locator(".compared del").count() >= 1
    assert visitor.violations() == []
    assert visitor.wide() == 0


def test_selected_words_become_a_note(visitor: Visitor, own: str) -> None:
    """Select, say why, decide: the note stands on the page; the form reads for everybody."""
    visitor.at = own
    visitor.own(own)
    opened(visitor)
    page = visitor.page
    words = page.evaluate(SELECT)
    page.locator("button.make").click()
    form = page.locator(".making form").first
    assert form.locator("[name=words]").input_value() == words
    assert form.locator("[name=about]").input_value() != "words"
    assert visitor.violations() == []
    form.locator("[name=about]").select_option("words")
    form.locator("[name=reason]").fill("Ask the port authority")
    form.locator("[name=author]").fill("Dana")
    form.get_by_role("button", name="Decide").click()
    page.wait_for_load_state()
    remark = page.locator(".remark").inner_text()
    assert "Ask the port authority" in remark
    assert words in remark
    assert visitor.wide() == 0


def test_what_is_selected_is_counted_in_the_text_alone(visitor: Visitor, own: str) -> None:
    """The outlet and the dates above it are no part of it; words written by hand count anew."""
    visitor.at = own
    visitor.own(own)
    article = opened(visitor).rpartition("/")[2].partition("?")[0]
    page = visitor.page
    with urlopen(f"{own}/api/articles/{article}") as told:
        text = json.load(told)["article"]["text"]
    for button, place in (("button.make", 0), ("button.make-new", 1)):
        word = page.evaluate(TWICE)
        page.locator(button).click()
        form = page.locator(".making form").nth(place)
        words, nth = (form.locator(f"[name={name}]") for name in ("words", "nth"))
        assert words.input_value() == word
        assert passage(text, word, int(nth.input_value())).start == text.index(word)
        nth.evaluate("(box) => { box.value = 1; }")
        words.fill(text.split()[0])
        assert nth.input_value() == "0"


def test_what_is_no_part_of_the_text_cannot_be_marked(visitor: Visitor, own: str) -> None:
    """Dates and hints of the page get no button."""
    visitor.at = own
    visitor.own(own)
    opened(visitor)
    page = visitor.page
    page.evaluate(SELECT)
    page.locator("button.make").wait_for()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text .dates'))")
    page.locator("button.make").wait_for(state="hidden")


def test_a_finding_is_dismissed_and_leaves_the_list(visitor: Visitor, own: str) -> None:
    """Its words lead to the finding; what does not hold is said so."""
    visitor.at = own
    visitor.own(own)
    opened(visitor)
    page = visitor.page
    page.evaluate(SELECT)
    page.locator("button.make").click()
    form = page.locator(".making form").first
    form.locator("[name=what]").select_option("dismiss")
    form.locator("[name=reason]").fill("A drill")
    form.locator("[name=author]").fill("Dana")
    form.get_by_role("button", name="Decide").click()
    page.wait_for_load_state()
    assert "it does not hold: A drill" in page.locator(".remark").inner_text().replace("It", "it")


def test_selected_words_become_a_finding(visitor: Visitor, own: str) -> None:
    """The words that name it, then words for a field, each by selecting; it is marked at once."""
    visitor.at = own
    visitor.own(own)
    opened(visitor)
    page = visitor.page
    words = page.evaluate(SELECT)
    page.locator("button.make-new").click()
    form = page.locator(".find-new form")
    assert form.locator("[name=words]").input_value() == words
    form.locator("[name=kind]").select_option("cbrn")
    form.locator("[name=role1]").select_option("target")
    form.locator("[name=told1]").focus()
    page.evaluate(SELECT)
    page.locator("button.make-new", has_text="Into target").click()
    assert form.locator("[name=told1]").input_value() == words
    assert visitor.violations() == []
    assert visitor.wide() == 0
    form.locator("[name=reason]").fill("The coder missed it")
    form.locator("[name=author]").fill("Dana")
    form.get_by_role("button", name="Add it").click()
    page.wait_for_load_state()
    assert "a new finding: cbrn" in page.locator(".remark").inner_text().lower()
    assert "found by analyst Dana" in page.locator(".notes").inner_text()
