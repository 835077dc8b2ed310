"""Times the command line and the server from cold, with their start-up caches made."""

import json
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LAUNCHER = os.path.join(ROOT, "noetlctl")
HELLO = "tests/fixtures/playbooks/hello_world"
BATCH = "batch_execution/multi_playbook_batch"
FIB = "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nfib(32)"
STEP = {"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "first", "path": "bench/first"},
        "workflow": [{"step": "start", "tool": {"kind": "python", "code": "result = {'n': 1}"}}]}


def timed(command, environment):
    """Wall and processor seconds of a command and of what it starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} exits with {done.returncode}: {done.stderr[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def say(name, figures, unit="s"):
    print(f"{name:44} " + "  ".join(f"{label} {statistics.median(values):.2f} {unit}" for label, values in figures.items()), flush=True)


def commands(name, command, environment, rounds):
    figures = [timed(command, environment) for _ in range(rounds)]
    say(name, {"wall": [f[0] for f in figures], "cpu": [f[1] for f in figures]})
    return statistics.median(f[1] for f in figures)


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def server(environment, data):
    """Seconds until it is ready, seconds of its first Python step, MB when it idles."""
    begun = time.monotonic()
    process = subprocess.Popen([LAUNCHER, "server", "start", "--port", "0", "--database-port", "0", "--data", data],
                               env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        line = next(line for line in process.stdout if "is ready" in line)
        ready = time.monotonic() - begun
        url = re.search(r"http://[^ ]*/api", line).group(0)
        call(url + "/catalog/register", {"content": json.dumps(STEP)})
        begun = time.monotonic()
        run = call(url + "/execute", {"path": "bench/first", "payload": {}})["execution_id"]
        while not call(f"{url}/executions/{run}/status")["completed"]:
            time.sleep(0.01)
        first = time.monotonic() - begun
        time.sleep(5)
        return ready, first, memory(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    work = tempfile.mkdtemp(prefix="noetl-start-")
    environment = dict(os.environ, NOETL_HOME=os.path.join(work, "home"))
    for name in list(environment):
        if name.startswith(("NOETL_DATABASE", "POSTGRES_")):
            del environment[name]
    try:
        subprocess.run([LAUNCHER, "warm-up"], env=environment, check=True)
        timed([LAUNCHER, "run", HELLO], environment)
        timed([LAUNCHER, "run", BATCH, "--samples"], environment)
        cpython = [timed([sys.executable, "-c", FIB], environment)[1] for _ in range(rounds)]
        hello = commands("run hello_world, second run", [LAUNCHER, "run", HELLO], environment, rounds)
        commands("the seed's batch, second run", [LAUNCHER, "run", BATCH, "--samples"], environment, rounds)
        commands("list executions of no server, an error", ["sh", "-c", f"{LAUNCHER} --port 1 list Playbook; test $? = 3"], environment, rounds)
        data = os.path.join(work, "data")
        server(environment, data)
        started = [server(environment, data) for _ in range(rounds)]
        say("server start: ready, first Python step", {"ready": [s[0] for s in started], "step": [s[1] for s in started]})
        say("server start: resident when idle", {"resident": [s[2] for s in started]}, "MB")
        say("CPython's fib(32)", {"cpu": cpython})
        print(f"{'hello_world beside it':44} {hello / statistics.median(cpython):.1f} times")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
