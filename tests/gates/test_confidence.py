"""Calibration figures and their picture."""

from xml.etree import ElementTree as ET

from gates.confidence import Judged, calibration_error, picture, reliability

from vedette.records import Finding


def rows(sure: float, right: int, wrong: int) -> list[Judged]:
    """Make findings of one confidence."""
    made = Finding(id="f", type="call", anchor=(), fields={}, confidence=sure)
    return [Judged(finding=made, right=n < right) for n in range(right + wrong)]


def test_the_error_is_how_far_shares_lie_from_what_was_said() -> None:
    """Eight of ten right at 0.8 is no error; four of ten is 0.4."""
    assert calibration_error(rows(0.8, 8, 2)) == 0.0
    assert calibration_error(rows(0.8, 4, 6)) == 0.4
    assert calibration_error(rows(0.8, 8, 2) + rows(0.3, 8, 2)) == 0.25


def test_the_picture_has_a_dot_for_each_bin() -> None:
    """The drawing is well-formed; a dot under the line is a share under what was said."""
    listed = rows(0.95, 9, 1) + rows(0.55, 1, 9) + rows(0.05, 0, 3)
    root = ET.fromstring(picture(listed))
    dots = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(dots) == len(reliability(listed)) == 3
    assert float(dots[1].get("cy", "")) > float(dots[2].get("cy", ""))
