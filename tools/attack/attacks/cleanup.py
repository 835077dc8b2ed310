"""What runs beside the workflow of a restricted playbook: cleanup, tests, results by address."""

import json
import time

from kit import Broken, attack, each, playbook

GROUP = "20 cleanup"


def tools(c, mark):
    return {"Python": {"kind": "python", "code": f"result = open({c.canary_file!r}).read()"}, "DuckDB": {"kind": "duckdb", "query": f"SELECT * FROM read_text('{c.canary_file}')"},
            "a file by DuckDB": {"kind": "duckdb", "query": f"COPY (SELECT 1) TO '{mark}'"}, "a shell": {"kind": "shell", "command": f"cat {c.canary_file}; touch {mark}"},
            "a secret by file": {"kind": "secrets", "provider": "file", "name": "given"}, "the environment": {"kind": "secrets", "provider": "env", "name": "ATTACK_ENVIRONMENT"}}


NAMES = ["Python", "DuckDB", "a file by DuckDB", "a shell", "a secret by file", "the environment"]


@each(GROUP, {f"{name} in {place}": (name, place) for place in ("on_failure", "on_cancel", "finally", "compensate", "a task list", "a loop", "a workbook", "a child elsewhere") for name in NAMES})
def beside(c, case):
    name, place = case
    mark = c.mark()
    tool = tools(c, mark)[name]
    fails = {"step": "start", "tool": {"kind": "python", "code": "raise ValueError(1)"}}
    works = {"step": "start", "tool": {"kind": "noop", "result": 1}}
    path = c.path("tenants/red")
    if place == "on_failure":
        run = c.run(playbook(path, [fails], on_failure=[{"step": "f", "tool": tool}]))
    elif place == "finally":
        run = c.run(playbook(path, [works], **{"finally": [{"step": "f", "tool": tool}]}))
    elif place == "compensate":
        undone = dict(works, compensate={"tool": tool, "retry": {"max_attempts": 1}}, next=[{"step": "b"}])
        run = c.run(playbook(path, [undone, dict(fails, step="b")]))
    elif place == "a task list":
        run = c.run(playbook(path, [{"step": "start", "tool": [{"t": tool}]}]))
    elif place == "a loop":
        run = c.run(playbook(path, [{"step": "start", "loop": {"in": [1], "iterator": "i"}, "tool": tool}]))
    elif place == "a workbook":
        run = c.run(playbook(path, [{"step": "start", "tool": {"kind": "workbook", "name": "w"}}], workbook=[{"name": "w", "tool": tool}]))
    elif place == "a child elsewhere":
        child = c.path("ops")
        c.register(playbook(child, [{"step": "start", "tool": tool}]))
        run = c.run(playbook(path, [works], **{"finally": [{"step": "f", "tool": {"kind": "playbook", "path": child}}]}))
    else:
        document = playbook(path, [{"step": "start", "tool": {"kind": "wait", "seconds": 60}}], on_cancel=[{"step": "f", "tool": tool}])
        if c.register(document).status != 200:
            return
        execution = str(c.call("POST", "/api/execute", {"path": path}, "operator").json()["execution_id"])
        c.call("POST", f"/api/executions/{execution}/cancel", {}, "operator")
        run = c.ended(execution)
    c.must_end(run)
    c.no_canary(run.text)
    c.unmarked(mark)


def tested(c, document, tests=None, role="editor"):
    tests = tests or [{"name": "a", "expect": {"result": "nothing"}}]
    content = json.dumps({"apiVersion": "noetl.io/v2", "kind": "PlaybookTest", "playbook": "x.yaml", "tests": tests})
    deadline = time.monotonic() + 120
    while True:
        reply = c.call("POST", "/api/playbook-tests", {"content": content, "playbook": json.dumps(document)}, role)
        if reply.status != 429 or time.monotonic() > deadline:
            break
        time.sleep(0.3)
    if reply.status >= 500 or reply.status == 429:
        raise Broken(f"it answers {reply.status}: {reply.text[:200]}")
    return reply


CODES = {"a file": "result = open({file!r}).read()", "writing": "open({mark!r}, 'w').write('x')", "the environment": "import os\nresult = dict(os.environ)", "a process": "import subprocess\nresult = subprocess.run(['touch', {mark!r}])",
         "a socket": "import socket\nresult = socket.create_connection(('127.0.0.1', {port})).recv(10)", "the module duckdb": "import duckdb\nresult = duckdb.sql(\"select * from read_text('{file}')\").fetchall()",
         "Java": "import java\nresult = str(java.type('java.lang.System').getenv())", "another language": "import polyglot\nresult = str(polyglot.eval(language='js', string='1'))"}


@each(GROUP, {"a test with " + name: code for name, code in CODES.items()})
def code(c, code):
    mark, trap = c.mark(), c.traps.new()
    for name, value in (("{file!r}", repr(c.canary_file)), ("{file}", c.canary_file), ("{mark!r}", repr(mark)), ("{port}", str(trap.port))):
        code = code.replace(name, value)
    for path in ("tenants/red/t", "ops/t"):
        c.no_canary(tested(c, playbook(path, [{"step": "start", "tool": {"kind": "python", "code": code}}])).text)
    c.unmarked(mark)
    trap.check()


@attack(GROUP, "a test that reads files of the server as fixtures")
def fixtures(c):
    document = playbook("tenants/red/t", [{"step": "start", "tool": {"kind": "noop"}}])
    for services in ({"db": {"kind": "postgres", "fixtures": [c.canary_file]}}, {"db": {"postgres": {"fixtures": [c.canary_file]}}}):
        c.no_canary(tested(c, document, [{"name": "a", "services": services, "expect": {"status": "COMPLETED"}}]).text)


@attack(GROUP, "tests that do not end", alone=True)
def endless(c):
    round_ = playbook("t/round", [{"step": "start", "tool": {"kind": "noop"}, "next": [{"step": "b"}]}, {"step": "b", "tool": {"kind": "noop"}, "next": [{"step": "start"}]}])
    spins = playbook("t/spins", [{"step": "start", "tool": {"kind": "python", "code": "while True: pass"}}])
    for document in (round_, spins):
        reply = tested(c, document, [{"name": f"t{i}", "expect": {"status": "COMPLETED"}} for i in range(50)])
        if reply.status != 200:
            raise Broken(f"it answers {reply.status}: {reply.text[:200]}")
    after = tested(c, playbook("t/one", [{"step": "start", "tool": {"kind": "noop", "result": 1}}]), [{"name": "a", "expect": {"status": "COMPLETED"}}])
    if not after.json()["passed"]:
        raise Broken("tests of others do not run: " + after.text[:200])


ADDRESSES = {"plain": "noetl://execution/{id}/result/start", "capitals": "NOETL://execution/{id}/result/start", "zeros before it": "noetl://execution/0{id}/result/start", "a pointer": "noetl://execution/{id}/result/start#/a",
             "other digits": "noetl://execution/{digits}/result/start", "a blank": "noetl://execution/ {id}/result/start"}


@each(GROUP, {"another's result by " + name: text for name, text in ADDRESSES.items()})
def result(c, text):
    own = c.step({"kind": "noop", "result": {"a": c.canaries["tenant"]}}, "tenants/green")
    text = text.replace("{id}", own.execution).replace("{digits}", "".join(chr(0x660 + int(d)) for d in own.execution))
    for tool in ({"kind": "artifact", "action": "get", "input": {"result_ref": text}}, {"kind": "result_fetch", "ref": text}):
        c.no_canary(c.step(tool, "tenants/red").text, "tenant")
