"""Measures executions that wait: their memory, and how soon they go on when their moment has come."""

import argparse
import datetime
import json
import os
import pathlib
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "engine"))

from bench import Server, cpu, rss_mb  # noqa: E402

HEAD = "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: bench/%s}\nworkflow:\n"
SIGNAL = HEAD % ("for_signal", "for_signal") + "  - step: start\n    tool: {kind: wait, signal: never, key: \"{{ execution_id }}\"}\n"
TIME = HEAD % ("for_time", "for_time") + (
    "  - step: start\n    tool: {kind: wait, until: \"{{ workload.until }}\"}\n    next: end\n  - step: end\n    tool: {kind: noop}\n"
)
BATCH = 1000


def start(server, path, count, payload):
    for first in range(0, count, BATCH):
        one = {"path": path, "payload": payload}
        server.call("POST", "/api/execute/batch", {"executions": [one] * min(BATCH, count - first)})


def parked(server, path, count, until):
    while time.time() < until:
        n = server.sql(f"SELECT count(*) AS n FROM noetl.execution WHERE path = '{path}' AND wake_at IS NOT NULL")[0]["n"]
        if n == count:
            return
        time.sleep(1)
    sys.exit(f"{n} of {count} executions of {path} are parked")


def state(server):
    pid = server.process.pid
    threads = len(os.listdir(f"/proc/{pid}/task"))
    return {"memory_mb": rss_mb(pid), "threads": threads}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--due", type=int, default=10_000)
    options = parser.parse_args()
    server = Server(False)
    try:
        for text in SIGNAL, TIME:
            server.register(text)
        result = {"waiting": options.waiting, "due": options.due, "before": state(server)}
        began = time.time()
        start(server, "bench/for_signal", options.waiting, {})
        parked(server, "bench/for_signal", options.waiting, time.time() + 900)
        each = (time.time() - began) / options.waiting
        result["started_and_parked_s"] = round(time.time() - began, 1)
        result["with_all"] = state(server)
        used = cpu(*server.processes)
        time.sleep(10)
        result["cpu_s_of_10_s_of_waiting"] = round(cpu(*server.processes) - used, 2)
        seconds = 20 + 2 * each * options.due
        moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
        start(server, "bench/for_time", options.due, {"until": moment.isoformat()})
        parked(server, "bench/for_time", options.due, moment.timestamp() - 2)
        result["parked_before_the_moment_s"] = round(moment.timestamp() - time.time(), 1)
        while datetime.datetime.now(datetime.timezone.utc) < moment + datetime.timedelta(seconds=1):
            time.sleep(0.2)
        ended = "FROM noetl.execution WHERE path = 'bench/for_time' AND status = 'COMPLETED'"
        until = time.time() + 300
        while server.sql(f"SELECT count(*) AS n {ended}")[0]["n"] < options.due and time.time() < until:
            time.sleep(0.5)
        late = f"extract(epoch FROM end_time - '{moment.isoformat()}'::timestamptz)"
        row = server.sql(
            f"SELECT count(*) AS n, min({late})::float8 AS first, max({late})::float8 AS last,"
            f" (percentile_cont(0.5) WITHIN GROUP (ORDER BY {late}))::float8 AS median {ended}"
        )[0]
        result["ended_after_the_moment"] = {k: round(float(v), 2) for k, v in row.items()}
        print(json.dumps(result))
    finally:
        server.close()


main()
