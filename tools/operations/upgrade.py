"""Upgrades from an earlier commit to this tree and goes back again, server by server, while W5 runs."""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from kit import KEY, ROOT, Load, Postgres, Service, check, open_ones, say, w5


def older(commit, work):
    """A tree of an earlier commit, with its jar."""
    tree = work / "older"
    subprocess.run(["git", "-C", str(ROOT), "worktree", "add", "-q", "--detach", str(tree), commit], check=True)
    say(f"building {commit} …")
    subprocess.run(["./noetlctl", "--version"], cwd=tree, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return tree


def schema(database):
    return database.sql("SELECT max(version::int) FROM noetl.flyway_schema_history WHERE success AND version ~ '^[0-9]+$'")[0][0]


def ended(database, more):
    """Waits until so many more executions have ended."""
    target = database.number("SELECT count(*) FROM noetl.execution WHERE end_time IS NOT NULL") + more
    Service.until(lambda: database.number("SELECT count(*) FROM noetl.execution WHERE end_time IS NOT NULL") >= target, f"{more} more have ended", 300)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="commit", default="a884aa2", help="the commit to come from")
    parser.add_argument("--tree", type=pathlib.Path, help="a built tree of it, instead")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="noetl-upgrade-"))
    work.chmod(0o755)
    database, servers, load, tree = None, [], None, options.tree
    try:
        tree = tree or older(options.commit, work)
        database = Postgres(work / "database")

        def start(of, what):
            data = work / f"data-{len(servers) + 1}"
            servers.append(Service(of, database, data, work / "server.log", NOETL_SECRETS_MASTERKEY=KEY))
            say(f"started: {what}; the schema's version is {schema(database)}")

        start(tree, "the older server")
        w5(servers[-1])
        load = Load(servers, clients=2, pause=0.2)
        ended(database, 50)
        start(ROOT, "this server beside it, which migrates the schema under it")
        ended(database, 50)
        servers[0].stop()
        say("stopped in good order: the older server")
        ended(database, 50)
        say(f"upgraded: {len(load.started)} executions were started so far, {open_ones(database):.0f} are open")

        start(tree, "the older server again, on the newer schema")
        servers[1].stop()
        say("stopped in good order: this server")
        ended(database, 50)
        say(f"rolled back: {len(load.started)} executions were started so far, {open_ones(database):.0f} are open")

        start(ROOT, "this server, once more")
        servers[2].stop()
        load.stop()
        Service.until(lambda: open_ones(database) == 0, "all have ended", 300)
        total = int(database.number("SELECT count(*) FROM noetl.execution"))
        if total < len(load.started):
            sys.exit(f"{len(load.started)} executions were answered, {total} are there")
        findings = servers[-1].call("GET", "/api/doctor")["findings"]
        wrong = [f for f in findings if f["state"] == "wrong"]
        say(f"{total} executions: {check(database)}, each step of each ended once; the doctor finds {len(wrong)} wrong {wrong or ''}")
        say("upgrade and roll back: passed")
    finally:
        if load:
            load.going = False
        for server in servers:
            if server.process.poll() is None:
                server.kill()
        if database:
            database.stop("immediate")
        if not options.tree and tree:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=False)
        shutil.rmtree(work, ignore_errors=True)


main()
