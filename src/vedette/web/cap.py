"""The feed of CAP messages: the newest alerts as an Atom index, and each as a message of its own.

All of them are drafts of restricted scope, whatever the channels say: a desk that is asked speaks
for nobody with the authority to warn.
"""

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from vedette.errors import NotHeld
from vedette.web.address import address
from vedette.web.feeds import cached
from vedette.web.room import AnyRequest, InRoom


@get("/alerts/cap.atom", include_in_schema=False, sync_to_thread=True)
def index(request: AnyRequest, room: InRoom) -> Response[bytes]:
    """Lead to the newest messages."""
    body = room.desk.cap_index(address(request, room))
    return cached(request, body, "application/atom+xml")


@get("/alerts/cap/{name:str}", include_in_schema=False, sync_to_thread=True)
def message(request: AnyRequest, room: InRoom, name: FromPath[str]) -> Response[bytes]:
    """Give one message."""
    try:
        body = room.desk.cap_message(name.removesuffix(".xml"), address(request, room))
    except NotHeld as fault:
        raise NotFoundException(detail=fault.what, extra={"remedy": fault.remedy}) from fault
    return Response(body, media_type="application/cap+xml")


HANDLERS = (index, message)
