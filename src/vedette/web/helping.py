"""Help where one is: what each page shows, what every word and sign means, and the keys.

The words of the glossary are those that the codebook and the nouns have; see `glossary`.
"""

from litestar import Response, get

from vedette.web import glossary
from vedette.web.abouts import ABOUT
from vedette.web.room import AnyRequest, InRoom


@get("/help", include_in_schema=False, sync_to_thread=True)
def help_(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show what each page shows, and what every word and sign means."""
    return room.page(request, "help.html", pages=ABOUT, chapters=glossary.chapters())


@get("/keys", include_in_schema=False, sync_to_thread=True)
def keys_(request: AnyRequest, room: InRoom) -> Response[str]:
    """Show the keys."""
    return room.page(request, "keys.html")


HANDLERS = (help_, keys_)
