#!/usr/bin/env python3
"""Starts executions on several servers in turn until a file appears, then waits for their ends and prints the figures.

Usage: load.py FILE URL...   (NOETL_API_KEY). Fails when an execution did not complete. A server that does not answer is passed over, as a
Service does; a start whose answer was lost is not repeated.
"""
import json
import os
import pathlib
import sys
import threading
import time
import urllib.error
import urllib.request

PLAYBOOK = """apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: load, path: image/load}
workflow:
  - step: start
    tool: {kind: python, code: "def main():\\n    return {'n': 1}"}
    next: [{step: wait}]
  - step: wait
    tool: {kind: python, code: "import time\\ndef main():\\n    time.sleep(1.5)\\n    return {'n': 2}"}
    next: [{step: last}]
  - step: last
    tool: {kind: python, code: "def main(n):\\n    return {'n': n + 1}", args: {n: "{{ wait.n }}"}}
"""
CLIENTS = 8
WAIT_SECONDS = 90

stop = pathlib.Path(sys.argv[1])
servers = sys.argv[2:]
started, passed_over, lost = {}, [0], [0]
lock = threading.Lock()


def call(server, path, body=None):
    request = urllib.request.Request(
        server + path,
        None if body is None else json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("NOETL_API_KEY", "")},
    )
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def anywhere(path, body=None, first=0):
    """The answer of the first server that has one."""
    while True:
        for at in range(len(servers)):
            server = servers[(first + at) % len(servers)]
            try:
                return call(server, path, body)
            except urllib.error.HTTPError as e:
                if e.code != 503:
                    raise
            except urllib.error.URLError as e:
                if not isinstance(e.reason, ConnectionRefusedError):
                    raise
            with lock:
                passed_over[0] += 1
        time.sleep(0.1)


def client(number):
    turn = number
    while not stop.exists():
        turn += 1
        try:
            reply = anywhere("/api/execute", {"path": "image/load"}, turn)
            with lock:
                started[str(reply["execution_id"])] = time.monotonic()
        except (OSError, ValueError):
            with lock:
                lost[0] += 1
        time.sleep(0.2)


anywhere("/api/catalog/register", {"content": PLAYBOOK})
began = time.monotonic()
clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
for thread in clients:
    thread.start()
for thread in clients:
    thread.join()
loaded = time.monotonic() - began

ends = {}
deadline = time.monotonic() + WAIT_SECONDS
while len(ends) < len(started) and time.monotonic() < deadline:
    for execution in started.keys() - ends.keys():
        status = str(anywhere(f"/api/executions/{execution}").get("status", "")).upper()
        if status in ("COMPLETED", "FAILED", "CANCELLED"):
            ends[execution] = status
    time.sleep(0.2)
completed = sum(status == "COMPLETED" for status in ends.values())
print(
    f"{len(started)} executions started in {loaded:.0f} s by {CLIENTS} clients, {completed} completed,"
    f" {len(ends) - completed} failed, {len(started) - len(ends)} without an end; {passed_over[0]} calls passed over a server,"
    f" {lost[0]} answers lost"
)
sys.exit(0 if started and completed == len(started) else 1)
