"""Real servers under load, a real Prometheus with the chart's ten alerts, and for each alert the trouble that it is about: it fires, and clears."""

import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile

from kit import KEY, ROOT, Load, Postgres, Service, free_port, say, w5

FASTER = 60
SLOW = """apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: slow, path: outage/slow}
workload: {seconds: 1}
workflow:
  - step: start
    tool: {kind: http, url: "%s/{{ workload.seconds }}", timeout: 300}
"""
FAILS = """apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: fails, path: outage/fails}
workflow:
  - step: start
    tool: {kind: postgres, auth: outage, command: SELECT 1 / 0}
"""
SLEEPS = """apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: sleeps, path: outage/sleeps}
workflow:
  - step: start
    tool: {kind: postgres, auth: outage, command: SELECT pg_sleep(12)}
"""


class SlowService(http.server.BaseHTTPRequestHandler):
    """Answers after as many seconds as the path says."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        time.sleep(float(self.path.rpartition("/")[2]))
        try:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
        except OSError:
            pass

    def log_message(self, *ignored):
        pass


def faster(rules):
    """The rules with each time a sixtieth as long: minutes become seconds. The lease's own ten seconds stay."""
    def shorter(match):
        seconds = int(match[1]) * {"m": 60, "h": 3600}[match[2]] // FASTER
        return match[0].replace(match[1] + match[2], f"{seconds}s")

    rules = re.sub(r"(?<=\[)(\d+)([mh])(?=\])", shorter, rules)
    rules = re.sub(r"(?<=for: )(\d+)([mh])", shorter, rules)
    return rules.replace("waiting_age_seconds) > 600", "waiting_age_seconds) > 10")


def later_version(work):
    """This project's jar with another version in its manifest."""
    tree = work / "later"
    (tree / "target").mkdir(parents=True)
    shutil.copy(ROOT / "noetlctl", tree / "noetlctl")
    with zipfile.ZipFile(ROOT / "target" / "noetl-camel.jar") as old, zipfile.ZipFile(tree / "target" / "noetl-camel.jar", "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "META-INF/MANIFEST.MF":
                data = re.sub(rb"(?m)^Implementation-Version: .*?(\r?\n)", rb"Implementation-Version: 99.0\1", data)
            new.writestr(entry, data, entry.compress_type)
    return tree


class Prometheus:
    def __init__(self, folder):
        folder.mkdir()
        program = subprocess.run([str(ROOT / "tools" / "alerts" / "build.sh"), "prometheus"], check=True, capture_output=True, text=True).stdout.strip()
        self.targets = folder / "targets.json"
        self.scrape([])
        (folder / "rules.yaml").write_text(faster((ROOT / "helm" / "noetl-camel" / "files" / "alerts.yaml").read_text()))
        (folder / "prometheus.yml").write_text(
            "global: {scrape_interval: 2s, evaluation_interval: 1s}\nrule_files: [rules.yaml]\nscrape_configs:\n"
            "  - {job_name: noetl, file_sd_configs: [{files: [targets.json], refresh_interval: 1s}]}\n"
        )
        self.url = f"http://127.0.0.1:{free_port()}"
        self.process = subprocess.Popen(
            [program, f"--config.file={folder / 'prometheus.yml'}", f"--storage.tsdb.path={folder / 'data'}",
             f"--web.listen-address={self.url.removeprefix('http://')}", "--enable-feature=exemplar-storage"],
            stdout=subprocess.DEVNULL, stderr=open(folder / "log", "w"), cwd=folder,
        )
        self.rules = re.findall(r"alert: (\w+)", (folder / "rules.yaml").read_text())
        self.seen = {}
        self.cleared = set()

    def scrape(self, servers):
        new = self.targets.with_suffix(".new")
        new.write_text(json.dumps([{"targets": [server.url.removeprefix("http://") for server in servers]}]))
        new.rename(self.targets)

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=20) as reply:
            return json.loads(reply.read())["data"]

    def firing(self):
        return {alert["labels"]["alertname"]: alert for alert in self.get("/api/v1/alerts")["alerts"] if alert["state"] == "firing"}

    def query(self, text):
        found = self.get("/api/v1/query?" + urllib.parse.urlencode({"query": text}))["result"]
        return float(found[0]["value"][1]) if found else None

    def fires(self, *names, patience=240):
        end = time.time() + patience
        while set(names) - set(self.seen):
            for name, alert in self.firing().items():
                if name not in self.seen:
                    self.seen[name] = alert
                    say(f"  fires: {name}: {alert['annotations']['description']}")
            if time.time() > end:
                sys.exit(f"did not fire: {set(names) - set(self.seen)}; alerts: {self.get('/api/v1/alerts')}")
            time.sleep(0.5)

    def clears(self, *names, patience=240):
        """An alert has cleared when it is away for five seconds while every server is scraped: missing figures clear nothing."""
        away, end = dict.fromkeys(names), time.time() + patience
        while away:
            firing, scraped = self.firing(), self.query("min(up)") == 1
            for name, since in list(away.items()):
                if name in firing or not scraped:
                    away[name] = None
                elif since is None:
                    away[name] = time.time()
                elif time.time() - since >= 5:
                    del away[name]
                    self.cleared.add(name)
                    say(f"  clears: {name}")
            if time.time() > end:
                sys.exit(f"did not clear: {set(away)}; alerts: {self.get('/api/v1/alerts')}")
            time.sleep(0.5)


def several(server, path, count, **payload):
    for _ in range(count):
        server.start(path, payload)


def in_operation(database, prometheus, load, servers):
    one, two = servers
    say("a fifth and more fail; calls wait for a credential's connections")
    stop = threading.Event()
    failing = threading.Thread(target=lambda: [(several(one, "outage/fails", 4), stop.wait(1)) for _ in range(300) if not stop.is_set()], daemon=True)
    failing.start()
    prometheus.fires("NoetlFailureRate")
    stop.set()
    several(one, "outage/sleeps", 30)
    prometheus.fires("NoetlPoolExhausted")
    prometheus.clears("NoetlFailureRate", "NoetlPoolExhausted")

    say("more is started than there is room for")
    several(one, "outage/slow", 120, seconds=45)
    prometheus.fires("NoetlWaitingTooLong")
    prometheus.clears("NoetlWaitingTooLong")

    say("one server is killed with what it runs")
    several(two, "outage/slow", 38, seconds=45)
    time.sleep(3)
    two.kill()
    prometheus.fires("NoetlTakeovers")
    # a server that is gone has no figures any more, without which nothing clears
    servers.remove(two)
    prometheus.scrape(servers)
    prometheus.clears("NoetlTakeovers")

    say("nothing is written any more: a service does not answer")
    load.going = False
    one.until(lambda: database.number("SELECT count(*) FROM noetl.execution WHERE end_time IS NULL") == 0, "all have ended", 300)
    several(one, "outage/slow", 3, seconds=90)
    prometheus.fires("NoetlStuck")
    prometheus.clears("NoetlStuck")

    say("the database stands still")
    pids = database.pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    prometheus.fires("NoetlLeaseTrouble")
    said = json.loads(refused(one.url + "/actuator/health/readiness"))
    say(f"  meanwhile: liveness {one.status('/health')}, readiness {said['status']}: "
        f"{ {part: found['details'] for part, found in said['components'].items() if found['status'] != 'UP'} }")
    for pid in pids:
        os.kill(pid, signal.SIGCONT)
    prometheus.clears("NoetlLeaseTrouble")
    one.until(lambda: one.status("/actuator/health/readiness") == 200, "it is ready again")


def in_time(work, disk, database, prometheus, servers, start):
    one = servers[0]
    say("partitions are not made ahead, the disk fills, a key is about to expire, a newer server runs beside")
    free = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(free.f_bavail * free.f_frsize - (2 << 20)))
    key = one.call("POST", "/api/keys", {"name": "outage", "role": "viewer", "expires_in_days": 1})
    later = start(work / "three", later_version(work))
    prometheus.scrape(servers)
    for (name,) in database.sql("SELECT inhrelid::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = 'noetl.event_record'::regclass"
                                " AND c.relname ~ '_[0-9]{8}$' AND to_date(right(c.relname, 8), 'YYYYMMDD') > now()"):
        database.sql(f"DROP TABLE {name}")
    prometheus.fires("NoetlDisk", "NoetlKeyExpires", "NoetlVersionsApart", "NoetlPartitionsMissing")
    (disk / "filler").unlink()
    one.call("DELETE", f"/api/keys/{key['key_id']}")
    database.sql("SELECT noetl.ensure_partitions(8)")
    later.stop()
    servers.remove(later)
    prometheus.scrape(servers)
    prometheus.clears("NoetlDisk", "NoetlKeyExpires", "NoetlVersionsApart", "NoetlPartitionsMissing")
    figures = {
        "partitions ahead": prometheus.query("min(noetl_partitions_ahead)"), "seconds to a key's end": prometheus.query("min(noetl_key_expires_seconds)"),
        "share of the disk": prometheus.query("min(disk_free_bytes / disk_total_bytes)"), "versions": prometheus.query("count(count by (version) (noetl_info))"),
    }
    say(f"  afterwards: {figures}")


def main():
    parts = sys.argv[1:] or ["operation", "time"]
    work = pathlib.Path(tempfile.mkdtemp(prefix="noetl-outage-"))
    work.chmod(0o755)
    slow = http.server.ThreadingHTTPServer(("127.0.0.1", 0), SlowService)
    slow.request_queue_size = 200
    threading.Thread(target=slow.serve_forever, daemon=True).start()
    database, prometheus, load, servers, disk = None, None, None, [], work / "disk"
    try:
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=True)
        database = Postgres(work / "database")

        def start(data, tree=ROOT):
            servers.append(Service(tree, database, data, work / "server.log", NOETL_ENGINE_MAXEXECUTIONS=40, NOETL_SECRETS_MASTERKEY=KEY))
            return servers[-1]

        one = start(disk / "one")
        two = start(work / "two")
        prometheus = Prometheus(work / "prometheus")
        prometheus.scrape(servers)
        w5(one)
        one.call("POST", "/api/credentials", {"name": "outage", "type": "postgres", "data": {
            "db_host": "127.0.0.1", "db_port": database.port, "db_user": "postgres", "db_password": "postgres", "db_name": "noetl"}})
        for text in (SLOW % f"http://127.0.0.1:{slow.server_port}", FAILS, SLEEPS):
            one.register(text)
        load = Load(servers, clients=2, pause=0.5)
        time.sleep(30)
        one.until(lambda: (prometheus.query("sum(noetl_executions_ended_total)") or 0) > 5, "Prometheus counts what ends")
        before = prometheus.firing()
        if before:
            sys.exit(f"fires while all is well: {before}")
        series, took = prometheus.query('count({job="noetl"})'), prometheus.query("avg(avg_over_time(scrape_duration_seconds[20s]))")
        say(f"two servers under load, {len(prometheus.rules)} alerts, {series:.0f} series, a scrape takes {1000 * took:.0f} ms: nothing fires")

        if "operation" in parts:
            in_operation(database, prometheus, load, servers)
        if "time" in parts:
            in_time(work, disk, database, prometheus, servers, start)
        missing = set(prometheus.rules) - prometheus.cleared
        if missing and len(parts) == 2:
            sys.exit(f"not tried: {missing}")
        say(f"alerts: {len(prometheus.cleared)} of {len(prometheus.rules)} fired and cleared: passed")
    finally:
        if load:
            load.going = False
        if prometheus:
            prometheus.process.kill()
        for server in servers:
            if server.process.poll() is None:
                server.kill()
        if database:
            for pid in database.pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
            database.stop("immediate")
        subprocess.run(["umount", "-l", str(disk)], check=False)
        if not os.environ.get("KEEP"):
            shutil.rmtree(work, ignore_errors=True)


def refused(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as reply:
            return reply.read()
    except urllib.error.HTTPError as error:
        return error.read()


main()
