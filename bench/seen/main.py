"""Measures what being seen costs: W1 and W5 without metrics, with them, and with every execution traced, in one run."""

import argparse
import http.server
import json
import os
import pathlib
import random
import statistics
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "engine"))

import playbooks  # noqa: E402
from bench import Server, cpu, submit  # noqa: E402


class Collector(http.server.BaseHTTPRequestHandler):
    """Takes what OTLP over HTTP brings."""

    protocol_version = "HTTP/1.1"
    taken = 0

    def do_POST(self):
        Collector.taken += len(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *ignored):
        pass


def started(**settings):
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        return Server(False)
    finally:
        os.environ.clear()
        os.environ.update(before)


def own(pid):
    """Seconds of processor time of a process's JVM for itself: its compilers and its collector."""
    nanos = 0
    for thread in pathlib.Path(f"/proc/{pid}/task").iterdir():
        if (thread / "comm").read_text().startswith(("C1 Compiler", "C2 Compiler", "VM Thread", "GC Thread")):
            nanos += int((thread / "schedstat").read_text().split()[0])
    return nanos / 1e9


def program(pid):
    """Seconds of processor time of a process, less its JVM's for itself, which come when they like."""
    return cpu(pid) - own(pid)


def ended(server, first):
    """Waits until no execution from this one on is open; asks seldom, since each request is seen, too."""
    while server.sql(f"SELECT count(*) AS n FROM noetl.execution WHERE execution_id >= {first} AND end_time IS NULL")[0]["n"]:
        time.sleep(0.05)


def w1(server, count):
    for _ in range(count):
        ended(server, server.start("w1"))


def w5(server, count):
    ended(server, min(submit(server, "w5", count)))


def interval(ratios):
    """The median and where it lies in 95 of 100 draws of as many rounds."""
    rng = random.Random(1)
    draws = sorted(statistics.median(rng.choices(ratios, k=len(ratios))) for _ in range(2000))
    return {"median": round(statistics.median(ratios), 4), "from": round(draws[50], 4), "to": round(draws[1949], 4)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--w1", type=int, default=8, help="executions of W1 in a round")
    parser.add_argument("--w5", type=int, default=150, help="executions of W5 in a round")
    options = parser.parse_args()
    sink = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    servers = {}
    try:
        servers["without"] = started(NOETL_METRICS_ENABLED="false")
        servers["again without"] = started(NOETL_METRICS_ENABLED="false")
        servers["metrics"] = started()
        servers["traced"] = started(NOETL_TRACING_ENDPOINT=f"http://127.0.0.1:{sink.server_port}")
        for server in servers.values():
            server.register(playbooks.chain("w1", 40, 10))
            server.register(playbooks.chain("w5", 5, 10))
        used = {work: {name: [] for name in servers} for work in ("w1", "w5")}
        warm = max(3, options.rounds // 4)
        for number in range(warm + options.rounds):
            names = list(servers)
            random.Random(number).shuffle(names)
            for work, run, count in (("w1", w1, options.w1), ("w5", w5, options.w5)):
                for name in names:
                    before = program(servers[name].process.pid)
                    run(servers[name], count)
                    if number >= warm:
                        used[work][name].append((program(servers[name].process.pid) - before) / count)
        for work, by in used.items():
            print(json.dumps({work: {name: round(1000 * statistics.median(values), 2) for name, values in by.items()}, "unit": "ms of CPU, an execution"}))
            for name in ("again without", "metrics", "traced"):
                ratios = [a / b for a, b in zip(by[name], by["without"])]
                print(json.dumps({work: name, "to": "without", "ratio": interval(ratios), "of sums": round(sum(by[name]) / sum(by["without"]), 4)}))
            ratios = [t / m for t, m in zip(by["traced"], by["metrics"])]
            print(json.dumps({work: "traced", "to": "metrics", "ratio": interval(ratios), "of sums": round(sum(by["traced"]) / sum(by["metrics"]), 4)}))
        print(json.dumps({"load": os.getloadavg(), "rounds": options.rounds, "traces_kb": Collector.taken >> 10}))
    finally:
        for server in servers.values():
            server.close()
        sink.shutdown()


main()
