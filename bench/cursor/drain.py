#!/usr/bin/env python3
"""Drains a queue by a cursor loop, kills the server in the middle, and counts. Prints JSON, one object a line.

  drain.py [--rows 100000] [--claimers 4] [--frame 50] [--at-once 4] [--no-kill] [--heap 384m] [--command noetlctl]

Starts `noetlctl server start` on an embedded PostgreSQL in a folder of its own. When half of the rows are done the
server is killed (SIGKILL) and started again on the same data. At the end each row has to be done once by the
record: no row without an end in the log, none with two. Python's standard library is enough.
"""
import argparse, json, os, pathlib, re, signal, subprocess, sys, tempfile, threading, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]

PLAYBOOK = """
apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: drain, path: bench/drain}
workflow:
  - step: drain
    loop:
      cursor:
        kind: postgres
        auth: pg_local
        claim: |
          UPDATE public.drain_queue SET state = 'claimed'
           WHERE id IN (SELECT id FROM public.drain_queue WHERE state = 'new' ORDER BY id LIMIT {{ __frame_max_rows }} FOR UPDATE SKIP LOCKED)
          RETURNING id, body
      iterator: row
      spec: {mode: cursor, max_in_flight: @CLAIMERS@, frame: {max_rows: @FRAME@, row_concurrency: @ATONCE@}}
    tool: {kind: noop, result: {id: "{{ row.id }}"}}
    next: {arcs: [{step: end}]}
  - step: end
    tool: {kind: noop, result: "{{ drain }}"}
"""

ENDS = """SELECT count(*) AS ends, count(DISTINCT meta::json->>'item') AS items, count(DISTINCT result::json->>'id') AS ids
            FROM noetl.event_record WHERE execution_id = {id} AND node_name = 'drain' AND event_type = 'step.exit'"""


class Server:
    def __init__(self, options, data):
        self.options, self.data, self.peak = options, data, 0
        self.port = 0
        self.begin()

    def begin(self):
        environment = os.environ | {"NOETL_AOT": "off", "JAVA_TOOL_OPTIONS": f"-Xmx{self.options.heap}"}
        command = [self.options.command, "server", "start", "--port", "0", "--database-port", str(self.port), "--data", self.data]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
        for line in self.process.stdout:
            if found := re.search(r"http://[\w.]+:\d+", line):
                self.url = found.group()
                break
        else:
            sys.exit("the server did not start")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        threading.Thread(target=self.watch, args=(self.process.pid,), daemon=True).start()
        while True:
            try:
                self.call("GET", "/api/health")
                break
            except OSError:
                time.sleep(0.05)

    def watch(self, pid):
        """The most memory that the server's own process had, in MB."""
        while pid == self.process.pid:
            try:
                text = pathlib.Path(f"/proc/{pid}/status").read_text()
                self.peak = max(self.peak, int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) // 1024)
            except (OSError, AttributeError):
                return
            time.sleep(0.5)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=300) as reply:
            return json.loads(reply.read() or b"null")

    def sql(self, text):
        reply = self.call("POST", "/api/postgres/execute", {"query": text})
        if reply["status"] == "error":
            sys.exit(f"{text}: {reply}")
        return [dict(zip(reply["columns"], row)) for row in reply["result"] or []]


def port_of_database(data):
    """The restarted server has to find its database where it was."""
    return int(next(pathlib.Path(data).rglob("postmaster.pid")).read_text().splitlines()[3])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--claimers", type=int, default=4)
    parser.add_argument("--frame", type=int, default=50)
    parser.add_argument("--at-once", type=int, default=4)
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--heap", default="384m")
    parser.add_argument("--command", default=str(ROOT / "noetlctl"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="noetl-drain-") as home:
        server = Server(options, home + "/data")
        try:
            server.port = port_of_database(home)
            server.sql("CREATE TABLE public.drain_queue (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new', body text)")
            server.sql(f"INSERT INTO public.drain_queue (id, body) SELECT i, repeat('x', 100) FROM generate_series(1, {options.rows}) i")
            text = PLAYBOOK.replace("@CLAIMERS@", str(options.claimers)).replace("@FRAME@", str(options.frame))
            server.call("POST", "/api/catalog/register", {"content": text.replace("@ATONCE@", str(options.at_once))})
            began = time.time()
            execution = server.call("POST", "/api/execute", {"path": "bench/drain"})["execution_id"]
            killed = options.no_kill
            while True:
                status = server.call("GET", f"/api/executions/{execution}/status")
                if status.get("failed"):
                    sys.exit(f"the execution failed: {server.call('GET', f'/api/executions/{execution}').get('error')}")
                if status.get("completed"):
                    break
                left = server.sql("SELECT count(*)::int AS n FROM public.drain_queue WHERE state = 'new'")[0]["n"]
                if not killed and left < options.rows / 2:
                    server.kill()
                    server.begin()
                    killed = True
                time.sleep(0.5)
            seconds = time.time() - began
            ends = server.sql(ENDS.format(id=execution))[0]
            lost = server.sql("SELECT count(*)::int AS n FROM public.drain_queue WHERE state = 'new'")[0]["n"]
            print(json.dumps({"rows": options.rows, "seconds": round(seconds, 1), "rows_per_second": round(options.rows / seconds),
                              "peak_mb": server.peak, "killed": not options.no_kill, "completed": bool(status.get("completed")), "unclaimed": lost} | ends))
            right = status.get("completed") and not lost and all(int(ends[k]) == options.rows for k in ("ends", "items", "ids"))
            return 0 if right else 1

        finally:
            server.process.terminate()
            server.process.wait(60)


sys.exit(main())
