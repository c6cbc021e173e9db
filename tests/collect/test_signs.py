"""Walls are told from articles by their bytes."""

import pytest

from vedette.collect.signs import is_bot_check

INJECTED = (
    "<script>(function(){window.__CF$cv$params={r:'97415a96',t:'MTc1'};"
    "var a=document.createElement('script');"
    "a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';"
    "document.head.appendChild(a);})();</script>"
)
VERSIONED = INJECTED.replace("platform/scripts/jsd/main", "platform/h/g/scripts/jsd/8a57/main")
ORCHESTRATES = (
    "<script>var cpo=document.createElement('script');"
    "cpo.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1';</script>"
)


def page(title: str, more: str = "") -> bytes:
    """An article under this title, with more at its end."""
    prose = "<p>The navy said on Monday that a data cable had been cut off Gotland.</p>"
    return f"<!doctype html><title>{title}</title><h1>{title}</h1>{prose * 15}{more}".encode()


@pytest.mark.parametrize("script", [INJECTED, VERSIONED])
def test_a_script_that_is_put_into_every_page_makes_no_wall(script: str) -> None:
    """Servers in front of a site watch browsers on ordinary pages, too."""
    assert not is_bot_check(page("Cable cut off Gotland", script))


@pytest.mark.parametrize("script", [ORCHESTRATES, "<script>window._cf_chl_opt={};</script>"])
def test_a_script_that_leads_through_a_check_makes_a_wall(script: str) -> None:
    """In whatever language its title is."""
    assert is_bot_check(page("Один момент…", script))


@pytest.mark.parametrize(
    "title",
    [
        "One more step towards closing the border with Belarus",
        "Access denied to tanker off Gotland, coast guard says",
        "Please wait: trains stand still after sabotage",
        "Security checks stepped up at Klaipeda port after cable damage",
        "Captcha-breaking gang arrested in Riga",
        "DDoS-Guard, a firm of Rostov, is put on the list of sanctions",
    ],
)
def test_a_headline_that_begins_like_a_wall_is_none(title: str) -> None:
    """Its first words are those of a sentence."""
    assert not is_bot_check(page(title))


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Just a moment, please…",
        "Attention Required! | Cloudflare",
        "Access denied | www.example.org used Cloudflare to restrict access",
        "Access Denied - Example Website Firewall",
        "Please Wait... | Cloudflare",
        "Please wait while we check your browser",
        "Checking your browser before accessing example.org",
        "Security check required",
        "One more step",
        "DDoS-Guard",
    ],
)
def test_the_title_of_a_wall_is_known(title: str) -> None:
    """With the site's name or without."""
    assert is_bot_check(f"<html><head><title>{title}</title></head><p>Wait.</p></html>".encode())
    assert is_bot_check(f"<html><title lang='en'> {title} </title></html>".encode())
