"""Measures what a call costs, on a locked server of each tree that is given."""

import datetime
import json
import os
import shutil
import statistics
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tools", "attack"))

from attacks import tokens  # noqa: E402
from kit import Context, playbook  # noqa: E402

WARM, COUNTED = 20, 60
PYTHON = {"kind": "python", "args": {"n": 1000}, "code": "result = {'sum': sum(range(n))}"}
DUCKDB = {"kind": "duckdb", "query": "SELECT sum(range) AS n FROM range(1000)"}
CASES = {
    "python": ("ops", PYTHON),
    "python, restricted": ("tenants/red", PYTHON),
    "duckdb": ("ops", DUCKDB),
    "duckdb, restricted": ("tenants/red", DUCKDB),
}


def took(detail):
    """Milliseconds between the two ends that the server has recorded."""
    at = [datetime.datetime.fromisoformat(detail[name].replace("Z", "+00:00")) for name in ("start_time", "end_time")]
    return (at[1] - at[0]).total_seconds() * 1000


def measure(root):
    work = tempfile.mkdtemp(prefix="noetl-doors-")
    context = Context(root, work)
    try:
        begun = time.monotonic()
        context.start(tokens.PUBLIC_PEM)
        print(f"{'start, with a new database':28} {(time.monotonic() - begun) * 1000:9.0f}")
        for name, (folder, tool) in CASES.items():
            path = context.path(folder)
            reply = context.register(playbook(path, [{"step": "start", "tool": tool}]))
            if reply.status != 200:
                raise SystemExit(f"{name}: {reply.text}")
            times = []
            for _ in range(WARM + COUNTED):
                run = context.execute(path)
                if not run.done:
                    raise SystemExit(f"{name}: {run.text[:1000]}")
                times.append(took(json.loads(run.detail)))
            times = sorted(times[WARM:])
            print(f"{name:28} {statistics.median(times):9.1f} {times[len(times) * 9 // 10]:9.1f}", flush=True)
    finally:
        context.stop()
        shutil.rmtree(work, ignore_errors=True)


for tree in sys.argv[1:] or [ROOT]:
    print(f"{os.path.basename(os.path.abspath(tree)):28} {'median':>9} {'p90':>9}  ms", flush=True)
    measure(os.path.abspath(tree))
