"""A site for everybody, as files: what a desk may tell, without a desk behind it.

site       which pages there are, and what each is told
sentences  an incident in words that are made of its fields
atlas      maps, drawn without asking anybody for tiles
linked     schema.org, for programs
files      the sheet, sitemap and robots, incidents as JSON
paths      where each page stands
signs      the drawings of kinds and stages, set into the pages
writing    into a folder, whole or not at all
"""

from vedette.web.public.site import Site, SiteAsk
from vedette.web.public.writing import Written, check, write

__all__ = ["Site", "SiteAsk", "Written", "check", "write"]
