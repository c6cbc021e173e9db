"""The web desk: pages for readers and an HTTP API for programs over the same desk."""

from vedette.web.site import app

__all__ = ["app"]
