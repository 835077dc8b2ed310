"""Measures how long a webhook takes to answer with the result of three steps."""

import argparse
import http.client
import json
import pathlib
import statistics
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "engine"))

from bench import Server  # noqa: E402

HEAD = "apiVersion: noetl.io/v2\nkind: Playbook\nmetadata: {name: %s, path: bench/%s}\nworkload: {n: 0}\nworkflow:\n"
TEMPLATES = HEAD % ("templates", "templates") + (
    '  - {step: start, tool: {kind: noop, result: "{{ workload.n * 2 }}"}, next: {arcs: [{step: more}]}}\n'
    '  - {step: more, tool: {kind: noop, result: "{{ start + 1 }}"}, next: {arcs: [{step: end}]}}\n'
    '  - {step: end, tool: {kind: noop, result: {n: "{{ more }}"}}}\n'
)
PYTHON = HEAD % ("python", "python") + (
    '  - {step: start, tool: {kind: python, input: {n: "{{ workload.n }}"}, code: "result = n * 2"}, next: {arcs: [{step: more}]}}\n'
    '  - {step: more, tool: {kind: python, input: {n: "{{ start }}"}, code: "result = n + 1"}, next: {arcs: [{step: end}]}}\n'
    "  - {step: end, tool: {kind: python, input: {n: \"{{ more }}\"}, code: \"result = {'n': n}\"}}\n"
)
HOOK = (
    "apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: hook_%s, path: bench/hook_%s}\nspec:\n  source: webhook\n"
    "  ingress: {path: bench/%s, verify: {type: none}, answer: result}\n"
    '  dispatch: {playbook: bench/%s, payload: {n: "{{ body.n }}"}}\n'
)
WARM = 300


def send(server, name, numbers, times):
    connection = http.client.HTTPConnection(server.url.split("//")[1])
    for n in numbers:
        began = time.perf_counter()
        connection.request("POST", f"/api/hooks/bench/{name}", json.dumps({"n": n}), {"Content-Type": "application/json"})
        reply = connection.getresponse()
        body = json.loads(reply.read())
        times.append(time.perf_counter() - began)
        if reply.status != 200 or body["result"] != {"n": 2 * n + 1}:
            sys.exit(f"message {n}: {reply.status} {body}")


def run(server, name, messages, senders):
    times = []
    threads = [threading.Thread(target=send, args=(server, name, range(first, messages, senders), times)) for first in range(senders)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    if len(times) != messages:
        sys.exit(f"{len(times)} of {messages} messages were answered")
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    ms = {"p50": cuts[49], "p90": cuts[89], "p99": cuts[98], "max": max(times)}
    return {k: round(1000 * v, 1) for k, v in ms.items()} | {"per_second": round(messages / seconds, 1)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--senders", type=int, default=8)
    options = parser.parse_args()
    server = Server(False)
    try:
        for name, text in ("templates", TEMPLATES), ("python", PYTHON):
            server.register(text)
            server.register(HOOK % (name, name, name, name))
            run(server, name, WARM, 1)
            for senders in 1, options.senders:
                print(json.dumps({"steps": name, "senders": senders} | run(server, name, options.messages, senders)), flush=True)
    finally:
        server.close()


main()
