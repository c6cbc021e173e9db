"""Where a desk stands, as its visitor calls it: what leads back to it from outside."""

from vedette.web.room import AnyRequest, Room


def address(request: AnyRequest, room: Room) -> str:
    """Give the address of a desk, without a slash at its end."""
    return f"{str(request.base_url).rstrip('/')}{room.base}"
