"""Stories and incidents as one JSON object."""

from vedette.records import Incident, Kinship
from vedette.write.relate import incident, relate


def test_an_incident_names_those_that_may_be_the_same():
    """Each with its odds, the nearest first; an incident without such has an empty list."""
    near = (
        Kinship(one="i", other="j", odds=-0.67, reasons=(("one_story", 3.53),)),
        Kinship(one="i", other="k", odds=-1.4),
    )
    one = Incident(id="i", kind="arson", tellings=(), kin=near)
    listed = [{"id": "j", "odds": -0.67}, {"id": "k", "odds": -1.4}]
    assert incident(one, {})["may_be_same"] == listed
    whole = relate(
        stories=(), incidents=[one], copies=(), disagreements=(), utterances=(), names={}
    )
    assert whole["incidents"][0]["may_be_same"] == listed
    assert incident(Incident(id="l", kind="arson", tellings=()), {})["may_be_same"] == []
