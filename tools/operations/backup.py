"""Dumps the database while W5 runs, loses the server and the database, restores elsewhere, and lets the executions go on."""

import pathlib
import shutil
import sys
import tempfile
import time

from kit import ROOT, Load, Postgres, Service, check, open_ones, say, w5

SECRET = """apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: secret, path: trial/secret}
workflow:
  - step: start
    tool: {kind: postgres, auth: trial, command: SELECT 1 AS one}
"""


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="noetl-backup-"))
    work.chmod(0o755)
    first, second, server, load = None, None, None, None
    try:
        first = Postgres(work / "first")
        server = Service(ROOT, first, work / "data", work / "server.log")
        w5(server)
        server.register(SECRET)
        server.call("POST", "/api/credentials", {"name": "trial", "type": "postgres", "data": {
            "db_host": "127.0.0.1", "db_port": first.port, "db_user": "postgres", "db_password": "a-password-of-the-trial", "db_name": "noetl"}})
        load = Load([server])
        server.until(lambda: first.number("SELECT count(*) FROM noetl.execution WHERE end_time IS NOT NULL") >= 50, "50 executions have ended")
        began = time.time()
        dump = work / "first" / "noetl.dump"
        first.run("pg_dump", "-h", "127.0.0.1", "-p", str(first.port), "-U", "postgres", "-Fc", "-f", str(dump), "noetl")
        took = time.time() - began
        shutil.copy(work / "data" / "master.key", work / "master.key")
        say(f"dumped in {took:.1f} s, {dump.stat().st_size >> 10} KB, while {len(load.started)} executions had been started; beside it the master key")
        time.sleep(2)
        load.stop()
        server.kill()
        first.stop("immediate")
        say(f"lost: the server, its database and its data folder; {len(load.started)} executions had been started")

        second = Postgres(work / "second")
        began = time.time()
        second.run("pg_restore", "-h", "127.0.0.1", "-p", str(second.port), "-U", "postgres", "-d", "noetl", "-1", "--no-owner", "--no-privileges", str(dump))
        total, still = second.number("SELECT count(*) FROM noetl.execution"), open_ones(second)
        say(f"restored in {time.time() - began:.1f} s: {total:.0f} executions, {still:.0f} of them open")
        if not still:
            sys.exit("nothing was open in the dump: the trial shows nothing")
        elsewhere = work / "elsewhere"
        elsewhere.mkdir()
        shutil.copy(work / "master.key", elsewhere / "master.key")
        (elsewhere / "master.key").chmod(0o600)
        began = time.time()
        server = Service(ROOT, second, elsewhere, work / "server.log")
        server.until(lambda: open_ones(second) == 0, "all that was open has ended")
        say(f"{still:.0f} executions went on and ended within {time.time() - began:.1f} s of the server's start: {check(second)}")
        second.sql("ALTER USER postgres PASSWORD 'a-password-of-the-trial'")
        data = server.call("GET", "/api/credentials/trial?include_data=true")["data"]
        if data["db_password"] != "a-password-of-the-trial":
            sys.exit("the credential can't be read")
        load = Load([server])
        time.sleep(3)
        load.stop()
        server.until(lambda: open_ones(second) == 0, "new ones ended")
        findings = server.call("GET", "/api/doctor")["findings"]
        wrong = [f for f in findings if f["state"] == "wrong" and f["check"] not in ("access",)]
        say(f"credentials can be read, new executions run ({len(load.started)} more), the doctor finds {len(wrong)} wrong {wrong or ''}")
        check(second)
        say("backup and restore: passed")
    finally:
        if load:
            load.going = False
        if server and server.process.poll() is None:
            server.kill()
        for database in (first, second):
            if database:
                database.stop("immediate")
        shutil.rmtree(work, ignore_errors=True)


main()
