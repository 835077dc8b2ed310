"""Runs the attacks, and prints the table."""

import argparse
import concurrent.futures
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
import time
import traceback

import attacks
from attacks import login, tokens
from kit import ATTACKS, Broken, Context
from provider import Provider

WORKERS = 6


def load():
    for module in sorted(pkgutil.iter_modules(attacks.__path__), key=lambda m: m.name):
        importlib.import_module("attacks." + module.name)


def attempt(context, attack):
    begun = time.monotonic()
    try:
        attack.act(context)
        return "held", f"{time.monotonic() - begun:.1f} s"
    except Broken as broken:
        return "BROKEN", str(broken)
    except Exception as problem:  # an attack that fails by itself has shown nothing
        place = traceback.extract_tb(problem.__traceback__)[-1]
        return "BROKEN", f"the attack itself failed: {type(problem).__name__}: {problem} ({os.path.basename(place.filename)}:{place.lineno})"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--only", action="append", default=[])
    options.add_argument("--list", action="store_true")
    options.add_argument("--keep", action="store_true")
    options.add_argument("--all", action="store_true")
    options = options.parse_args()
    load()
    meant = [a for a in ATTACKS if not options.only or any(w in f"{a.group} {a.name}" for w in options.only)]
    chosen = [a for a in meant if a.core or options.all or options.only]
    if options.list:
        for a in meant:
            print(f"{'core' if a.core else '':5} {a.group:14} {a.name}")
        print(f"{len(meant)} attacks, {sum(a.core for a in meant)} of them in the core, which runs by default")
        return 0
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    work = tempfile.mkdtemp(prefix="noetl-attack-")
    context = Context(root, work)
    results = {}
    heard = True
    try:
        begun = time.monotonic()
        context.start(tokens.PUBLIC_PEM, Provider(login.KEY))
        tenants(context)
        print(f"a locked server and three tenants after {time.monotonic() - begun:.0f} s", flush=True)
        begun = time.monotonic()
        together = [a for a in chosen if not a.alone]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            begun_ones = {pool.submit(attempt, context, a): a for a in together}
            for ended in concurrent.futures.as_completed(begun_ones):
                results[begun_ones[ended]] = told(begun_ones[ended], ended.result())
        for a in chosen:
            if a.alone:
                results[a] = told(a, attempt(context, a))
        took = time.monotonic() - begun
        late = [] if any(r[0] != "held" for r in results.values()) else context.traps.late()
        leftovers = sorted(os.listdir(context.marks))
    finally:
        heard = context.stop()
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    broken = [a for a in chosen if results[a][0] != "held"]
    if leftovers:
        print(f"BROKEN    files were written: {leftovers}")
    if late:
        print(f"BROKEN    a connection came out after its attack had ended: {late[0][:120]!r}")
    if not heard:
        print("BROKEN    the server did not hear SIGTERM")
    count = len(broken) + bool(leftovers) + bool(late) + (not heard)
    if options.keep:
        print(f"kept: {work}")
    table(chosen, results)
    if len(chosen) < len(meant):
        print(f"This was the core: {len(chosen)} of {len(meant)} attacks, of each family every third spelling (all of them: tools/attack/run --all).")
    print(f"{len(chosen)} attacks in {took:.0f} s: {len(chosen) - len(broken)} held, {count} broken")
    return 1 if count else 0


def table(chosen, results):
    """Held and broken, a line for each group."""
    print(f"{'group':14} {'attacks':>7} {'held':>6} {'broken':>6}")
    for group in sorted({a.group for a in chosen}, key=lambda g: (int(g.split()[0]), g)):
        of = [results[a][0] == "held" for a in chosen if a.group == group]
        print(f"{group:14} {len(of):7} {sum(of):6} {len(of) - sum(of):6}")


def told(a, result):
    print(f"{result[0]:8}  {a.group:12}  {a.name:58.58}  {printable(result[1])}", flush=True)
    return result


def printable(text):
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)[:300]


def tenants(c):
    """Two tenants whose playbooks are restricted, an operator's team that is trusted, and what each has to lose."""
    from kit import playbook

    for name, kind, data in (
        ("green_api", "generic", {"token": c.canaries["credential"], "pin": 4711081500,
                                  "url": f"https://ann:{c.canaries['keychain']}@green.example/"}),
    ):
        reply = c.call("POST", "/api/credentials", {"name": name, "type": kind, "data": data}, "editor")
        if reply.status != 200:
            raise SystemExit(f"the credential of a tenant can't be stored: {reply.text}")
    own = c.run(playbook("tenants/green/own", [{"step": "start", "tool": {
        "kind": "python", "code": "result = {'tenant': 'green', 'sum': sum(range(10))}"}}]), seconds=240)
    if not own.done:
        raise SystemExit(f"the playbook of a tenant does not run: {own.text[:2000]}")
    trusted = c.run(playbook("ops/own", [{"step": "start", "tool": {"kind": "python", "code": "result = 1"}}]), seconds=240)
    if not trusted.done:
        raise SystemExit(f"the playbook of the operators does not run: {trusted.text[:2000]}")


if __name__ == "__main__":
    sys.exit(main())
