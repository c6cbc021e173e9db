"""What linking makes of streams of reports: stories, incidents, disagreements, status and place.

    python -m gates.linking [FOLDER…]           the gate's streams, against gates/linking.toml
    python -m gates.linking --json
    python -m gates.linking --misses FOLDER     names what went wrong, to learn from

Streams are read and coded as vedette does it, without their answers, and then put together. BCubed
is that of Amigó et al. 2009, extended to reports that tell of several incidents.
"""
