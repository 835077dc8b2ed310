#!/usr/bin/env python3
"""Measures the engine through its REST API and prints JSON, one object a line.

  bench.py [--reps N] [--only NAME,NAME] [--jit] [--peers FOLDER]

Starts `noetlctl server start` on an embedded PostgreSQL (fsync on) in a folder of its own and stops both.
With --peers (a folder with dbos/bench.py, and DBOS_PY naming a Python that has dbos) that engine is measured in
the same run, before and after ours, and the ratios are printed. Python's standard library is enough.
"""
import argparse, http.client, http.server, json, os, pathlib, re, statistics, subprocess, sys, tempfile, threading, time
import urllib.request

import playbooks

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICK = os.sysconf("SC_CLK_TCK")
ROWS = json.dumps([{"id": i, "name": f"item-{i}", "price": round(i * 1.25, 2), "qty": i % 7} for i in range(100)]).encode()


class Rows(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together: two small packets would wait for each other's acknowledgement

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ROWS)))
        self.end_headers()
        self.wfile.write(ROWS)

    def log_message(self, *ignored):
        pass


class Server:
    """Our server and its PostgreSQL, as processes that are measured."""

    def __init__(self, jit):
        self.home = tempfile.TemporaryDirectory(prefix="noetl-bench-")
        home = pathlib.Path(self.home.name)
        data, self.log = home / "data", open(home / "server.log", "w")
        environment = os.environ | {"NOETL_AOT": os.environ.get("NOETL_AOT", "auto")}
        command = [str(ROOT / "noetlctl"), "server", "start", "--port", "0", "--database-port", "0", "--data", str(data)]
        began = time.time()
        self.process = subprocess.Popen(command + (["--jit"] if jit else []), env=environment, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.url = None
        for line in self.process.stdout:
            found = re.search(r"http://[\w.]+:\d+", line)
            if found:
                self.url = found.group()
                break
        if not self.url:
            sys.exit("the server did not start:\n" + (home / "server.log").read_text())
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        while True:
            try:
                if self.call("GET", "/api/health"):
                    break
            except OSError:
                time.sleep(0.02)
        self.boot = time.time() - began
        postmaster = next(data.rglob("postmaster.pid"))
        self.database = int(postmaster.read_text().splitlines()[0])

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=300) as reply:
            return json.loads(reply.read() or b"null")

    def sql(self, text):
        reply = self.call("POST", "/api/postgres/execute", {"query": text})
        if reply["status"] == "error":
            sys.exit(f"{text}: {reply}")
        return [dict(zip(reply["columns"], row)) for row in reply["result"]]

    def register(self, text):
        self.call("POST", "/api/catalog/register", {"content": text})

    def start(self, name):
        return self.call("POST", "/api/execute", {"path": "bench/" + name, "payload": {}})["execution_id"]

    def wait(self, execution):
        while True:
            status = self.call("GET", f"/api/executions/{execution}/status")
            if status.get("completed") or status.get("failed"):
                if status.get("failed"):
                    sys.exit(f"execution {execution} failed: {status}")
                return
            time.sleep(0.002)

    def transactions(self):
        time.sleep(12)  # a backend that is busy now and then reports its counts when it has rested for 10 s
        return self.sql("SELECT xact_commit::bigint AS n FROM pg_stat_database WHERE datname = current_database()")[0]["n"]

    @property
    def processes(self):
        return self.process.pid, self.database

    def close(self):
        self.process.terminate()
        self.process.wait(60)
        self.home.cleanup()


def children(pid):
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents.setdefault(int(pathlib.Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()[1]), []).append(int(entry))
            except OSError:
                continue
    found, todo = [], [pid]
    while todo:
        here = todo.pop()
        found.append(here)
        todo += parents.get(here, [])
    return found


def cpu(*roots):
    """User and system seconds of these processes and their descendants."""
    total = 0
    for pid in {p for root in roots for p in children(root)}:
        try:
            total += sum(int(x) for x in pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15])
        except OSError:
            continue
    return total / TICK


def rss_mb(pid):
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M).group(1)) // 1024


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def say(name, value):
    print(json.dumps({name: value}), flush=True)
    return value


def middle(rows):
    return {key: round(statistics.median(row[key] for row in rows), 4) for key in rows[0]}


def one(server, name, reps):
    """Wall and processor seconds from the start to the status that says it is over."""
    rows = []
    for _ in range(reps):
        used, began = cpu(*server.processes), time.time()
        server.wait(server.start(name))
        rows.append({"wall_s": time.time() - began, "cpu_s": cpu(*server.processes) - used})
    return middle(rows)


def beside(server, reps):
    """W1 to W5 in both dialects, one after the other in each round, and today's as a part of December's."""
    pairs = {"w1_tasks": ("w1", "w1_tasks"), "w1": ("w1", "w1_today"), "w2": ("w2", "w2_today"), "w3": ("w3", "w3_today"),
             "w3p": ("w3p", "w3p_today"), "w4": ("w4", "w4_today")}
    found = {}
    for work, (old, new) in pairs.items():
        rounds = [(one(server, old, 1), one(server, new, 1)) for _ in range(reps)]
        olds, news = (middle([row[side] for row in rounds]) for side in (0, 1))
        found[work] = {"december": olds, "today": news, "ratio": {key: round(news[key] / olds[key], 3) for key in olds if olds[key]}}
    rounds = [(many(server, "w5", 200, 1), many(server, "w5_today", 200, 1)) for _ in range(reps)]
    olds, news = (middle([row[side] for row in rounds]) for side in (0, 1))
    found["w5"] = {"december": olds, "today": news, "ratio": {key: round(news[key] / olds[key], 3) for key in olds if olds[key]}}
    return found


def submit(server, name, count, clients=4):
    """Starts executions over a few connections that stay open."""
    share = [count // clients + (i < count % clients) for i in range(clients)]
    ids = []

    def client(mine):
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
        for _ in range(mine):
            connection.request("POST", "/api/execute", json.dumps({"path": "bench/" + name, "payload": {}}), {"Content-Type": "application/json"})
            ids.append(int(json.loads(connection.getresponse().read())["execution_id"]))
        connection.close()

    threads = [threading.Thread(target=client, args=(n,)) for n in share]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ids


def many(server, name, count, reps):
    """Executions submitted at once; the latency of each counts from the first submission."""
    rows = []
    for _ in range(reps):
        used, began = cpu(*server.processes), time.time()
        first = min(ids := submit(server, name, count))
        submitted = time.time() - began
        open_ones = f"SELECT count(*) AS n FROM noetl.execution WHERE execution_id >= {first} AND end_time IS NULL"
        while server.sql(open_ones)[0]["n"]:
            time.sleep(0.02)
        used = cpu(*server.processes) - used
        ends = server.sql("SELECT status, extract(epoch FROM end_time)::float8 AS t FROM noetl.execution"
                          f" WHERE execution_id >= {first} AND path = 'bench/{name}'")
        if len(ends) != count or len(set(ids)) != count or any(e["status"] != "COMPLETED" for e in ends):
            sys.exit(f"{len(ends)} of {count} executions: {ends[:3]}")
        latency = [e["t"] - began for e in ends]
        rows.append({"submit_s": submitted, "per_s": count / max(latency), "p50_s": percentile(latency, 0.5),
                     "p99_s": percentile(latency, 0.99), "cpu_ms_per_step": 1000 * used / count / 5})
    return middle(rows)


def transactions(server, short, long, steps):
    """Transactions of the database that one more sequential step costs: a long chain less a short one, nobody asking meanwhile."""
    def cost(name):
        before = server.transactions()
        server.start(name)
        return server.transactions() - before
    return round((statistics.median(cost(long) for _ in range(3)) - statistics.median(cost(short) for _ in range(3))) / steps, 3)


def idle(server, seconds):
    before = server.transactions()
    used, began = cpu(*server.processes), time.time()
    time.sleep(seconds)
    used, elapsed = cpu(*server.processes) - used, time.time() - began
    after, counted = server.transactions(), time.time() - began
    return {"transactions_per_s": round((after - before) / counted, 2), "core_share": round(used / elapsed, 4),
            "rss_mb": rss_mb(server.process.pid)}


def listing(server):
    """Median milliseconds of the list of executions, first page."""
    took = []
    for _ in range(11):
        began = time.time()
        server.call("GET", "/api/executions")
        took.append(1000 * (time.time() - began))
    return round(statistics.median(took), 1)


def piles(server, sizes):
    """What finished and waiting executions cost: memory, the list, and how fast a trivial one still runs."""
    found = {}
    for size in sizes:
        submit(server, "nap", size)
        time.sleep(1)
        waiting = {"rss_mb": rss_mb(server.process.pid), "list_ms": listing(server), "light_s": one(server, "light", 5)["wall_s"]}
        while server.sql("SELECT count(*) AS n FROM noetl.execution WHERE end_time IS NULL")[0]["n"]:
            time.sleep(0.2)
        found[size] = {"waiting": waiting, "finished": {"rss_mb": rss_mb(server.process.pid), "list_ms": listing(server),
                                                       "light_s": one(server, "light", 5)["wall_s"]}}
    return found


def peer(folder, reps):
    """The other engine, in the same run: its figures by workload."""
    with tempfile.TemporaryDirectory() as results:
        environment = os.environ | {"PEERS_RESULTS": results}
        subprocess.run([sys.executable, str(folder / "dbos" / "bench.py"), str(reps)], env=environment, check=True, stdout=subprocess.DEVNULL)
        return json.loads((pathlib.Path(results) / "dbos.json").read_text())


def ratios(ours, before, after):
    """Ours as a part of theirs, theirs being the mean of the run before and the one after."""
    def theirs(work, key):
        return (before[work][key]["median"] + after[work][key]["median"]) / 2
    found = {}
    pairs = {"w1": "w1", "w2": "w2", "w3": "w3_sequential", "w3p": "w3_queue", "w4": "w4"}
    for mine, other in pairs.items():
        if mine in ours:
            found[mine + "_wall"] = ours[mine]["wall_s"] / theirs(other, "wall_s")
            found[mine + "_cpu"] = ours[mine]["cpu_s"] / theirs(other, "cpu_s")
    if "w5" in ours:
        found["w5_rate"] = ours["w5"]["per_s"] / max(theirs("w5_start", "per_s"), theirs("w5_queue16", "per_s"))
        found["w5_p99"] = ours["w5"]["p99_s"] / min(theirs("w5_start", "p99_s"), theirs("w5_queue16", "p99_s"))
    return {key: round(value, 3) for key, value in found.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reps", type=int, default=5)
    options.add_argument("--only", default="w1,w2,w3,w3p,w4,w5,light,transactions,idle", help="also: today, w5_2000, piles")
    options.add_argument("--jit", action="store_true")
    options.add_argument("--peers", type=pathlib.Path)
    chosen = options.parse_args()
    only = chosen.only.split(",")
    before = say("peer_before", peer(chosen.peers, chosen.reps)) if chosen.peers else None
    rows = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rows)
    threading.Thread(target=rows.serve_forever, daemon=True).start()
    server = Server(chosen.jit)
    ours = {}
    try:
        say("boot_s", round(server.boot, 2))
        for text in (playbooks.chain("w1", 40, 10), playbooks.chain("w2", 10, 33), playbooks.fan("w3", 100, "sequential"),
                     playbooks.fan("w3p", 100, "parallel"), playbooks.http_sql("w4", f"http://127.0.0.1:{rows.server_port}/rows"),
                     playbooks.chain("w5", 5, 10), playbooks.chain("light", 3, 1), playbooks.nap("nap", 20)):
            server.register(text)
        for _ in range(30):  # warm
            for name in ("w1", "w3", "w3p", "w4"):
                server.wait(server.start(name))
        many(server, "w5", 200, 5)
        if "today" in only:
            address = f"http://127.0.0.1:{rows.server_port}/rows"
            for text in (playbooks.tasks_today("w1_tasks", 40, 10), playbooks.chain_today("w1_today", 40, 10), playbooks.chain_today("w2_today", 10, 33),
                         playbooks.fan_today("w3_today", 100, "sequential"), playbooks.fan_today("w3p_today", 100, "parallel"),
                         playbooks.http_sql_today("w4_today", address), playbooks.chain_today("w5_today", 5, 10)):
                server.register(text)
            for _ in range(30):
                for name in ("w1_tasks", "w1_today", "w3_today", "w3p_today", "w4_today"):
                    server.wait(server.start(name))
            many(server, "w5_today", 200, 5)
            ours["today"] = say("today", beside(server, chosen.reps))
        for name in ("w1", "w2", "w3", "w3p", "w4", "light"):
            if name in only:
                ours[name] = say(name, one(server, name, 21 if name == "light" else chosen.reps))
        for name, count in (("w5", 200), ("w5_2000", 2000)):
            if name in only:
                ours[name] = say(name, many(server, "w5", count, chosen.reps))
        if "transactions" in only:
            say("transactions_per_step", transactions(server, "w5", "w1", 35))
        if "idle" in only:
            time.sleep(5)
            say("idle", idle(server, 20))
        if "piles" in only:
            say("piles", piles(server, (10, 100, 1000, 10_000)))
    finally:
        server.close()
        rows.shutdown()
    if before:
        after = say("peer_after", peer(chosen.peers, chosen.reps))
        say("ratios", ratios(ours, before, after))


if __name__ == "__main__":
    main()
