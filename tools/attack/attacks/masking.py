"""Stored secrets are not seen, in whatever writing; texts drive no terminal."""

import json
import os
import pty
import re
import select
import subprocess
import time
import xml.dom.minidom

from kit import PATIENCE, Broken, attack, each, playbook

MASKING = "13 masking"
TERMINAL = "14 terminal"

WRITINGS = {
    "as it is": "s", "json": "json.dumps({'s': s})", "json of json": "json.dumps(json.dumps([s]))", "json in json in json": "json.dumps(json.dumps(json.dumps(s)))", "repr": "repr(s)", "ascii": "ascii([s])", "repr of bytes": "repr(s.encode())",
    "a URL's part": "urllib.parse.quote(s, safe='')", "a form": "urllib.parse.urlencode({'s': s})", "every sign as a URL": "''.join('%%%02x' % b for b in s.encode())", "a URL's part twice": "urllib.parse.quote(urllib.parse.quote(s, safe=''), safe='')", "Latin-1": "urllib.parse.quote(s.encode('latin-1', 'replace'))",
    "base64": "base64.b64encode(s.encode()).decode()", "base64, moved by one": "base64.b64encode(b'x' + s.encode() + b'yy').decode()", "base64, moved by two": "base64.b64encode(b'xy' + s.encode() + b'y').decode()", "base64 for URLs": "base64.urlsafe_b64encode(b'>>?' + s.encode()).decode()", "hexadecimal": "s.encode().hex()", "hexadecimal, capitals": "s.encode().hex().upper()",
    "HTML": "html.escape(s)", "HTML's numbers": "''.join('&#%d;' % ord(c) for c in s)", "XML's numbers": "''.join('&#x%x;' % ord(c) for c in s)", "JavaScript": "''.join('\\\\u%04x' % ord(c) for c in s)", "Python's bytes": "''.join('\\\\x%02x' % b for b in s.encode())", "octal": "''.join('\\\\%03o' % b for b in s.encode())",
    "within a word": "'abc' + s + 'def'", "as a key": "{s: 1}", "in a list": "[[s], (s, s)]", "a dict's text": "str({'a': {'b': s}})", "an address": "'postgresql://u:' + urllib.parse.quote(s) + '@h/d?x=1'", "a header": "'Basic ' + base64.b64encode(('user:' + s).encode()).decode()", "lines": "'\\n'.join([s] * 3)",
}
SECRET = 'Sécret/+"\\\' of %s & <%s>'


def forms(secret):
    plain = [secret, secret.encode().hex()]
    return plain


def stored(c):
    with c.lock:
        if not hasattr(c, "masked"):
            c.masked = SECRET % (c.canaries["credential"][-6:], c.canaries["keychain"][-6:])
            c.plain = "plain" + c.canaries["tenant"][-6:] + "secret"
            c.pin = "77" + str(int(c.canaries["file"][-6:], 16) % 10**8).rjust(8, "3")
            for name, data in (("masked_odd", {"token": c.masked}), ("masked_plain", {"password": c.plain}), ("masked_pin", {"pin": int(c.pin)}),
                               ("masked_url", {"url": f"https://ann:url-{c.plain}@h.example/?api_key=query-{c.plain}"})):
                reply = c.call("POST", "/api/credentials", {"name": name, "type": "generic", "data": data}, "editor")
                if reply.status != 200:
                    raise Broken("a credential can't be stored: " + reply.text)
    return c.masked, c.plain, c.pin


def everywhere(c, run):
    paths = [f"/api/executions/{run.execution}", f"/api/executions/{run.execution}/events?page_size=1000", f"/api/executions/{run.execution}/logs", f"/api/executions/{run.execution}/status",
             f"/api/execute/status/{run.execution}", f"/api/vars/{run.execution}", "/api/executions?page_size=20"]
    return "\n".join(c.call("GET", path, role="viewer").text for path in paths)


@each(MASKING, WRITINGS)
def written(c, expression):
    odd, plain, pin = stored(c)
    import base64, html, json, urllib.parse  # what the expression uses

    for secret, credential, field in ((odd, "masked_odd", "token"), (plain, "masked_plain", "password")):
        code = f"import base64, html, json, urllib.parse\nx = {expression}\nprint('printed', x)\nresult = {{'x': x, 'said': 'done'}}"
        run = c.run(playbook(c.path("tenants/red"), [
            {"step": "start", "tool": {"kind": "python", "args": {"s": "{{ keychain.k." + field + " }}"}, "code": code}, "next": [{"step": "fails"}]},
            {"step": "fails", "tool": {"kind": "python", "args": {"s": "{{ keychain.k." + field + " }}"}, "code": code + "\nraise ValueError(x)"}}],
            keychain=[{"name": "k", "kind": "credential", "ref": credential}]))
        if not c.said(run, "printed"):
            raise Broken("the attack did not get the secret: " + run.text[-300:])
        s = secret
        raw = eval(expression)
        shown = json.dumps(raw if not isinstance(raw, dict) else list(raw), ensure_ascii=False)
        text = everywhere(c, run)
        # the longest part of it without a sign that replies escape
        for part in sorted(re.split(r'["\\\n]+', str(raw)), key=len)[-1:]:
            core = part.strip("[](){}',: ")
            if len(core) >= 12 and core in text and (secret in raw if isinstance(raw, str) and secret in raw else True) and not core.startswith(("abc***", "postgresql://u:***")):
                at = text.index(core)
                raise Broken("it is seen: …" + text[max(0, at - 30):at + len(core) + 10][:200])
        for form in forms(secret):
            if form in text:
                raise Broken("it is seen: " + form)


@attack(MASKING, "numbers")
def number(c):
    _, _, pin = stored(c)
    run = c.run(playbook(c.path("tenants/red"), [{"step": "start", "tool": {"kind": "python", "args": {"pin": "{{ keychain.k.pin }}"},
        "code": "print('printed', pin, [pin])\nresult = {'a': pin, 'b': [pin, float(pin)], 'c': str(pin)}"}}], keychain=[{"name": "k", "kind": "credential", "ref": "masked_pin"}]))
    if not run.done:
        raise Broken("the attack itself failed: " + run.text[-300:])
    text = everywhere(c, run)
    if pin in text:
        raise Broken("it is seen: …" + text[max(0, text.index(pin) - 60):text.index(pin) + 30])


@attack(MASKING, "passwords within an address")
def address(c):
    _, plain, _ = stored(c)
    code = f"for p in ('url-', 'query-'): print('printed', p + 'plain' + '{plain[5:-6]}' + 'secret')\nresult = 'https://x:url-' + 'plain' + '{plain[5:-6]}' + 'secret' + '@y'"
    text = everywhere(c, c.python(code))
    for secret in ("url-" + plain, "query-" + plain):
        if secret in text:
            raise Broken("it is seen: " + secret)


@attack(MASKING, "results of kind: secrets")
def secrets_tool(c):
    run = c.run(playbook(c.path("ops"), [{"step": "start", "tool": {"kind": "secrets", "provider": "file", "name": "given"}, "next": [{"step": "say"}]},
                                         {"step": "say", "tool": {"kind": "python", "args": {"s": "{{ start.secret_value }}"}, "code": "print('printed', s)\nresult = [s, len(s)]"}}]))
    if not run.done:
        raise Broken("the attack itself failed: " + run.text[-300:])
    c.no_canary(everywhere(c, run), "secretfile")


@attack(MASKING, "an error of a database that repeats the statement")
def statement(c):
    odd, plain, _ = stored(c)
    for tool in ({"kind": "duckdb", "query": "SELECT '{{ keychain.k.password }}' AS a, no_such_column"}, {"kind": "duckdb", "query": "FROM '{{ keychain.k.password }}'"},
                 {"kind": "http", "url": "http://{{ keychain.k.password }}.invalid/{{ keychain.k.password }}?q={{ keychain.k.password }}", "timeout": 3},
                 {"kind": "playbook", "path": "{{ keychain.k.password }}"}, {"kind": "postgres", "auth": "{{ keychain.k.password }}", "query": "x"}):
        run = c.run(playbook(c.path("tenants/red"), [{"step": "start", "tool": tool}], keychain=[{"name": "k", "kind": "credential", "ref": "masked_plain"}]))
        if run.execution and plain in everywhere(c, run):
            raise Broken(f"it is seen with {tool['kind']}")


PLACES = {
    "the name of a class": "class E(Exception): pass\nE.__name__ = s\nraise E('x')", "the name of a function": "exec('def x' + s + '(): raise ValueError(1)'); eval('x' + s + '()')", "a chain of exceptions": "try:\n    raise ValueError(s)\nexcept Exception as e:\n    raise KeyError([s]) from e",
    "a note of an exception": "e = ValueError('x'); e.add_note(s); raise e", "a group of exceptions": "raise ExceptionGroup('x', [ValueError(s), KeyError(s)])", "a warning": "import warnings\nwarnings.warn(s)", "a logger": "import logging\nlogging.getLogger(s).error('x')\nlogging.error(s)",
    "standard error": "import sys\nprint(s, file=sys.stderr)\nsys.stderr.write(s)", "keys within keys": "result = {s: {s: [s, {s: s}]}}", "a set and a tuple": "result = {'a': (s, s), 'b': sorted({s})}", "bytes": "result = s.encode()", "exit": "import sys\nsys.exit(s)", "a file's name": "open('/nowhere/' + s)",
    "a module's name": "__import__(s)", "an attribute": "getattr(1, s)", "capitals in an error of ours": None, "a host": None,
}


@each(MASKING, {"in " + name: code for name, code in PLACES.items()})
def places(c, code):
    _, plain, _ = stored(c)
    field = "{{ keychain.k.password }}"
    if code is not None:
        tools = [{"kind": "python", "args": {"s": field}, "code": code}]
    else:
        tools = [{"kind": "secrets", "provider": "env", "name": field}, {"kind": "http", "url": "http://" + field + ".invalid/", "timeout": 3}]
    for tool in tools:
        run = c.run(playbook(c.path("ops"), [{"step": "start", "tool": tool}], keychain=[{"name": "k", "kind": "credential", "ref": "masked_plain"}]))
        text = everywhere(c, run)
        for form in (plain, plain.upper()):
            if form in text:
                raise Broken("it is seen: …" + text[max(0, text.index(form) - 80):][:160])


@attack(MASKING, "found by its beginning")
def oracle(c):
    _, plain, _ = stored(c)
    c.call("POST", "/api/execute", {"path": "ops/own", "payload": {plain: plain}, "labels": {"a": plain}, "idempotency_key": "k " + plain}, "operator")
    c.call("POST", "/api/credentials", {"name": "masked_hook", "type": "webhook", "data": {"secret": "attack-hook-secret-2"}}, "editor")
    for place in ("q", "key", "label"):
        for length in (8, 11, len(plain)):
            reply = c.call("GET", f"/api/executions/search?{place}={'a:' if place == 'label' else ''}{plain[:length]}", role="viewer")
            if reply.status != 200 or reply.json().get("items"):
                raise Broken(f"a viewer finds it by {place}={plain[:length]}: {reply.text[:200]}")


@attack(MASKING, "what is stored is not given", alone=True)
def given(c):
    for role in ("viewer", "operator", "editor"):
        for path in ("/api/credentials", "/api/credentials/masked_plain", "/api/credentials/masked_plain?include_data=true", "/api/credentials/green_api?include_data=true", "/api/credentials?include_data=true"):
            reply = c.call("GET", path, role=role)
            c.no_canary(reply.text)
            if hasattr(c, "plain") and c.plain in reply.text:
                raise Broken(f"{role} reads {path}")


@attack(MASKING, "the server's log has none, nor lines that were made for it", alone=True)
def log(c):
    c.call("POST", "/api/execute", {"path": "x\r\n2099-01-01 ERROR forged"}, "operator")
    c.call("POST", "/api/catalog/register", {"content": "metadata: {path: \"y\\n2099-01-01 ERROR forged\"}"}, "editor")
    text = c.log()
    c.no_canary(text)
    for secret in (c.ADMIN, *c.keys.values(), *([c.masked, c.plain, c.pin] if hasattr(c, "plain") else [])):
        if secret in text:
            raise Broken("it has " + secret[:30])
    if re.search(r"^2099-01-01 ERROR forged", text, re.M):
        raise Broken("it has a forged line")


@attack(MASKING, "files of the server's data have none in clear", alone=True)
def at_rest(c):
    wanted = [v.encode() for v in (c.canaries["credential"], c.canaries["keychain"], *([c.masked, c.plain] if hasattr(c, "plain") else []))]
    for folder, _, names in os.walk(c.data):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path) and os.path.getsize(path) < 64_000_000:
                with open(path, "rb") as content:
                    data = content.read()
                for secret in wanted:
                    if secret in data:
                        raise Broken(f"{path[len(c.data):]} has {secret.decode()}")


def on_terminal(c, *arguments):
    """What noetlctl writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = dict(c.environment, NOETL_API_KEY=c.keys["operator"], TERM="xterm")
    process = subprocess.Popen([os.path.join(c.root, "noetlctl"), "--server-url", f"http://127.0.0.1:{c.port}", *arguments],
                               stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=environment, start_new_session=True)
    os.close(theirs)
    got = b""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ready, _, _ = select.select([ours], [], [], 0.2)
        if ready:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            got += more
        elif process.poll() is not None:
            break
    process.kill()
    process.wait()
    os.close(ours)
    return got.decode("utf-8", "replace")


EVIL = "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b]0;title\x07\x9b31m\r\x08\u202egnp\u2066"


def driven(text):
    text = re.sub("\x1b\\[(0|1|2|21|31|32|33|39)m", "", text).replace("\r\n", "\n")
    found = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", text)
    if found:
        raise Broken(f"the terminal gets {found.group()!r}: {text[max(0, found.start() - 20):found.start() + 30]!r}")


@attack(TERMINAL, "noetlctl logs", alone=True)
def logs(c):
    run = c.python(f"print({ascii(EVIL)})\nresult = {ascii(EVIL)}\nraise ValueError({ascii(EVIL)})")
    c.said(run, "52;c;")
    text = on_terminal(c, "logs", run.execution)
    if "52;c;" not in text:
        raise Broken("the attack itself failed: " + text[-200:])
    driven(text)
    driven(on_terminal(c, "watch", run.execution))


@attack(TERMINAL, "noetlctl query", alone=True)
def query(c):
    text = on_terminal(c, "query", "SELECT E'\\x1b]52;c;ZXZpbA==\\x07' AS a, chr(155) || '31m' || chr(8238) AS \"b\x1b[2J\"")
    if "52;c;" not in text:
        raise Broken("the attack itself failed: " + text[-200:])
    driven(text)


MORE = "\x1bP1$r\x1b\\\x90q\x9c\x1b]8;;http://evil/\x1b\\x\u061c\u200e\u200f\ufeff\U000e0041\x0b\x0c\x7f\x85"


def evil(c):
    """Texts of ours in all that the server keeps; the words that show them."""
    with c.lock:
        if not hasattr(c, "evil"):
            text = EVIL + MORE
            failed = c.run(playbook(c.path("tenants/red"), [{"step": "start", "desc": text, "tool": {"kind": "python", "code": f"raise ValueError({ascii(text)})"}}]), {"e": text})
            asks = playbook(c.path("tenants/red"), [{"step": "start", "tool": {"kind": "approval", "title": text, "message": text, "choices": ["yes", "no"]}}])
            c.register(asks)
            asked = str(c.call("POST", "/api/execute", {"path": asks["metadata"]["path"], "labels": {"a": text}}, "operator").json()["execution_id"])
            c.call("POST", "/api/schedules", {"name": text, "description": text, "path": "ops/own", "cron": "0 0 1 1 *"}, "editor")
            c.call("POST", "/api/credentials", {"name": "evil_text", "type": "generic", "description": text, "tags": [text], "data": {"token": "xxxxxxxxx1"}}, "editor")
            folder = os.path.join(c.work, "evil")
            os.makedirs(folder)
            good = playbook("x/ev", [{"step": "start", "tool": {"kind": "noop", "result": text}}])
            bad = playbook("x/bad", [{"step": "start", "tool": {"kind": text}}], **{text: 1})
            tests = {"apiVersion": "noetl.io/v2", "kind": "PlaybookTest", "playbook": "ev.yaml", "tests": [{"name": text, "expect": {"result": text + "x"}}]}
            for name, document in (("ev.yaml", good), ("bad.yaml", bad), ("ev.test.yaml", tests)):
                with open(os.path.join(folder, name), "w") as out:
                    json.dump(document, out)
            deadline = time.monotonic() + PATIENCE
            found = []
            while not found and time.monotonic() < deadline:
                found = c.call("GET", "/api/approvals?execution_id=" + asked).json()["items"]
                time.sleep(0.1)
            c.evil = {"failed": failed.execution, "asked": asked, "approval": found[0]["approval_id"], "bad": os.path.join(folder, "bad.yaml"), "tests": os.path.join(folder, "ev.test.yaml"),
                      "junit": os.path.join(folder, "junit.xml"), "text": text.replace("\0", "")}
    return c.evil


VERBS = {"status": "status {failed}", "state": "state {failed}", "executions": "executions", "approvals list": "approvals list --all", "approvals show": "approvals show {approval}", "schedule list": "schedule list", "list credentials": "list credentials",
         "execute": "execute {text}", "notify test": "notify test {text}", "lint": "lint {bad}", "lint as JSON": "lint --json {bad}", "compile": "compile {bad}", "run": "run {bad}", "upgrade": "upgrade --dry-run {bad}", "test": "test {tests}"}


@each(TERMINAL, {"noetlctl " + name: words for name, words in VERBS.items()}, alone=True)
def verb(c, words):
    made = evil(c)
    text = on_terminal(c, *[word.format(**made) for word in words.split(" ")])
    if "52;c;" not in text:
        raise Broken("the attack itself failed: " + text[-200:])
    driven(text)


@attack(TERMINAL, "noetlctl query, an error of the database's", alone=True)
def raised(c):
    text = on_terminal(c, "query", "DO $$ BEGIN RAISE EXCEPTION '%', E'\\x1b]52;c;ZXZpbA==\\x07'; END $$")
    if "52;c;" not in text:
        raise Broken("the attack itself failed: " + text[-200:])
    driven(text)


@attack(TERMINAL, "noetlctl test --junit", alone=True)
def junit(c):
    made = evil(c)
    on_terminal(c, "test", "--junit", made["junit"], made["tests"])
    try:
        xml.dom.minidom.parse(made["junit"])
    except Exception as problem:
        raise Broken(f"what it writes is no XML: {problem}") from problem
