#!/usr/bin/env python3
"""The check sees what it must: versions in Maven's order, a package with a fault, one without, one that is accepted."""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check import is_before

ORDER = ["1.0-alpha-1", "1.0-beta-2", "1.0-M1", "1.0-rc1", "1.0", "1.0.1", "1.0.10", "1.1.0-M1", "1.1", "4.1.124.Final", "4.1.125.Final", "10.1.9", "10.1.55", "10.1.56"]
for i, one in enumerate(ORDER):
    for j, other in enumerate(ORDER):
        assert is_before(one, other) == (i < j), (one, other)
assert not is_before("1.0", "1.0.0") and not is_before("1.0.0.Final", "1.0")


def check(version, accepted=()):
    with tempfile.TemporaryDirectory() as folder:
        bom, known = os.path.join(folder, "bom.json"), os.path.join(folder, "known.json")
        with open(bom, "w") as out:
            json.dump({"components": [{"group": "g", "name": "a", "version": version, "purl": f"pkg:maven/g/a@{version}"}]}, out)
        with open(known, "w") as out:
            json.dump({"as_of": "2026-01-01", "accepted": list(accepted), "faults": [
                {"id": "X-1", "package": "g:a", "introduced": "1.0", "fixed": "1.2", "summary": "s"}]}, out)
        return subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "check.py"), bom, "--known", known, "--offline"],
                              capture_output=True, text=True)


assert check("1.1").returncode == 1 and "X-1" in check("1.1").stdout and "2026-01-01" in check("1.1").stdout
assert check("1.2").returncode == 0 and check("0.9").returncode == 0
assert check("1.1", [{"id": "X-1", "package": "g:a", "reason": "not reached", "until": "2999-01-01"}]).returncode == 0
assert check("1.1", [{"id": "X-1", "package": "g:a", "reason": "not reached", "until": "2026-01-01"}]).returncode == 1
print("ok")
