"""What a scrape costs beside many executions, and what it asks of the database."""

import argparse
import json
import pathlib
import re
import shutil
import statistics
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "operations"))
sys.path.insert(0, str(ROOT / "bench" / "engine"))

from bench import cpu  # noqa: E402
from kit import Postgres, Service, say  # noqa: E402

FILL = """
INSERT INTO noetl.execution (execution_id, catalog_id, path, version, name, status, payload, start_time, end_time, epoch)
SELECT n, 1, 'pile/' || n %% 50, 1, 'pile', CASE WHEN n %% 20 = 0 THEN 'FAILED' ELSE 'COMPLETED' END, '{}', now() - interval '1 day', now() - interval '1 day', 1
  FROM generate_series(%d, %d) n
"""
PART = 500_000


def scrapes(server, count):
    """Milliseconds of each of so many scrapes over one connection after the other."""
    took, size, used, begin = [], 0, cpu(server.process.pid), time.time()
    for _ in range(count):
        began = time.perf_counter()
        with urllib.request.urlopen(server.url + "/metrics", timeout=30) as reply:
            size = len(reply.read())
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(0.05)
    took.sort()
    used, lasted = cpu(server.process.pid) - used, time.time() - begin
    idle = cpu(server.process.pid)
    time.sleep(10)
    idle = (cpu(server.process.pid) - idle) / 10 * lasted
    return {"cpu_ms": round(1000 * (used - idle) / count, 2), "median_ms": round(statistics.median(took), 2), "p90_ms": round(took[int(0.9 * count)], 2), "least_ms": round(took[0], 2), "kb": size >> 10}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executions", type=int, default=10_000_000)
    parser.add_argument("--scrapes", type=int, default=200)
    parser.add_argument("--warm", type=int, default=3000)
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="noetl-scrape-"))
    work.chmod(0o755)
    database, server = None, None
    try:
        database = Postgres(work / "database")
        server = Service(ROOT, database, work / "data", work / "server.log")
        for _ in range(options.warm):
            urllib.request.urlopen(server.url + "/metrics", timeout=30).read()
        say(f"without executions: {json.dumps(scrapes(server, options.scrapes))}")
        # only while the pile is made
        for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off", "max_wal_size = '8GB'"):
            database.sql(f"ALTER SYSTEM SET {setting}")
        database.sql("SELECT pg_reload_conf()")
        began = time.time()
        for first in range(1, options.executions + 1, PART):
            database.sql(FILL % (first, min(options.executions, first + PART - 1)))
        database.sql("VACUUM (ANALYZE) noetl.execution")
        rows, size = database.sql("SELECT count(*), pg_size_pretty(pg_total_relation_size('noetl.execution')) FROM noetl.execution")[0]
        say(f"{int(rows):,} executions, {size}, made in {time.time() - began:.0f} s")
        time.sleep(20)
        say(f"beside them: {json.dumps(scrapes(server, options.scrapes))}")

        # every statement of the server with its plan, for a window without scrapes and one as long with them
        log = work / "database" / "log"
        with (database.folder / "data" / "postgresql.conf").open("a") as settings:
            # not by ALTER SYSTEM, which knows no setting of a library that is not loaded yet
            settings.write("session_preload_libraries = 'auto_explain'\nauto_explain.log_min_duration = 0\nlog_min_duration_statement = 0\n")
        database.sql("SELECT pg_reload_conf()")
        database.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'noetl' AND pid <> pg_backend_pid()")
        time.sleep(20)
        windows = {}
        for name, count in (("without", 0), ("with", options.scrapes)):
            begin, end = log.stat().st_size, time.time() + 45
            done = scrapes(server, count) if count else {}
            time.sleep(max(0, end - time.time()))
            text = log.read_bytes()[begin:].decode(errors="replace")
            windows[name] = {"scrapes": count, "statements": len(re.findall(r"duration: [\d.]+ ms  (?:execute|statement)", text)),
                             "scans of all executions": len(re.findall(r"Seq Scan on (?:noetl\.)?execution\w*", text)),
                             "by index": len(re.findall(r"Index(?: Only)? Scan using \w*execution\w*|Bitmap Index Scan on \w*execution\w*", text))} | done
        say(json.dumps(windows))
        if windows["with"]["scans of all executions"] or windows["without"]["scans of all executions"]:
            print(*re.findall(r".*\n(?:.*\n){0,12}.*Seq Scan on (?:noetl\.)?execution.*", log.read_text(errors="replace"))[-2:], sep="\n---\n")
            sys.exit("a scan of all executions")
    finally:
        if server and server.process.poll() is None:
            server.kill()
        if database:
            database.stop("immediate")
        shutil.rmtree(work, ignore_errors=True)


main()
