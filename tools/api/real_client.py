#!/usr/bin/env python3
"""NoETL's own client against a server: every call that it makes, its output checked.

    real_client.py CLIENT BASE_URL PLAYBOOK.yaml

Prints a line for each call and exits 1 at the first that is not as it should be. Knows noetl 5.3.2 and noetl-cli 2.5.3, which
lacks some verbs: they are named and left out.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

client, base, playbook = sys.argv[1:4]
host, port = re.fullmatch(r"https?://([^:/]+):(\d+)/?", base).groups()
text = pathlib.Path(playbook).read_text()
path = re.search(r"^\s+path: (\S+)", text, re.M).group(1)


def offers(verb, *words):
    """Whether the client's help on some words has a verb or an option."""
    shown = subprocess.run([client, *words, "--help"], capture_output=True, text=True, timeout=60).stdout
    if re.search(rf"^\s+{verb}\b", shown, re.M):
        return True
    print("no    ", *words, verb, "(this client has none)")
    return False


def call(*words, has=(), data=False):
    """The output of one call; its JSON where data is asked for."""
    done = subprocess.run([client, "--host", host, "--port", port, *words], capture_output=True, text=True, timeout=60)
    shown = " ".join(words)
    for part in has:
        if part not in done.stdout + done.stderr:
            sys.exit(f"FAILED {shown}: no {part!r} in\n{done.stdout}{done.stderr}")
    if done.returncode != 0:
        sys.exit(f"FAILED {shown}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    print("ok    ", shown)
    return json.loads(done.stdout) if data else done.stdout


def ended(execution_id):
    for _ in range(120):
        found = call("execute", "status", execution_id, "--json", data=True)
        if found["completed"]:
            return found
        time.sleep(0.5)
    sys.exit(f"FAILED: execution {execution_id} did not end")


call("catalog", "register", playbook, has=["registered successfully", path])
entries = call("catalog", "list", "Playbook", "--json", data=True)["entries"]
assert any(entry["path"] == path for entry in entries), entries
call("catalog", "get", path, has=['"content"', path])

started = call("execute", "playbook", path, "--json", data=True)
first = ended(started["execution_id"])
assert first["status"] == "COMPLETED" and not first["failed"], first
call("status", started["execution_id"], has=["COMPLETED"])

given = started
if offers("-r", "run"):
    given = call("run", path, "-r", "distributed", "--payload", '{"message": "from the client"}', "--set", "z=1", "--json", data=True)
    variables = ended(given["execution_id"])["variables"]
    assert variables["message"] == "from the client" and variables["z"] == 1, variables
else:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"message": "from the client"}, file)
        file.flush()
        given = call("execute", "playbook", path, "--input", file.name, "--json", data=True)
    assert ended(given["execution_id"])["variables"]["message"] == "from the client"

if offers("rerun", "execute"):
    again = call("execute", "rerun", given["execution_id"], "--json", data=True)
    assert ended(again["execution_id"])["variables"]["message"] == "from the client"
if offers("cancel"):
    call("cancel", given["execution_id"], has=["ALREADY_COMPLETED"])
if offers("cleanup"):
    call("cleanup", "--dry-run", has=["DRY RUN"])

with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
    json.dump({"name": "client_check", "type": "generic", "data": {"token": "a-token-of-the-check"}}, file)
    file.flush()
    shown = call("register", "credential", "-f", file.name, has=["client_check"])
assert "a-token-of-the-check" not in shown, "the reply shows the secret"
call("get", "credential", "client_check", has=["a-token-of-the-check"])

call("query", "SELECT path, status FROM noetl.execution", "--schema", "noetl", has=[path, "rows)"])
rows = call("query", "SELECT 1, 'x', NULL", "--format", "json", data=True)
assert rows["result"] == [[1, "x", None]], rows
call("db", "validate", has=['"valid": true'])
call("db", "init", has=["up to date"])
print("NoETL's client: all calls as they should be")
