"""What subscriptions fetch from: folders, brokers and components that the operator has not opened."""

import json
import os
import time

from kit import Broken, attack, each, quoted

GROUP = "19 sources"
PATIENCE = 8


def subscribe(c, source, folder="tenants/red"):
    """Registers a subscription and gives how it stands once it has tried to fetch; None where it is refused."""
    path = c.path(folder)
    c.register({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "fetched", "path": folder + "/fetched"},
                "workflow": [{"step": "start", "tool": {"kind": "noop", "result": "done"}, "next": {"arcs": []}}]})
    kind, options = source
    reply = c.register({"apiVersion": "noetl.io/v2", "kind": "Subscription", "metadata": {"name": "fetch", "path": path},
                        "spec": {"source": kind, kind: options, "dispatch": folder + "/fetched"}})
    if reply.status >= 500:
        raise Broken(f"register answers {reply.status}: {reply.text[:200]}")
    if reply.status != 200:
        return None
    deadline = time.monotonic() + PATIENCE
    state = {}
    while time.monotonic() < deadline and not (state.get("source_error") or state.get("last_error")):
        time.sleep(0.5)
        listed = c.call("GET", "/api/subscriptions", role="viewer").json()
        state = next((item for item in listed.get("items", []) if item.get("path") == path), {})
    return state


def nothing_started(state):
    if state and state.get("started"):
        raise Broken("it has started something: " + json.dumps(state)[:300])


FOLDERS = {
    "its own": lambda own: own, "by way of another": lambda own: os.path.join(own, "..", os.path.basename(own)),
    "by way of the root": lambda own: "/.." + own, "two slashes": lambda own: "/" + own, "a slash behind": lambda own: own + "/",
    "a link": lambda own: own + "-link", "a relative one": lambda own: os.path.relpath(own), "a template": lambda own: "{{ '" + own + "' }}",
    "an address": lambda own: "file://" + own,
}


@each(GROUP, FOLDERS)
def folder(c, spelling):
    own = os.path.join(c.work, "inbox" + c.path("x").replace("/", ""))
    os.makedirs(own)
    os.symlink(own, own + "-link")
    kept = os.path.join(own, "kept.csv")
    with open(kept, "w") as out:
        out.write("a\n")
    os.utime(kept, (1, 1))
    state = subscribe(c, ("file", {"folder": spelling(own), "include": "*", "settled": 0, "every": 1, "content": "text"}))
    if not os.path.isfile(kept) or os.path.exists(os.path.join(own, ".noetl")):
        raise Broken("the file was taken, or the folder written to")
    nothing_started(state)


@each(GROUP, {"by address": "127.0.0.1:{p}", "by name": "localhost:{p}", "in hexadecimal": "0x7f000001:{p}", "all addresses": "0.0.0.0:{p}",
              "in IPv6": "[::ffff:127.0.0.1]:{p}", "the second of a list": "192.0.2.1:9,127.0.0.1:{p}"})
def brokers(c, address):
    trap = c.traps.new()
    subscribe(c, ("kafka", {"brokers": address.replace("{p}", str(trap.port)), "topic": "t"}))
    trap.check()


SCHEMES = {
    "exec": ("touch", {}), "timer": ("t", {"period": 100}), "file": ("/etc", {"noop": True}), "direct": ("health", {}), "seda": ("x", {}),
    "scheduler": ("x", {}), "quartz": ("x", {"cron": "* * * * * ?"}), "bean": ("dataSource", {}), "class": ("java.lang.Runtime", {}),
    "step": ("x", {}), "playbook": ("x", {}), "platform-http": ("/stolen", {}), "servlet": ("stolen", {}), "rest": ("get:stolen", {}),
    "controlbus": ("route", {"routeId": "health", "action": "stop"}), "log": ("x", {"exchangeFormatter": "#class:java.lang.Object"}),
}


@each(GROUP, SCHEMES)
def component(c, case):
    scheme = next(name for name, given in SCHEMES.items() if given is case)
    path, options = case
    state = subscribe(c, ("camel", {"scheme": scheme, "path": path, "options": options}))
    nothing_started(state)
    reply = c.call("GET", "/stolen", role=None)
    if reply.status == 200:
        raise Broken("a route of the subscription answers at /stolen")


@attack(GROUP, "a placeholder in an option stays text")
def placeholder(c):
    state = subscribe(c, ("camel", {"scheme": "timer", "path": "{{env:ATTACK_ENVIRONMENT}}", "options": {"period": "{{sys:user.home}}"}}))
    c.no_canary(json.dumps(state), "environment")


@attack(GROUP, "a query of several statements")
def statements(c):
    mark = c.mark()
    c.call("POST", "/api/credentials", {"name": "attack_rows", "type": "postgres", "data": {
        "host": "127.0.0.1", "port": c.database_port, "user": "x", "password": "x", "database": "x"}}, "editor")
    subscribe(c, ("database", {"auth": "attack_rows", "query": f"SELECT 1 AS id; COPY (SELECT 1) TO PROGRAM {quoted('touch ' + mark)}", "key": ["id"]}))
    c.unmarked(mark)


@attack(GROUP, "a channel that is more than a name")
def channel(c):
    mark = c.mark()
    subscribe(c, ("database", {"auth": "attack_rows", "query": "SELECT 1 AS id", "watermark": "id",
                               "listen": f"x; COPY (SELECT 1) TO PROGRAM {quoted('touch ' + mark)}"}))
    c.unmarked(mark)
