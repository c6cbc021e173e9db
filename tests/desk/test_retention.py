"""Rules of retention: what a file declares, and errors that name the line."""

import pytest
from tests.desk.test_declaring import settled

from vedette.desk.settings import Settings
from vedette.errors import ConfigurationError
from vedette.retention import Rule

RULE = '[[retention]]\nname = "pages"\ndrop = "captures"\nafter = 400\n'


def test_nothing_goes_by_age_until_a_rule_says_so():
    """A desk as it comes has none."""
    assert Settings().retention == ()


def test_a_rule_is_read(tmp_path):
    """What is not said has its default: all sources, however they are handled."""
    more = RULE + '[[retention]]\nname = "dull"\ndrop = "articles"\nafter = 90\nfound = "none"\n'
    pages, dull = settled(tmp_path, more + 'sources = ["de/x"]\nhandling = ["red"]\n').retention
    assert pages == Rule(name="pages", drop="captures", after=400)
    assert (dull.found, dull.sources, dull.handling) == ("none", ("de/x",), ("red",))
    assert dull.sentence == "articles without findings after 90 days, of de/x, handled as TLP:RED"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("[retention]\nafter = 3\n", 1, "retention is no list of tables"),
        (RULE.replace("pages", "a b"), 2, "a rule without a name that fits"),
        (RULE.replace("captures", "all"), 3, "drop is 'all'"),
        (RULE.replace("400", "0"), 4, "after is 0"),
        (RULE.replace("400", "true"), 4, "after is True"),
        (RULE + "wings = 2\n", 5, "there is no wings in a rule"),
        (RULE + 'handling = ["blue"]\n', 5, "'blue' is no handling"),
        (RULE + 'sources = "de/x"\n', 5, "sources is not a list of texts"),
        (RULE + 'found = "none"\n', 5, "captures go with or without findings"),
        (RULE.replace("after = 400\n", ""), 1, "a rule without after"),
        (RULE + RULE, 6, "two rules are called pages"),
    ],
)
def test_a_rule_that_cannot_be_names_its_line(tmp_path, text, line, told):
    """A rule that is misread could let go of what should stay."""
    with pytest.raises(ConfigurationError) as caught:
        settled(tmp_path, text)
    assert caught.value.what == told
    assert caught.value.where == f"{tmp_path / 'vedette.toml'}:{line}"
