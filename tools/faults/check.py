#!/usr/bin/env python3
"""Tells published faults of what a bill of materials lists, and exits non-zero where there are some.

  tools/faults/check.py [target/bom.json] [--known FILE] [--offline]

Asks OSV (https://osv.dev) where there is a network, and says so; without one it uses the list beside it, and says how old that is.
A fault that does not concern us stands in the list's "accepted", as {"id", "package", "reason", "until": "YYYY-MM-DD"}.
"""

import argparse
import datetime
import json
import os
import re
import sys
import urllib.request

OSV = "https://api.osv.dev/v1/querybatch"
SECONDS = 20
BATCH = 500
RELEASE = (1, 0, "")
# the qualifiers that Maven orders before a release
BEFORE = {"alpha": -5, "a": -5, "beta": -4, "b": -4, "milestone": -3, "m": -3, "rc": -2, "cr": -2, "snapshot": -1, "": 0, "final": 0, "ga": 0, "release": 0, "sp": 1}


def rank(part):
    """Before a release are its previews, behind it further numbers; a zero is none."""
    if part.isdigit():
        return (2, int(part), "") if int(part) else RELEASE
    known = BEFORE.get(part)
    return (1, 2, part) if known is None else (0 if known < 0 else 1, known, "")


def is_before(one, other):
    """Whether a version comes before another, as Maven orders numbers and the usual qualifiers."""
    a, b = ([rank(part) for part in re.findall(r"\d+|[a-z]+", version.lower())] for version in (one, other))
    for i in range(max(len(a), len(b))):
        x, y = (v[i] if i < len(v) else RELEASE for v in (a, b))
        if x != y:
            return x < y
    return False


def components(bom):
    with open(bom) as text:
        for component in json.load(text).get("components", []):
            purl = component.get("purl", "")
            if purl.startswith("pkg:maven/"):
                yield f"{component['group']}:{component['name']}", component["version"]


def asked(parts):
    """What OSV knows, as (id, package, version); None where it can't be asked."""
    found = []
    try:
        for start in range(0, len(parts), BATCH):
            batch = parts[start:start + BATCH]
            queries = {"queries": [{"package": {"ecosystem": "Maven", "name": name}, "version": version} for name, version in batch]}
            request = urllib.request.Request(OSV, json.dumps(queries).encode(), {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=SECONDS) as reply:
                results = json.load(reply)["results"]
            for (name, version), result in zip(batch, results):
                found += [(fault["id"], name, version, "see https://osv.dev/" + fault["id"]) for fault in result.get("vulns", [])]
        return found
    except (OSError, ValueError, KeyError) as problem:
        print(f"no answer of {OSV} ({type(problem).__name__}): ", end="")
        return None


def listed(parts, known):
    return [(f["id"], name, version, f"{f['summary']}; mended in {f['fixed']}")
            for name, version in parts for f in known["faults"]
            if f["package"] == name and not is_before(version, f["introduced"]) and is_before(version, f["fixed"])]


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    options = argparse.ArgumentParser()
    options.add_argument("bom", nargs="?", default=os.path.join(root, "target", "bom.json"))
    options.add_argument("--known", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "known.json"))
    options.add_argument("--offline", action="store_true")
    options = options.parse_args()
    with open(options.known) as text:
        known = json.load(text)
    parts = sorted(set(components(options.bom)))
    if not parts:
        print(f"{options.bom} lists no Maven package")
        return 2
    found = None if options.offline else asked(parts)
    if found is None:
        print(f"looked into the list of {known['as_of']} with {len(known['faults'])} faults, which is not complete")
        found = listed(parts, known)
    else:
        print("asked OSV")
    today = datetime.date.today().isoformat()
    accepted = {(a["id"], a["package"]): a for a in known["accepted"] if a["until"] >= today}
    open_ = [f for f in found if (f[0], f[1]) not in accepted]
    for id_, name, version, what in found:
        reason = accepted.get((id_, name))
        print(f"{'accepted' if reason else 'FAULT':8}  {name} {version}: {id_}: {reason['reason'] if reason else what}")
    print(f"{len(parts)} packages, {len(open_)} with published faults that are not accepted")
    return 1 if open_ else 0


if __name__ == "__main__":
    sys.exit(main())
