"""What attacks are made of: a registry, the server under attack, listeners that nobody may reach, canaries that nobody may see."""

import base64
import http.client
import itertools
import json
import os
import re
import secrets
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

ATTACKS = []

# Seconds that are waited for what a healthy server does at once: nothing counts as hanging because the machine is busy.
PATIENCE = 120


class Broken(Exception):
    """A promise does not hold; the message is what was seen."""


class Attack:
    """One attack; those of the core run by default."""

    def __init__(self, group, name, act, alone, core=True):
        self.group, self.name, self.act, self.alone, self.core = group, name, act, alone, core


# Of a family of attacks that differ in their spelling alone every so-manyth is in the core; small families are in it as a whole.
SPACING = 3
SMALL = 4


def attack(group, name, alone=False):
    """Registers an attack: a function of the context that raises Broken. Those that are alone run after all others, one by one."""

    def register(act):
        ATTACKS.append(Attack(group, name, act, alone))
        return act

    return register


def each(group, cases, alone=False):
    """Registers a family: one attack for each case, a mapping of names to arguments."""

    def register(act):
        for place, (name, case) in enumerate(cases.items()):
            core = len(cases) <= SMALL or place % SPACING == 0
            ATTACKS.append(Attack(group, name, lambda c, case=case: act(c, case), alone, core))
        return act

    return register


class Trap:
    """A port on loopback; whoever connects has got out."""

    def __init__(self, port):
        self.port = port
        self.seen = []
        self.checked = False

    def url(self, path="x"):
        return f"http://127.0.0.1:{self.port}/{path}"

    def check(self):
        self.checked = True
        if self.seen:
            raise Broken(f"a connection came out: {self.seen[0][:120]!r}")


class Traps(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.selector = selectors.DefaultSelector()
        self.all = []
        self.wake, waked = socket.socketpair()
        self.selector.register(waked, selectors.EVENT_READ)
        self.start()

    def new(self):
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        listener.setblocking(False)
        trap = Trap(listener.getsockname()[1])
        self.all.append(trap)
        self.selector.register(listener, selectors.EVENT_READ, trap)
        self.wake.send(b".")
        return trap

    def run(self):
        while True:
            for key, _ in self.selector.select():
                if key.data is None:
                    key.fileobj.recv(64)
                    continue
                try:
                    client, _ = key.fileobj.accept()
                except OSError:
                    continue
                threading.Thread(target=self.answer, args=(client, key.data), daemon=True).start()

    def late(self):
        """What came to traps that had been found empty, or before they were looked at by their thread."""
        return [trap.seen[0] for trap in self.all if trap.checked and trap.seen]

    @staticmethod
    def answer(client, trap):
        with client:
            place = len(trap.seen)
            trap.seen.append(b"(connected)")
            client.settimeout(2)
            try:
                said = client.recv(2048)
                trap.seen[place] = said or b"(connected, said nothing)"
                body = b"TRAPPED,1\n"
                client.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            except OSError:
                pass


class Reply:
    def __init__(self, status, text, headers):
        self.status, self.text, self.headers = status, text, headers

    def json(self):
        return json.loads(self.text)


class Run:
    """A run of a playbook: refused at register, or ended, or neither in time."""

    def __init__(self, refused=None, execution=None, status=None, detail="", logs=""):
        self.refused, self.execution, self.status, self.detail, self.logs = refused, execution, status, detail, logs

    @property
    def text(self):
        return (self.refused or "") + self.detail + self.logs

    @property
    def done(self):
        return self.status == "COMPLETED"


class Context:
    ADMIN = "attack-admin-key-" + secrets.token_hex(12)

    def __init__(self, root, work):
        self.root, self.work = root, work
        self.traps = Traps()
        self.numbers = itertools.count(1)
        self.lock = threading.Lock()
        self.marks = os.path.join(work, "marks")
        os.makedirs(self.marks, exist_ok=True)
        self.canaries = {name: f"CANARY-{name}-{secrets.token_hex(6)}" for name in
                         ("file", "environment", "credential", "keychain", "tenant", "secretfile")}
        self.canary_file = os.path.join(work, "outside", "canary.txt")
        os.makedirs(os.path.dirname(self.canary_file))
        with open(self.canary_file, "w") as out:
            out.write(self.canaries["file"] + "\n")
        os.makedirs(os.path.join(work, "secrets"))
        with open(os.path.join(work, "secrets", "given"), "w") as out:
            out.write(self.canaries["secretfile"] + "\n")
        self.keys = {"admin": self.ADMIN}
        self.port = self.database_port = None
        self.process = None
        self.data = os.path.join(work, "data")

    # -- the server

    def start(self, jwt_pem, provider):
        self.provider = provider

        def file(name, text):
            path = os.path.join(self.work, name)
            with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as out:
                out.write(text)
            return path

        environment = dict(
            os.environ,
            NOETL_AOT="off",
            NOETL_HOME=os.environ.get("NOETL_HOME", os.path.expanduser("~/.noetl")),
            # a library of Python of its own: an attack that gets through spoils nobody else's
            NOETL_JAVA_OPTS=f"{os.environ.get('NOETL_JAVA_OPTS', '')} -Dpolyglot.engine.userResourceCache={os.path.join(self.work, 'cache')}".strip(),
            NOETL_ACCESS_MODE="locked",
            NOETL_ACCESS_ADMINKEYFILE=file("admin.key", self.ADMIN + "\n"),
            NOETL_ACCESS_FAILURESPERMINUTE="0",
            NOETL_ACCESS_JWT_ISSUER="https://login.attack.example",
            NOETL_ACCESS_JWT_KEYFILE=file("provider.pem", jwt_pem),
            NOETL_ACCESS_LOGIN_ISSUER=provider.issuer,
            NOETL_ACCESS_LOGIN_CLIENTID=provider.CLIENT,
            NOETL_ACCESS_LOGIN_CLIENTSECRETFILE=file("client.secret", provider.SECRET + "\n"),
            NOETL_PYTHON_RESTRICTED="tenants/**",
            NOETL_TOOLS_SECRETFOLDER=os.path.join(self.work, "secrets"),
            NOETL_TOOLS_CAMEL_LOG_PATHS="audit.*",
            NOETL_TOOLS_CAMEL_LOG_OPTIONS="level,marker",
            ATTACK_ENVIRONMENT=self.canaries["environment"],
        )
        for name in list(environment):
            if name.startswith(("NOETL_DATABASE", "POSTGRES_", "NOETL_API_KEY")):
                del environment[name]
        self.environment = environment
        out, err = open(os.path.join(self.work, "server.out"), "w"), open(os.path.join(self.work, "server.err"), "w")
        # beyond loopback, as a server for others is: only so are this machine's ports none of a playbook's business
        self.process = subprocess.Popen(
            [os.path.join(self.root, "noetlctl"), "server", "start", "--host", "0.0.0.0", "--port", "0",
             "--database-port", "0", "--data", self.data],
            env=environment, stdout=out, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 600
        while True:
            with open(out.name) as said:
                ready = re.search(r"API http://[^ ]*:(\d+)/api", said.read())
            if ready:
                break
            if self.process.poll() is not None or time.monotonic() > deadline:
                with open(err.name) as said:
                    raise SystemExit("the server does not start:\n" + said.read()[-3000:])
            time.sleep(0.2)
        self.port = int(ready.group(1))
        self.database_port = self.find_database()
        for role in ("viewer", "operator", "editor"):
            reply = self.call("POST", "/api/keys", {"name": "attack-" + role, "role": role})
            if reply.status != 200:
                raise SystemExit(f"a key can't be made: {reply.status} {reply.text}")
            self.keys[role] = reply.json()["key"]

    def find_database(self):
        path = os.path.join(self.data, "postgres", "postmaster.pid")
        try:
            with open(path) as lines:
                return int(lines.read().split("\n")[3])
        except (OSError, ValueError, IndexError):
            with open(os.path.join(self.work, "server.out")) as said:
                found = re.search(r"database postgresql://[^ ]*:(\d+)/", said.read())
                return int(found.group(1)) if found else None

    def stop(self):
        """Ends the server; whether it heard SIGTERM."""
        if self.process is None or self.process.poll() is not None:
            return self.process is not None and self.process.returncode in (0, 143, -signal.SIGTERM)
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
            return True
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return False

    def log(self):
        text = ""
        for path in (os.path.join(self.data, "noetl.log"), os.path.join(self.work, "server.err")):
            if os.path.exists(path):
                with open(path, errors="replace") as lines:
                    text += lines.read()
        return text

    # -- calls

    def call(self, method, path, body=None, role="admin", headers=None, timeout=PATIENCE):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        sent = {"Authorization": "Bearer " + self.keys[role]} if role else {}
        sent.update(headers or {})
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, (str, bytes)) else json.dumps(body)
            body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        try:
            connection.request(method, path, body, sent)
            reply = connection.getresponse()
            # a reply that comes in drops for ever is none
            deadline, parts = time.monotonic() + timeout, []
            while more := reply.read1(1 << 20):
                parts.append(more)
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{method} {path} is answered for more than {timeout} s")
            return Reply(reply.status, b"".join(parts).decode("utf-8", "replace"), dict(reply.getheaders()))
        finally:
            connection.close()

    def raw(self, data, timeout=PATIENCE, quiet=PATIENCE):
        """Sends bytes and gives back what comes until the server closes, or is quiet for so long behind the first bytes:
        the status of the first reply (None for none), and all of it."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            try:
                got = b""
                connection.settimeout(timeout)
                connection.sendall(data)
                while more := connection.recv(65536):
                    got += more
                    connection.settimeout(quiet)
            except OSError:
                pass
        status = re.match(rb"HTTP/1\.[01] (\d+)", got)
        return (int(status.group(1)) if status else None), got

    # -- playbooks

    def path(self, folder):
        return f"{folder}/a{next(self.numbers)}"

    def register(self, document, role="editor"):
        text = document if isinstance(document, str) else json.dumps(document)
        return self.call("POST", "/api/catalog/register", {"content": text}, role)

    def run(self, document, payload=None, seconds=PATIENCE, role="operator"):
        reply = self.register(document)
        if reply.status >= 500:
            raise Broken(f"register answers {reply.status}: {reply.text[:200]}")
        if reply.status != 200:
            return Run(refused=reply.text)
        path = document["metadata"]["path"]
        return self.execute(path, payload, seconds, role)

    def execute(self, path, payload=None, seconds=PATIENCE, role="operator"):
        reply = self.call("POST", "/api/execute", {"path": path, "payload": payload or {}}, role)
        if reply.status >= 500:
            raise Broken(f"execute answers {reply.status}: {reply.text[:200]}")
        if reply.status != 200:
            return Run(refused=reply.text)
        return self.ended(str(reply.json()["execution_id"]), seconds)

    def ended(self, execution, seconds=PATIENCE):
        deadline = time.monotonic() + seconds
        pause = 0.05
        status = None
        while time.monotonic() < deadline:
            reply = self.call("GET", f"/api/executions/{execution}/status", role="viewer")
            if reply.status >= 500:
                raise Broken(f"the status answers {reply.status}: {reply.text[:200]}")
            status = reply.json().get("status")
            if reply.json().get("completed"):
                break
            time.sleep(pause)
            pause = min(0.4, pause * 1.5)
        detail = self.call("GET", f"/api/executions/{execution}", role="viewer")
        logs = self.call("GET", f"/api/executions/{execution}/logs?limit=500", role="viewer")
        for what in (detail, logs):
            if what.status >= 500:
                raise Broken(f"reading it answers {what.status}: {what.text[:200]}")
        return Run(execution=execution, status=status, detail=detail.text, logs=logs.text)

    def step(self, tool, folder, payload=None, seconds=PATIENCE, **more):
        """Runs a playbook of one step."""
        return self.run(playbook(self.path(folder), [dict({"step": "start", "tool": tool}, **more)]), payload, seconds)

    def python(self, code, folder="tenants/red", payload=None, seconds=PATIENCE, **tool):
        return self.step(dict({"kind": "python", "code": code}, **tool), folder, payload, seconds)

    def slowness(self):
        """How many times as long as on an idle machine a small run takes now."""
        begun = time.monotonic()
        run = self.python("result = 1", "tenants/slowness")
        if not run.done:
            raise Broken("a small run fails: " + run.text[-300:])
        return max(1.0, (time.monotonic() - begun) / 0.5)

    def said(self, run, text):
        """Whether a run printed this; lines are written a moment after they were printed, behind those of others."""
        deadline = time.monotonic() + PATIENCE
        while text not in run.logs and time.monotonic() < deadline:
            time.sleep(0.1)
            run.logs = self.call("GET", f"/api/executions/{run.execution}/logs?limit=500", role="viewer").text
        return text in run.logs

    # -- what must not be seen

    def mark(self):
        """A path of a file that must not come to be."""
        return os.path.join(self.marks, f"m{next(self.numbers)}")

    def unmarked(self, path):
        if os.path.lexists(path):
            raise Broken(f"the file was written: {path}")

    def no_canary(self, text, *names):
        for name in names or self.canaries:
            if self.canaries[name] in text:
                at = text.index(self.canaries[name])
                raise Broken(f"the canary '{name}' is seen: …{text[max(0, at - 60):at + 40]}…")

    def must_end(self, run):
        if run.refused is None and run.status not in ("COMPLETED", "FAILED", "CANCELLED"):
            raise Broken(f"it has not ended: {run.status}")


def playbook(path, steps, **more):
    return dict({"apiVersion": "noetl.io/v2", "kind": "Playbook",
                 "metadata": {"name": path.rsplit("/", 1)[-1] or "x", "path": path}, "workflow": steps}, **more)


def b64(text):
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


def quoted(text):
    return urllib.parse.quote(text, safe="")
