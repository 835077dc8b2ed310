"""The database that comes along, and the SQL console."""

import base64
import hashlib
import hmac
import os
import secrets
import socket
import stat
import struct

from kit import Broken, attack, each, playbook

EMBEDDED = "6 database"
CONSOLE = "7 console"


def let_in(port, user, password, database="demo_noetl"):
    """Whether PostgreSQL lets this user in: its protocol, by trust, in clear text, or by SCRAM."""
    with socket.create_connection(("127.0.0.1", port), 10) as s:
        def message():
            head = b""
            while len(head) < 5:
                more = s.recv(5 - len(head))
                if not more:
                    return b"", b""
                head += more
            length = struct.unpack("!I", head[1:])[0] - 4
            body = b""
            while len(body) < length:
                body += s.recv(length - len(body))
            return head[:1], body

        def send(kind, body):
            s.sendall(kind + struct.pack("!I", len(body) + 4) + body)

        send(b"", struct.pack("!I", 196608) + b"user\0%s\0database\0%s\0\0" % (user.encode(), database.encode()))
        kind, body = message()
        if kind != b"R":
            return False
        how = struct.unpack("!I", body[:4])[0]
        if how == 0:
            return True
        if how == 3:
            send(b"p", password.encode() + b"\0")
            kind, body = message()
            return kind == b"R" and body[:4] == b"\0\0\0\0"
        if how != 10:
            return False
        nonce = secrets.token_hex(12)
        first = f"n=,r={nonce}"
        text = ("n,," + first).encode()
        send(b"p", b"SCRAM-SHA-256\0" + struct.pack("!I", len(text)) + text)
        kind, body = message()
        if kind != b"R":
            return False
        said = body[4:].decode()
        parts = dict(p.split("=", 1) for p in said.split(","))
        last = f"c=biws,r={parts['r']}"
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(parts["s"]), int(parts["i"]))
        client = hmac.digest(salted, b"Client Key", "sha256")
        signature = hmac.digest(hashlib.sha256(client).digest(), f"{first},{said},{last}".encode(), "sha256")
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(client, signature))).decode()
        send(b"p", f"{last},p={proof}".encode())
        kind, _ = message()
        return kind == b"R"


LOGINS = [(u, p) for u in ("demo", "postgres", "noetl", "admin") for p in ("demo", "postgres", "noetl", "admin", "password")]


@each(EMBEDDED, {f"{u}/{p}": (u, p) for u, p in LOGINS})
def login(c, given):
    for database in ("demo_noetl", "postgres"):
        if let_in(c.database_port, *given, database):
            raise Broken(f"it lets in, to {database}")


@attack(EMBEDDED, "files of keys are their owner's alone")
def modes(c):
    for folder, _, names in os.walk(c.data):
        for name in names:
            if name.endswith((".key", ".password")) or "password" in name:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                if mode & 0o077:
                    raise Broken(f"{name} has the mode {mode:o}")


@attack(EMBEDDED, "the credential that comes along gives no key")
def local(c):
    before = c.call("GET", "/api/keys").text
    for name in ("pg_local", "pg_k8s", "demo", "local"):
        for folder in ("tenants/red", "ops"):
            run = c.step({"kind": "postgres", "auth": name, "query":
                          "INSERT INTO noetl.api_key (key_id, name, role, secret_hash) VALUES ('aaaaaaaaaaaa', 'evil', 'admin', decode('00', 'hex'))"}, folder)
            if run.done:
                raise Broken(f"{name} of {folder} could write noetl.api_key")
            run = c.step({"kind": "postgres", "auth": name, "query": "SELECT * FROM noetl.credential"}, folder)
            if run.done and "green_api" in run.detail:
                raise Broken(f"{name} of {folder} reads the stored credentials")
    if "evil" in c.call("GET", "/api/keys").text and "evil" not in before:
        raise Broken("there is a new key")


READS = {
    "hashes of keys": "SELECT encode(secret_hash, 'hex') FROM noetl.api_key",
    "hashes of keys, as rows": "SELECT k::text FROM noetl.api_key k",
    "hashes by a join": "SELECT row_to_json(k) FROM noetl.api_key AS k JOIN pg_class ON true LIMIT 1",
    "secrets' ciphertexts": "SELECT data_encrypted FROM noetl.credential",
    "keychain's ciphertexts": "SELECT * FROM noetl.keychain",
    "what events hide": "SELECT sealed FROM noetl.event_record",
    "query_to_xml": "SELECT query_to_xml('SELECT * FROM noetl.api_key', true, true, '')",
    "table_to_xml": "SELECT table_to_xml('noetl.api_key', true, true, '')",
    "a cursor of another": "SELECT * FROM cursor_to_xml('c', 1, true, true, '')",
    "statistics of columns": "SELECT most_common_vals FROM pg_stats WHERE tablename = 'api_key'",
    "TABLE": "TABLE noetl.api_key",
    "files of the server": "SELECT pg_read_file('postgresql.conf')",
    "binary files": "SELECT pg_read_binary_file('pg_hba.conf')",
    "folders": "SELECT pg_ls_dir('.')",
    "logs": "SELECT * FROM pg_ls_logdir()",
    "passwords of roles": "SELECT rolpassword FROM pg_authid",
    "shadow": "SELECT * FROM pg_shadow",
    "the other connections' statements": "SELECT query FROM pg_stat_activity WHERE usename IS DISTINCT FROM current_user AND query <> ''",
    "user mappings": "SELECT * FROM pg_user_mapping",
    "large objects from files": "SELECT lo_import('/etc/hostname')",
}


def console(c, sql, role, **more):
    reply = c.call("POST", "/api/postgres/execute", dict({"query": sql}, **more), role)
    if reply.status >= 500:
        raise Broken(f"the console answers {reply.status}: {reply.text[:200]}")
    return reply


def worked(reply):
    return reply.status == 200 and reply.json().get("status") == "ok"


@each(CONSOLE, {"viewer reads " + name: sql for name, sql in READS.items()})
def reads(c, sql):
    reply = console(c, sql, "viewer")
    if worked(reply):
        rows = reply.json().get("result")
        if rows and any(value not in (None, "", "<insufficient privilege>") for row in rows for value in row):
            raise Broken("it reads: " + str(rows)[:200])


ACTS = {
    "ends the service's connections": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    "ends the service's statements": "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
    "reloads the configuration": "SELECT pg_reload_conf()",
    "writes by a function": "SELECT set_config('session_authorization', 'postgres', false)",
    "becomes another": "SELECT set_config('role', 'postgres', false), current_user",
    "writes by query_to_xml": "SELECT query_to_xml('DELETE FROM noetl.audit', true, true, '')",
    "writes by a CTE": "WITH d AS (DELETE FROM noetl.audit RETURNING 1) SELECT count(*) FROM d",
    "EXPLAIN ANALYZE of a change": "EXPLAIN ANALYZE DELETE FROM noetl.audit",
    "a second statement": "SELECT 1; DELETE FROM noetl.audit",
    "a second statement, standard strings off": "SELECT '\\'; DELETE FROM noetl.audit; --'",
    "a second statement behind a comment": "SELECT 1 /* /* */; DELETE FROM noetl.audit; -- */",
    "ends its transaction": "SELECT 1; COMMIT; DELETE FROM noetl.audit",
    "a program": "COPY (SELECT 1) TO PROGRAM 'touch {mark}'",
    "a file": "COPY (SELECT 1) TO '{mark}'",
    "a large object to a file": "SELECT lo_export(lo_from_bytea(0, 'x'), '{mark}')",
    "advisory locks of all": "SELECT count(pg_advisory_lock(1)) FROM generate_series(1, 3) WHERE pg_advisory_lock_shared(1) IS NULL AND pg_notify('x', 'y') IS NULL AND false OR pg_notify('noetl_signal', 'x') IS NOT NULL",
    "a temporary table of a sequence": "SELECT nextval('noetl.nothing')",
    "dblink": "SELECT * FROM dblink('host=127.0.0.1 port={port}', 'SELECT 1') AS t(a int)",
}


def act(c, sql, role):
    mark, trap = c.mark(), c.traps.new()
    audit = len(c.call("GET", "/api/audit?page_size=1000").json()["items"])
    reply = console(c, sql.format(mark=mark, port=trap.port), role)
    c.unmarked(mark)
    trap.check()
    after = c.call("GET", "/api/audit?page_size=1000").json()["items"]
    if len(after) < min(audit, 1000):
        raise Broken("the audit log has lost entries")
    return reply, after


@each(CONSOLE, {"viewer: " + name: sql for name, sql in ACTS.items()}, alone=True)
def viewer(c, sql):
    reply, _ = act(c, sql, "viewer")
    if worked(reply):
        values = [value for row in reply.json().get("result") or [] for value in row]
        if any(value is True for value in values) or "postgres" in values:
            raise Broken("it could: " + reply.text[:200])


CHANGES = {
    "makes himself an administrator": "UPDATE noetl.api_key SET role = 'admin' WHERE name = 'attack-operator'",
    "makes a key": "INSERT INTO noetl.api_key (key_id, name, role, secret_hash) VALUES ('bbbbbbbbbbbb', 'evil', 'admin', decode('00', 'hex'))",
    "deletes keys": "DELETE FROM noetl.api_key WHERE name = 'attack-viewer'",
    "wipes the audit log": "DELETE FROM noetl.audit",
    "truncates the audit log": "TRUNCATE noetl.audit",
    "drops the audit log": "DROP TABLE noetl.audit CASCADE",
    "renames the audit log": "ALTER TABLE noetl.audit RENAME TO audit_old",
    "a trigger on the audit log": "CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER t BEFORE INSERT ON noetl.audit FOR EACH ROW EXECUTE FUNCTION pg_temp.f()",
    "a rule on the audit log": "CREATE RULE r AS ON INSERT TO noetl.audit DO INSTEAD NOTHING",
    "row security on the audit log": "ALTER TABLE noetl.audit ENABLE ROW LEVEL SECURITY; ALTER TABLE noetl.audit FORCE ROW LEVEL SECURITY",
    "replaces ciphertexts": "UPDATE noetl.credential SET data_encrypted = 'x'",
    "reads ciphertexts": "SELECT data_encrypted FROM noetl.credential",
    "reads hashes of keys": "SELECT secret_hash FROM noetl.api_key",
    "a block of code": "DO $$ BEGIN UPDATE noetl.api_key SET role = 'admin'; END $$",
    "the service's password": "ALTER ROLE demo PASSWORD 'evil'",
    "a superuser": "CREATE ROLE evil SUPERUSER LOGIN PASSWORD 'evil'",
    "RESET ROLE": "RESET ROLE; UPDATE noetl.api_key SET role = 'admin'",
    "SET SESSION AUTHORIZATION": "SET SESSION AUTHORIZATION DEFAULT; UPDATE noetl.api_key SET role = 'admin'",
    "a language": "CREATE EXTENSION plpython3u",
    "a program": "COPY noetl.audit FROM PROGRAM 'touch {mark}'",
    "the configuration": "ALTER SYSTEM SET archive_command = 'touch {mark}'",
    "the history of the schema": "DELETE FROM noetl.flyway_schema_history",
}


@each(CONSOLE, {"operator: " + name: sql for name, sql in CHANGES.items()}, alone=True)
def operator(c, sql):
    reply, _ = act(c, sql, "operator")
    if worked(reply) and (reply.json().get("result") or not sql.startswith("SELECT")):
        raise Broken("it could: " + reply.text[:200])
    if c.call("GET", "/api/keys", role="operator").status == 200:
        raise Broken("the operator is an administrator")


@attack(CONSOLE, "the act is in the audit log, though it ends its own connection", alone=True)
def audited(c):
    sign = c.path("audit").replace("/", "_")
    console(c, f"SELECT pg_terminate_backend(pid), '{sign}' FROM pg_stat_activity", "operator")
    items = c.call("GET", "/api/audit?page_size=100").json()["items"]
    if not any("attack-operator" in str(item) and "postgres" in str(item) for item in items):
        raise Broken("there is no entry of it")


@each(CONSOLE, {"credential: " + name: name for name in ("green_api", "nothing", "kubernetes:x", "keychain:x", "../x", "a\0b")})
def credential(c, name):
    for role in ("viewer", "operator"):
        reply = console(c, "SELECT 1", role, credential=name)
        c.no_canary(reply.text)
        if worked(reply):
            raise Broken("it connected")


# PostgreSQL takes a function whose types are those of the call before its own: whoever calls one of these by its bare name runs it
SHADOWS = ("lower(varchar)", "upper(varchar)", "length(varchar)", "strpos(text, text)", "format(text, text)", "string_to_array(varchar, text)",
           "pg_notify(varchar, text)", "pg_notify(varchar, varchar)", "hashtextextended(varchar, integer)", "left(varchar, integer)", "md5(varchar)")


@attack(CONSOLE, "functions in the place of those that the service calls", alone=True)
def shadows(c):
    try:
        for shadow in SHADOWS:
            reply = console(c, f"CREATE FUNCTION public.{shadow} RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
                               "UPDATE noetl.api_key SET role = 'admin' WHERE name = 'attack-operator'; RETURN ''; END $$", "operator")
            if not worked(reply):
                raise Broken("the attack itself failed: " + reply.text[:200])
        for path in ("/api/catalog/playbooks/search?q=own", "/api/executions/search?q=own", "/api/executions?path=ops/own", "/api/dashboard/stats", "/api/credentials"):
            c.call("GET", path, role="operator")
        c.call("POST", "/api/catalog/list", {}, "operator")
        c.python("result = 1", "ops")
        if c.call("GET", "/api/keys", role="operator").status == 200:
            raise Broken("the operator is an administrator")
    finally:
        for shadow in SHADOWS:
            console(c, f"DROP FUNCTION IF EXISTS public.{shadow}", "operator")


@attack(CONSOLE, "a function that defines security gives no more than its maker may", alone=True)
def definer(c):
    console(c, "CREATE OR REPLACE FUNCTION public.defines() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM noetl.audit RETURNING 1'", "operator")
    reply = console(c, "SELECT public.defines()", "operator")
    if worked(reply):
        raise Broken("it could: " + reply.text[:200])


@attack(CONSOLE, "an operator who changes his database user's password shuts nobody out", alone=True)
def own_password(c):
    console(c, "ALTER ROLE CURRENT_USER PASSWORD 'evil'", "operator")
    reply = console(c, "SELECT 1", "operator")
    if not worked(reply):
        raise Broken("the console is closed: " + reply.text[:200])


STRINGS = {
    "a trap": "host=127.0.0.1 port={port} user=x", "an address": "postgresql://x@127.0.0.1:{port}/x",
    "a factory": "postgresql://x@127.0.0.1:{port}/x?socketFactory=java.util.Date", "a log of the driver": "postgresql://x@127.0.0.1:{port}/x?loggerFile={mark}&loggerLevel=TRACE",
    "quotes without end": "host='127.0.0.1 port={port}", "long": "host='" + "a" * 60000 + "'", "many escapes": "host='" + "\\a" * 30000 + "'",
    "a unix socket": "host=/tmp port={port}", "the own server, another port": "postgresql://demo:demo@localhost:{port}/x",
}


@each(CONSOLE, {"connection string: " + name: text for name, text in STRINGS.items()})
def strings(c, text):
    mark, trap = c.mark(), c.traps.new()
    given = text.replace("{port}", str(trap.port)).replace("{mark}", mark)
    reply = console(c, "SELECT 1", "operator", connection_string=given)
    trap.check()
    c.unmarked(mark)
    if worked(reply):
        raise Broken("it connected")
