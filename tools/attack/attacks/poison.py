"""What stops a server: interpreters that are shared, recursion, values that can't be stored or read, time-outs that don't hold."""

import json
import time

from kit import PATIENCE, Broken, attack, each, playbook

SHARED = "8 shared"
RECURSION = "9 recursion"
POISON = "10 poison"
TIMEOUT = "15 timeout"

LOOT = "import builtins\n"
EVIL = {
    "a function of a module": "import json\nj = [json][0]\nold = j.dumps\ndef evil(*a, **k):\n    return 'EVIL' + old(*a, **k)\nj.dumps = evil",
    "by setattr": "import json\nsetattr(json, 'du' + 'mps', lambda *a, **k: 'EVIL')",
    "by the module's dict": "import json\nvars(json)['dumps'] = lambda *a, **k: 'EVIL'",
    "by sys.modules": "import sys, types, json\nm = types.ModuleType('json')\nm.dumps = lambda *a, **k: 'EVIL'\nm.loads = json.loads\nsys.modules['json'] = m",
    "a class of a module": "import json.encoder as e\ne.JSONEncoder.encode = lambda self, o: 'EVIL'\ne.JSONEncoder.iterencode = lambda self, o, **k: ['EVIL']",
    "a default encoder": "import json\njson._default_encoder = type('E', (), {'encode': lambda s, o: 'EVIL'})()",
    "a builtin": "import builtins\nbuiltins.sorted = lambda *a, **k: ['EVIL']\nbuiltins.len = lambda x: 666",
    "a builtin of __builtins__": "b = __builtins__ if isinstance(__builtins__, dict) else vars(__builtins__)\nb['sorted'] = lambda *a, **k: ['EVIL']",
    "a finder of modules": "import sys, types\nclass F:\n    def find_spec(self, name, path, target=None):\n        return None\nsys.meta_path.insert(0, F())\nsys.modules.pop('json', None)\nsys.path.insert(0, '/evil')",
    "a hook of paths": "import sys\nsys.path_hooks.insert(0, lambda p: (_ for _ in ()).throw(ImportError('EVIL')))\nsys.path_importer_cache.clear()",
    "a trace": "import sys, builtins\ndef t(frame, event, arg):\n    builtins.loot = getattr(builtins, 'loot', []) + [str(frame.f_locals)[:200]]\n    return t\nsys.settrace(t)\nsys.setprofile(t)",
    "a thread that stays": "import threading, sys, time, builtins\nbuiltins.loot = []\ndef watch():\n    while True:\n        for f in list(sys._current_frames().values()):\n            builtins.loot.append(str(f.f_locals)[:200])\n        time.sleep(0.01)\nthreading.Thread(target=watch, daemon=True).start()",
    "a finalizer": "import weakref\nclass A: pass\na = A()\nimport json\nweakref.finalize(a, lambda: setattr(json, 'dumps', lambda *x, **k: 'EVIL'))\ndel a",
    "at exit": "import atexit, json\natexit.register(lambda: setattr(json, 'dumps', lambda *x, **k: 'EVIL'))",
    "an output that is not one": "import sys\nclass W:\n    def write(self, s): return len(s)\n    def flush(self): pass\nsys.stdout = sys.__stdout__ = W()\nprint('x')",
    "a codec": "import codecs\ncodecs.register(lambda n: None)\nimport json.scanner as s\ns.make_scanner = None\ns.c_make_scanner = None",
    "the recursion limit": "import sys\nsys.setrecursionlimit(60)",
    "the switch interval": "import sys\nsys.setswitchinterval(1000)",
    "a signal": "import signal\nsignal.signal(15, lambda *a: None)\nsignal.signal(2, signal.SIG_IGN)",
    "an alarm": "import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)",
    "an audit hook": "import sys, builtins\ndef hook(*a):\n    builtins.loot = getattr(builtins, 'loot', []) + [str(a)[:200]]\nsys.addaudithook(hook)",
    "numbers that change": "import decimal, locale, random\ndecimal.getcontext().prec = 1\nrandom.random = lambda: 4\ndecimal.Decimal.__add__ = None",
    "a garbage collector's walk": "import gc, json\nfor o in gc.get_objects():\n    if isinstance(o, dict) and 'dumps' in o:\n        o['dumps'] = lambda *a, **k: 'EVIL'",
    "a stack's walk to its host": "import sys\nf = sys._getframe()\nwhile f:\n    f.f_globals['sorted'] = lambda *a, **k: ['EVIL']\n    f.f_globals['json'] = None\n    f = f.f_back",
}
VICTIM = """
import json, decimal, sys
print("said by the victim")
text = json.dumps({"secret": secret, "list": sorted([3, 1, 2])}, sort_keys=True)
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
result = {"text": text, "length": len([1, 2, 3]), "deep": deep(80), "sum": str(decimal.Decimal("1.25") + decimal.Decimal("2.5")), "back": json.loads(text)["list"]}
"""
LOOK = """
import builtins, gc
seen = str(getattr(builtins, "loot", "")) + str([o for o in gc.get_objects() if isinstance(o, str)][:1])
result = {"loot": sentinel[:6] + "..", "found": sentinel in seen.replace(repr(sentinel), sentinel) and "loot" in dir(builtins)}
"""


@each(SHARED, EVIL)
def shared(c, code):
    c.python(code, "tenants/red")
    secret = f"victim-{next(c.numbers)}-of-green"
    # more than once: there are several interpreters
    for _ in range(2):
        run = c.step({"kind": "python", "args": {"secret": secret}, "code": VICTIM}, "tenants/green")
        if not run.done:
            raise Broken("the next tenant fails: " + run.detail[-300:])
        result = [e for e in json.loads(run.detail).get("events", []) if e.get("node_name") == "start" and e.get("event_type") in ("step.exit", "call.done")]
        text = json.dumps(result)
        if "EVIL" in run.text or '"length": 3' not in text or "[1, 2, 3]" not in text or "3.75" not in text:
            raise Broken("the next tenant's result is another: " + text[-400:])
        if not c.said(run, "said by the victim"):
            raise Broken("the next tenant's output is gone")
        trusted = c.step({"kind": "python", "args": {"secret": secret}, "code": VICTIM}, "ops")
        if "EVIL" in trusted.text or not trusted.done:
            raise Broken("a trusted playbook is touched: " + trusted.detail[-300:])
    look = c.step({"kind": "python", "args": {"sentinel": secret}, "code": LOOK}, "tenants/red")
    if '"found": true' in look.detail or '"found":true' in look.detail:
        raise Broken("the next tenant's arguments were kept for the first")


HANGS = {
    "an output that never ends": "import sys\nclass W:\n    def write(self, s):\n        while True: pass\n    flush = write\nsys.stdout = W()",
    "a finalizer that never ends": "class A:\n    def __del__(self):\n        while True: pass\na = A()\nimport sys\nsys.modules['zz'] = a",
    "a dict that never ends": "import sys\nclass D(dict):\n    def __iter__(self):\n        while True: pass\n    keys = items = values = __iter__\nsys.modules['zz'] = D()",
    "an attribute that never ends": "import sys\nclass M:\n    def __getattr__(self, n):\n        while True: pass\nfor i in range(5): sys.modules['zz%d' % i] = M()",
}


@each(SHARED, {"hang: " + name: code for name, code in HANGS.items()}, alone=True)
def hang(c, code):
    for _ in range(3):
        # 3 s: not all of them end before the victim begins
        c.python(code, "tenants/red", seconds=3, timeout=2)
    begun = time.monotonic()
    for folder in ("tenants/green", "ops"):
        run = c.step({"kind": "python", "args": {"secret": "x"}, "code": VICTIM}, folder)
        if not run.done:
            raise Broken(f"{folder} does not run after it: {run.status} after {time.monotonic() - begun:.0f} s")


SLOW = {
    "a power": "result = len(str(3 ** (10 ** 8)))", "a loop": "while True: pass", "a sleep": "import time\ntime.sleep(60)",
    "a pattern": "import re\nre.match(r'((a+)\\2?)+$', 'a' * 60 + 'b')", "a join": "import threading\nt = threading.Event()\nt.wait()",
    "one that catches it": "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass",
}


@each(TIMEOUT, SLOW, alone=True)
def slow(c, code):
    bound = 20 * c.slowness()
    begun = time.monotonic()
    run = c.python(code, "tenants/red", timeout=2)
    took = time.monotonic() - begun
    if run.status != "FAILED" or took > bound:
        raise Broken(f"{run.status} after {took:.0f} s with a time-out of 2 s")
    if c.call("GET", "/health", role=None).status != 200:
        raise Broken("the server is not well after it")


VALUES = {
    "a long number": "result = 10 ** 4000", "a long number in a list": "result = {'a': [10 ** 5000, -10 ** 4400]}", "a long fraction": "from decimal import Decimal\nresult = Decimal('1e4000')",
    "nan": "result = [float('nan'), float('inf'), -float('inf')]", "a surrogate": "result = {'a': '\\ud800'}", "a surrogate as a key": "result = {'\\udfff': 1}",
    "a null": "result = {'a\\0b': 'c\\0d'}", "bytes": "result = b'\\xff\\x00'", "bytes as a key": "result = {b'\\xff': 1}", "a set": "result = {1, 2}", "a complex number": "result = 1 + 2j",
    "deep": "x = []\nfor i in range(3000): x = [x]\nresult = x", "deep objects": "x = {}\nfor i in range(3000): x = {'a': x}\nresult = x", "in itself": "x = []\nx.append(x)\nresult = x",
    "a key of a megabyte": "result = {'k' * 10 ** 6: 1}", "many keys": "result = {str(i): i for i in range(100000)}", "a class": "result = type('A', (), {})()", "a function": "result = print",
    "a generator": "result = (i for i in range(3))", "keys that are one": "result = {1: 'a', '1': 'b', True: 'c', None: 'd'}", "a text of ten megabytes": "result = 'x' * 10 ** 7",
    "an error with a null": "raise ValueError('a\\0b')", "an error with a surrogate": "raise ValueError('\\ud83d')", "an error that is long": "raise ValueError('x' * 10 ** 6)",
    "an error of a long number": "raise ValueError(10 ** 4200)", "an error whose text fails": "class E(Exception):\n    def __str__(self): raise ValueError('no')\n    __repr__ = __str__\nraise E()",
    "an error with a name of its own": "E = type('E\\0\\ud800', (Exception,), {})\nraise E('x')", "an exit": "import sys\nsys.exit('\\0')", "a stop": "raise StopIteration('\\ud800')",
    "a base exception": "raise KeyboardInterrupt('\\0')", "a group": "raise ExceptionGroup('\\0', [ValueError('\\ud800')])", "recursion": "def f(): return f()\nf()",
    "printed nulls": "print('a\\0b\\ud800c', end='\\0')", "a printed line of ten megabytes": "print('x' * 10 ** 7)", "many printed lines": "for i in range(20000): print(i)",
    "a printed escape": "print('\\x1b]52;c;eA==\\x07')",
}


def readable(c, execution=None):
    for path in ("/api/executions?page_size=50", "/api/dashboard/stats", f"/api/executions/{execution}/events?page_size=1000", f"/api/execute/status/{execution}"):
        if "None" in path:
            continue
        reply = c.call("GET", path, role="viewer")
        if reply.status >= 500:
            raise Broken(f"{path.split('?')[0]} answers {reply.status}: {reply.text[:200]}")


@each(POISON, {"a result: " + name: code for name, code in VALUES.items()})
def value(c, code):
    run = c.python(code, "tenants/red")
    c.must_end(run)
    readable(c, run.execution)


@each(POISON, {"to the next step: " + name: VALUES[name] for name in ("a long number", "a surrogate", "a null", "nan", "deep", "bytes")})
def further(c, code):
    run = c.run(playbook(c.path("tenants/red"), [
        {"step": "start", "tool": {"kind": "python", "code": code}, "next": [{"step": "two"}]},
        {"step": "two", "tool": {"kind": "duckdb", "query": "SELECT '{{ start | string | length }}' AS n"}, "next": [{"step": "three"}]},
        {"step": "three", "tool": {"kind": "python", "args": {"x": "{{ start }}"}, "code": "result = x"}}]))
    c.must_end(run)
    readable(c, run.execution)


PAYLOADS = {
    "a null": '{"a": "b\\u0000c"}', "a surrogate": '{"a": "\\ud800"}', "a surrogate as a name": '{"\\udfff": 1}', "a long number": '{"a": 1' + "0" * 5000 + "}",
    "a number of many digits": '{"a": 1e99999}', "a small one": '{"a": 1e-99999}', "deep": '{"a": ' + "[" * 900 + "]" * 900 + "}", "too deep": '{"a": ' + "[" * 50000 + "]" * 50000 + "}",
    "a name of a megabyte": '{"' + "k" * 10 ** 6 + '": 1}', "names twice": '{"a": 1, "a": 2}', "braces": '{"a": "{{ 7 * 7 }}{% for i in range(10000000) %}{% endfor %}"}',
    "what looks sealed": '{"a": {"$sealed": "x"}, "$sealed": "AAAA"}', "what looks like a reference": '{"a": {"$ref": "big:0", "bytes": 1}}',
}


@each(POISON, {"a payload: " + name: text for name, text in PAYLOADS.items()})
def payload(c, text):
    path = c.path("tenants/red")
    c.register(playbook(path, [{"step": "start", "tool": {"kind": "python", "args": {"a": "{{ workload.a }}"}, "code": "result = a"}}]))
    reply = c.call("POST", "/api/execute", '{"path": "%s", "payload": %s}' % (path, text), "operator")
    if reply.status >= 500:
        raise Broken(f"execute answers {reply.status}: {reply.text[:200]}")
    execution = None
    if reply.status == 200:
        execution = str(reply.json()["execution_id"])
        c.must_end(c.ended(execution))
    readable(c, execution)


@each(POISON, {"a variable: " + name: text for name, text in PAYLOADS.items() if name != "a name of a megabyte"})
def variable(c, text):
    run = c.python("result = 1")
    reply = c.call("POST", f"/api/vars/{run.execution}", '{"variables": %s}' % text, "operator")
    if reply.status >= 500:
        raise Broken(f"storing it answers {reply.status}: {reply.text[:200]}")
    reply = c.call("GET", f"/api/vars/{run.execution}", role="viewer")
    if reply.status >= 500:
        raise Broken(f"reading it answers {reply.status}: {reply.text[:200]}")


SQL_VALUES = {
    "a decimal of 38 digits": "SELECT 99999999999999999999999999999999999999::DECIMAL(38, 0) AS a", "nan": "SELECT 'nan'::DOUBLE AS a, 'inf'::FLOAT AS b", "a blob": "SELECT '\\xAA\\x00'::BLOB AS a",
    "a null sign": "SELECT chr(0) AS a", "a date beyond": "SELECT '290309-12-22 (BC)'::DATE AS a, 'infinity'::TIMESTAMP AS b", "a map": "SELECT map {'a\\0': [1, NULL]} AS m", "a bit string": "SELECT '0101'::BIT AS b, 5::UHUGEINT AS u",
    "a name with a null": "SELECT 1 AS \"a\u2028b\"", "an interval": "SELECT INTERVAL 1 YEAR AS i", "a union": "SELECT union_value(a := 1) AS u", "a text of 8 MB": "SELECT repeat('x', 8000000) AS t",
}


@each(POISON, {"a row: " + name: sql for name, sql in SQL_VALUES.items()})
def row(c, sql):
    run = c.step({"kind": "duckdb", "query": sql}, "tenants/red")
    c.must_end(run)
    readable(c, run.execution)


def alive(c, what):
    begun = time.monotonic()
    for path in ("/api/executions?page_size=10", "/health"):
        reply = c.call("GET", path, role="viewer")
        if reply.status != 200:
            raise Broken(f"{path} answers {reply.status} {what}")
    if time.monotonic() - begun > PATIENCE / 2:
        raise Broken(f"the API takes {time.monotonic() - begun:.0f} s {what}")


def count(c, path):
    return len(c.call("GET", f"/api/executions?page_size=1000&path={path}", role="viewer").json())


@attack(RECURSION, "a playbook that calls itself", alone=True)
def itself(c):
    path = c.path("tenants/red")
    run = c.run(playbook(path, [{"step": "start", "tool": {"kind": "playbook", "path": path}}]))
    alive(c, "while it calls itself")
    if run.execution and run.status not in ("COMPLETED", "FAILED"):
        c.call("POST", f"/api/executions/{run.execution}/cancel", {}, "operator")
        raise Broken(f"it goes on: {run.status}, {count(c, path)} runs")
    if count(c, path) > 200:
        raise Broken(f"it made {count(c, path)} runs")


@attack(RECURSION, "two that call each other", alone=True)
def mutual(c):
    one, two = c.path("tenants/red"), c.path("tenants/green")
    c.register(playbook(one, [{"step": "start", "tool": {"kind": "playbook", "path": two}}]))
    run = c.run(playbook(two, [{"step": "start", "loop": {"in": [1], "iterator": "i"}, "tool": {"kind": "playbook", "path": one}}]))
    alive(c, "while they call each other")
    if run.execution and run.status not in ("COMPLETED", "FAILED"):
        c.call("POST", f"/api/executions/{run.execution}/cancel", {}, "operator")
        raise Broken(f"they go on: {run.status}, {count(c, one)} runs")


@attack(RECURSION, "one that does not wait for itself", alone=True)
def unawaited(c):
    path = c.path("tenants/red")
    c.run(playbook(path, [{"step": "start", "tool": {"kind": "playbook", "path": path, "wait": False}}]))
    deadline = time.monotonic() + PATIENCE
    first, then = 0, count(c, path)
    while then > first and then <= 200 and time.monotonic() < deadline:
        time.sleep(2 * c.slowness())
        first, then = then, count(c, path)
    alive(c, "while it starts itself")
    if then > first or then > 200:
        raise Broken(f"{first} runs, then {then}")


@attack(RECURSION, "one that calls itself twice, cancelled", alone=True)
def twice(c):
    path = c.path("tenants/red")
    c.register(playbook(path, [{"step": "start", "loop": {"in": [1, 2], "iterator": "i", "mode": "parallel"}, "tool": {"kind": "playbook", "path": path}}]))
    reply = c.call("POST", "/api/execute", {"path": path, "payload": {}}, "operator")
    execution = reply.json()["execution_id"]
    time.sleep(2)
    alive(c, "while the tree grows")
    begun = time.monotonic()
    reply = c.call("POST", f"/api/executions/{execution}/cancel", {"cascade": True}, "operator")
    if reply.status >= 500:
        raise Broken(f"cancel answers {reply.status}: {reply.text[:200]}")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        running = [e for e in c.call("GET", f"/api/executions?page_size=1000&path={path}", role="viewer").json()
                   if e.get("status") in ("RUNNING", "PENDING", "PAUSED")]
        if not running:
            break
        time.sleep(0.5)
    if running:
        raise Broken(f"{len(running)} runs still go on {time.monotonic() - begun:.0f} s after the cancel")
    alive(c, "after the cancel")


@attack(RECURSION, "the log is no flood", alone=True)
def flood(c):
    lines = c.log().count("\n")
    if lines > 60000 or len(c.log()) > 60_000_000:
        raise Broken(f"{lines} lines, {len(c.log()) / 1e6:.0f} MB")
