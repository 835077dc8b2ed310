"""Stored secrets are not seen, in whatever writing; texts drive no terminal."""

import os
import pty
import re
import select
import subprocess
import time

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
    text = re.sub("\x1b\\[(0|1|2|31|32|33)m", "", text).replace("\r\n", "\n")
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
