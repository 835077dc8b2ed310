"""Doors that are open without a key: webhooks, which their subscriptions guard, and tokens for one decision."""

import base64
import hashlib
import hmac
import json
import time

from kit import Broken, attack, each

GROUP = "18 webhooks"
SECRET = "attack-hook-secret-1"
BODY = '{"id": 1}'
HOOK = "tenants/red/hook"


def signature(text, secret=SECRET):
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def prepare(c):
    c.call("POST", "/api/credentials", {"name": "attack_hook", "type": "webhook", "data": {"secret": SECRET}}, "editor")
    c.register({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "hooked", "path": "tenants/red/hooked"},
                "workflow": [{"step": "start", "tool": {"kind": "noop", "result": "done"}, "next": {"arcs": []}}]})
    reply = c.register("apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: hook, path: " + HOOK + "}\nspec:\n  source: webhook\n"
                       "  ingress: {verify: {type: hmac_sha256, credential: attack_hook, timestamp_header: X-Time}}\n  dispatch: tenants/red/hooked\n")
    if reply.status != 200:
        raise Broken(f"the subscription is not registered: {reply.status} {reply.text[:200]}")


def send(c, headers, body=BODY, path=HOOK):
    return c.call("POST", "/api/hooks/" + path, body, None, headers)


def now(shift=0):
    return str(int(time.time()) + shift)


FORGED = {
    "no signature": lambda t: {"X-Time": t}, "an empty one": lambda t: {"X-Time": t, "X-Hub-Signature-256": "sha256="},
    "that of no secret": lambda t: {"X-Time": t, "X-Hub-Signature-256": "sha256=" + signature(t + "." + BODY, "")},
    "that of the body alone": lambda t: {"X-Time": t, "X-Hub-Signature-256": "sha256=" + signature(BODY)},
    "that of another body": lambda t: {"X-Time": t, "X-Hub-Signature-256": "sha256=" + signature(t + '.{"id": 2}')},
    "an old one": lambda t: {"X-Time": now(-4000), "X-Hub-Signature-256": "sha256=" + signature(now(-4000) + "." + BODY)},
    "one of tomorrow": lambda t: {"X-Time": now(86400), "X-Hub-Signature-256": "sha256=" + signature(now(86400) + "." + BODY)},
    "a time that is none": lambda t: {"X-Time": "{body}", "X-Hub-Signature-256": "sha256=" + signature("{body}." + BODY)},
    "a negative time": lambda t: {"X-Time": "-1", "X-Hub-Signature-256": "sha256=" + signature("-1." + BODY)},
    "no prefix": lambda t: {"X-Time": t, "X-Hub-Signature-256": signature(t + "." + BODY)},
    "a key of nobody": lambda t: {"X-Time": t, "Authorization": "Bearer noetl_nobody"},
}


@each(GROUP, FORGED)
def forged(c, headers):
    prepare(c)
    reply = send(c, headers(now()))
    if reply.status != 401:
        raise Broken(f"it is let in: {reply.status} {reply.text[:200]}")
    stranger = send(c, headers(now()), path="tenants/red/nothing-here")
    if (stranger.status, stranger.text.replace("nothing-here", "hook")) != (reply.status, reply.text):
        raise Broken("the answer tells which webhooks there are")


@attack(GROUP, "one that is signed is taken, so that the others are refused for their signature")
def signed(c):
    prepare(c)
    stamp = now()
    reply = send(c, {"X-Time": stamp, "X-Hub-Signature-256": "sha256=" + signature(stamp + "." + BODY)})
    if reply.status != 202:
        raise Broken(f"it is not taken: {reply.status} {reply.text[:200]}")


@attack(GROUP, "a template in a message stays text")
def template(c):
    prepare(c)
    c.register("apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: echo, path: tenants/red/echo}\nspec:\n  source: webhook\n"
               "  ingress: {answer: result}\n  dispatch: {playbook: tenants/red/echoed, payload: {said: '{{ body.text }}'}}\n")
    c.register({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "echoed", "path": "tenants/red/echoed"}, "workload": {"said": ""},
                "workflow": [{"step": "start", "tool": {"kind": "noop", "result": {"said": "{{ said }}"}}, "next": {"arcs": []}}]})
    reply = c.call("POST", "/api/hooks/tenants/red/echo", {"text": "{{ 6 * 7 }}{{ keychain }}"}, "operator")
    if reply.status != 200 or reply.json()["result"] != {"said": "{{ 6 * 7 }}{{ keychain }}"}:
        raise Broken(f"{reply.status} {reply.text[:200]}")


TOKENS = {"an empty one": "", "a word": "token", "zeros": "A" * 400, "json": base64.urlsafe_b64encode(json.dumps({"id": 1, "by": "key:admin", "choice": "approve", "values": {}, "expires": "2099-01-01T00:00:00Z", "nonce": "0"}).encode()).decode(),
          "a long one": "A" * 90_000, "no base64": "%%%", "a number": 7, "an object": {"id": 1}}


@each(GROUP, {"a decision by " + name: token for name, token in TOKENS.items()})
def tokens(c, token):
    reply = c.call("POST", "/api/approval-tokens", {"token": token}, None)
    if reply.status not in (403, 422):
        raise Broken(f"{reply.status} {reply.text[:200]}")


@attack(GROUP, "one that is overheard and sent again")
def again(c):
    prepare(c)
    stamp = now(-1)
    text = '{"overheard": 1}'
    headers = {"X-Time": stamp, "X-Hub-Signature-256": "sha256=" + signature(stamp + "." + text)}
    first = send(c, headers, text)
    for more in ({}, {"Idempotency-Key": "another"}, {"Webhook-Id": "2"}, {"X-Hub-Signature-256": "sha256= " + signature(stamp + "." + text).upper()}):
        reply = send(c, dict(headers, **more), text)
        if reply.status == 202 and reply.json().get("status") != "duplicate":
            raise Broken(f"it starts again: {first.text[:100]} {reply.text[:100]}")


SPELT = {"a slash behind": HOOK + "/", "two slashes": HOOK.replace("/", "//"), "an encoded slash": HOOK.replace("/", "%2f"), "a parameter": HOOK + ";x=y", "a null": HOOK + "%00", "capitals": HOOK.upper(), "dots": "x/../" + HOOK}


@each(GROUP, {"an address with " + name: path for name, path in SPELT.items()})
def spelt(c, path):
    prepare(c)
    reply = send(c, {}, path=path)
    if reply.status not in (400, 401, 404):
        raise Broken(f"it answers {reply.status}: {reply.text[:200]}")


@attack(GROUP, "an address that belongs to another")
def stolen(c):
    prepare(c)
    reply = c.register("apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: thief, path: tenants/blue/thief}\nspec:\n  source: webhook\n"
                       "  ingress: {path: " + HOOK + ", verify: {type: none}}\n  dispatch: tenants/red/hooked\n")
    if reply.status == 200 or send(c, {}).status != 401:
        raise Broken(f"it is taken over: {reply.status} {reply.text[:200]}")


@attack(GROUP, "a dispatch out of its tenant")
def escape(c):
    c.register("apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: esc, path: tenants/red/esc}\nspec:\n  source: webhook\n"
               "  ingress: {verify: {type: none}, answer: result}\n  dispatch: {playbook: ops/esc, payload: {p: '{{ body.p }}'}}\n")
    c.register({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "esc", "path": "ops/esc"}, "workload": {"p": ""},
                "workflow": [{"step": "start", "tool": {"kind": "python", "args": {"p": "{{ p }}"}, "code": "result = open(p).read()"}}]})
    c.no_canary(c.call("POST", "/api/hooks/tenants/red/esc", {"p": c.canary_file}, None).text)


@attack(GROUP, "keys and cookies of a sender in what a playbook sees")
def private(c):
    c.register("apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: env, path: tenants/red/env}\nspec:\n  source: webhook\n"
               "  ingress: {verify: {type: none}, answer: result}\n  dispatch: {playbook: tenants/red/seen, payload_from: envelope}\n")
    c.register({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "seen", "path": "tenants/red/seen"},
                "workflow": [{"step": "start", "tool": {"kind": "python", "args": {"h": "{{ headers }}"}, "code": "result = h"}}]})
    reply = c.call("POST", "/api/hooks/tenants/red/env", {"p": 1}, "viewer", {"Cookie": "JSESSIONID=cookie-4711", "X-Api-Key": "key-4711", "Proxy-Authorization": "proxy-4711"})
    if reply.status != 200 or "4711" in reply.text or c.keys["viewer"] in reply.text:
        raise Broken(f"{reply.status} {reply.text[:300]}")


RECEIVERS = {"loopback": "http://127.0.0.1:{p}/", "a name": "http://localhost:{p}/", "IPv6": "http://[::1]:{p}/", "IPv4 in IPv6": "http://[::ffff:127.0.0.1]:{p}/", "one number": "http://2130706433:{p}/", "short": "http://127.1:{p}/",
             "nothing": "http://0:{p}/", "a user before it": "http://x@127.0.0.1:{p}/", "another scheme": "ftp://127.0.0.1:{p}/", "a jar": "jar:http://127.0.0.1:{p}/x!/y", "no scheme": "//127.0.0.1:{p}/"}


@each(GROUP, {"told at " + name: url for name, url in RECEIVERS.items()})
def told(c, url):
    trap = c.traps.new()
    for kind in ("webhook", "slack"):
        name = f"told_{kind}_{next(c.numbers)}"
        c.call("POST", "/api/credentials", {"name": name, "type": kind, "data": {"url": url.replace("{p}", str(trap.port))}}, "editor")
        c.run({"apiVersion": "noetl.io/v2", "kind": "Playbook", "metadata": {"name": "tells", "path": c.path("tenants/red")}, "notify": [{"on": "completed", "to": name}],
               "workflow": [{"step": "start", "tool": {"kind": "noop", "result": 1}}]})
        reply = c.call("POST", "/api/notify/test", {"to": name}, "operator")
        if reply.status >= 500:
            raise Broken(f"it answers {reply.status}")
    time.sleep(4)
    trap.check()
