"""What the Frictionless framework says of a data package."""

import json
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it is not ours that warns
    import frictionless

DESCRIPTION = "datapackage.json"


def unpacked(parts, folder):
    """Put files into a folder."""
    for name, raw in parts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def unsealed(parts):
    """Take the hashes and sizes out of the description."""
    told = json.loads(parts[DESCRIPTION])
    for one in told["resources"]:
        del one["hash"], one["bytes"]
    return parts | {DESCRIPTION: json.dumps(told).encode()}


def faults(parts, folder):
    """Give the types of all faults, each as often as it is found."""
    unpacked(parts, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = frictionless.validate(str(folder / DESCRIPTION))
    return [kind for (kind,) in found.flatten(["type"])]
