"""What the operators' trials share: a PostgreSQL of their own, servers on it, load, and what the log says of it."""

import base64
import contextlib
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "engine"))

import playbooks  # noqa: E402

# of servers that share a database but no folder; a trial's alone
KEY = base64.b64encode(bytes(range(32))).decode()


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def descendants(pid):
    found = [pid]
    for line in subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split():
        found += descendants(int(line))
    return found


class Postgres:
    """A cluster of the PostgreSQL that is installed, with fsync on."""

    def __init__(self, folder):
        self.bin = pathlib.Path(subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip())
        self.folder = folder
        self.port = free_port()
        folder.mkdir()
        self.as_owner = []
        if os.getuid() == 0:
            subprocess.run(["chown", "postgres", str(folder)], check=True)
            self.as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self.run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-D", str(folder / "data"))
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "noetl")

    def run(self, program, *arguments, **options):
        done = subprocess.run([*self.as_owner, str(self.bin / program), *arguments], capture_output=True, text=True, cwd=self.folder, **options)
        if done.returncode:
            sys.exit(f"{program} {' '.join(arguments)[:300]}: {done.stderr[-3000:]}")
        return done.stdout

    def start(self):
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        subprocess.run(
            [*self.as_owner, str(self.bin / "pg_ctl"), "-w", "-D", str(self.folder / "data"), "-o", settings, "-l", str(self.folder / "log"), "start"],
            check=True, stdout=subprocess.DEVNULL, cwd=self.folder,
        )

    def stop(self, how="fast"):
        subprocess.run(
            [*self.as_owner, str(self.bin / "pg_ctl"), "-w", "-m", how, "-D", str(self.folder / "data"), "stop"],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
        )

    @property
    def pids(self):
        return descendants(int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0]))

    @property
    def url(self):
        return f"postgresql://postgres:postgres@127.0.0.1:{self.port}/noetl"

    def sql(self, text):
        """The rows of a query, each a list of texts."""
        out = self.run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", "noetl", "-AtF", "\t", "-v", "ON_ERROR_STOP=1", "-c", text)
        return [line.split("\t") for line in out.splitlines()]

    def number(self, text):
        return float(self.sql(text)[0][0])


class Service:
    """A server of a tree of this project."""

    def __init__(self, tree, database, data, log, **settings):
        self.data = data
        environment = os.environ | {
            "NOETL_DATABASE_URL": database.url, "NOETL_AOT": "off",
        } | {name: str(value) for name, value in settings.items()}
        self.log = log
        self.process = subprocess.Popen(
            [str(tree / "noetlctl"), "server", "start", "--port", "0", "--no-samples", "--data", str(data)],
            env=environment, stdout=subprocess.PIPE, stderr=open(log, "a"), text=True,
        )
        self.lines = []
        self.url = None
        for line in self.process.stdout:
            self.lines.append(line)
            found = re.search(r"http://[\w.]+:\d+", line)
            if found:
                self.url = found.group()
                break
        if not self.url:
            sys.exit(f"the server did not start: {''.join(self.lines)}{log.read_text()[-4000:]}")
        threading.Thread(target=lambda: self.lines.extend(self.process.stdout), daemon=True).start()
        self.until(lambda: self.status("/actuator/health/readiness") == 200, "the server is ready")

    def call(self, method, path, body=None, timeout=60):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return json.loads(reply.read() or b"null")

    def status(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as reply:
                return reply.status
        except urllib.error.HTTPError as refused:
            return refused.code
        except (OSError, http.client.HTTPException):
            return 0

    def register(self, text):
        self.call("POST", "/api/catalog/register", {"content": text})

    def start(self, path, payload=None):
        return self.call("POST", "/api/execute", {"path": path, "payload": payload or {}})["execution_id"]

    @staticmethod
    def until(condition, what, patience=180):
        end = time.time() + patience
        while not condition():
            if time.time() > end:
                sys.exit(f"not within {patience} s: {what}")
            time.sleep(0.2)

    def stop(self):
        """In good order, as SIGTERM does it."""
        for pid in reversed(descendants(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        self.process.wait(120)

    def kill(self):
        for pid in descendants(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)


class Load:
    """Starts W5's executions (five light steps of Python) over and over; what no server takes is tried again, with its key."""

    def __init__(self, servers, clients=4, pause=0.0):
        self.servers = servers
        self.pause = pause
        self.started = set()
        self.going = True
        self.threads = [threading.Thread(target=self.run, args=(n,), daemon=True) for n in range(clients)]
        for thread in self.threads:
            thread.start()

    def run(self, client):
        number = 0
        while self.going:
            number += 1
            body = {"path": "bench/w5", "payload": {}, "idempotency_key": f"{id(self)}-{client}-{number}"}
            while self.going:
                try:
                    self.started.add(int(self.servers[-1].call("POST", "/api/execute", body)["execution_id"]))
                    break
                except (OSError, http.client.HTTPException):
                    time.sleep(0.1)
            time.sleep(self.pause)

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join(90)


def w5(server):
    server.register(playbooks.chain("w5", 5, 10))


def open_ones(database):
    return database.number("SELECT count(*) FROM noetl.execution WHERE end_time IS NULL")


def check(database):
    """What the log says: executions by status, and whether each step of each ended once. Ends the script where it did not."""
    statuses = {row[0]: int(row[1]) for row in database.sql("SELECT status, count(*) FROM noetl.execution GROUP BY 1 ORDER BY 1")}
    wrong = database.sql(
        "SELECT e.execution_id, count(v.*), count(DISTINCT v.node_name) FROM noetl.execution e LEFT JOIN noetl.event v"
        " ON v.execution_id = e.execution_id AND v.event_type = 'step.exit' WHERE e.path = 'bench/w5'"
        " GROUP BY 1 HAVING count(v.*) <> 5 OR count(DISTINCT v.node_name) <> 5 LIMIT 3"
    )
    if wrong or set(statuses) - {"COMPLETED"}:
        sys.exit(f"executions by status: {statuses}; with steps that did not end once: {wrong}")
    return statuses
