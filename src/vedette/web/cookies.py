"""What a browser keeps of ours, out of all that it sends: other programs have cookies on this host.

The parser of the standard library stops at the first pair that it cannot read, and what comes after
is lost with it.
"""


def cookies(header: bytes) -> dict[str, str]:
    """Read a `Cookie` header pair by pair, as browsers do; what is no pair is nobody's.

    >>> cookies(b'prefs={"theme":"dark"}; flag; a[0]=1;vedette_lang="pl"')["vedette_lang"]
    'pl'
    """
    pairs = (one.partition("=") for one in header.decode("latin-1").split(";"))
    return {name.strip(): value.strip().strip('"') for name, is_pair, value in pairs if is_pair}
