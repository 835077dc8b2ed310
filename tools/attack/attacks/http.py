"""HTTP that no client sends."""

import json
import threading
import time

from kit import Broken, attack, each

GROUP = "16 http"


def request(c, path, *headers, method="GET", body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {c.keys['viewer']}", "Connection: close", *headers]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


PATHS = ["//actuator", "//actuator/jolokia", "/actuator//jolokia", "/./actuator/jolokia", "/api/../actuator/jolokia", "/api/..;/actuator/jolokia", "/api/%2e%2e/actuator/jolokia",
         "/%61ctuator/jolokia", "/actuator%2fjolokia", "/actuator;x=y/jolokia", "/ACTUATOR/jolokia", "/actuator/jolokia%00", "/actuator/jolokia%0d%0aX:y", "/api/executions%0d%0aSet-Cookie:a=b",
         "/%c0%ae%c0%ae/actuator", "/%uff0e%uff0e/actuator", "/api/executions\\..\\actuator", "/api/executions;jsessionid=x", "*", "http://127.0.0.1:1/x", "/api/%zz", "/api/%", "/api/executions?page_size=%",
         "/api/executions?a=%c3%28", "/webjars/swagger-ui/../../WEB-INF/web.xml", "/webjars/swagger-ui/%2e%2e/%2e%2e/application.yaml", "/webjars/swagger-ui/..%2f..%2fapi/keys", "/api/keys/", "/api/hooks/", "/api/catalog/", "/api/catalog/get/", "/api/hooks", "/api/executions/", "/api/keys;.css", "/api/docs/../keys",
         "/api/health/../keys", "/health/../api/keys", "/health;/../api/keys", "/api/keys%3f", "/" + "a/" * 4000, "/api/executions?" + "a=b&" * 3000, "/error", "/login?logout", "/default-ui.css", "/api/executions/9999999999999999999999",
         "/api/executions/-1", "/api/executions/1e3", "/api/executions/%D9%A1", "/api/vars/1/%00"]


@each(GROUP, {"path " + path[:40]: path for path in PATHS})
def paths(c, path):
    status, text = c.raw(request(c, path))
    if status is None:
        raise Broken("there is no answer")
    if status >= 500:
        raise Broken(f"it answers {status}: {text[-200:]!r}")
    if b"Set-Cookie: a=b" in text or b"\nX:y" in text:
        raise Broken("a header came back")
    if status == 200 and (b'"agent"' in text or b"key_id" in text or b"spring" in text):
        raise Broken(f"it gives what it should not: {text[-200:]!r}")


HEADERS = {
    "Camel's address": "CamelHttpUri: http://127.0.0.1:{p}/", "Camel's address, small": "camelhttpuri: http://127.0.0.1:{p}/", "Camel's path": "CAMELHTTPPATH: /evil", "Camel's bean": "CamelBeanMethodName: list",
    "Camel's file": "CamelFileName: /tmp/evil", "Camel's endpoint": "CamelToEndpoint: http://127.0.0.1:{p}/", "a method of another": "X-HTTP-Method-Override: DELETE", "another address": "X-Original-URL: /api/keys", "a rewritten address": "X-Rewrite-URL: /api/keys",
    "forwarded": "X-Forwarded-For: 127.0.0.1", "forwarded by a prefix": "X-Forwarded-Prefix: /api/keys", "forwarded host": "Forwarded: host=evil;proto=https", "an origin": "Origin: https://evil.example", "an origin that is null": "Origin: null",
    "another key beside": "Authorization: Bearer attack", "a user": "X-Remote-User: admin", "a certificate": "X-Client-Cert: admin", "expectation": "Expect: 100-continue, evil", "an encoding": "Accept-Encoding: br;q=x", "a range": "Range: bytes=" + ",".join(f"{i}-" for i in range(1000)),
    "a header of 7 KB": "X-A: " + "a" * 7000, "a header of 70 KB": "X-A: " + "a" * 70000, "two hundred headers": "\r\n".join(f"X-{i}: a" for i in range(200)), "a folded header": "X-A: b\r\n c: d", "a null in a header": "X-A: a\0b", "a header without a name": ": a",
    "a blank before the colon": "X-A : b", "a type that is none": "Content-Type: ;;;", "a type that is Java's": "Content-Type: application/x-java-serialized-object", "an event's id": "Last-Event-ID: 9999999999999999999999", "a key of idempotency": "Idempotency-Key: a\u0085b",
}


@each(GROUP, {"header " + name: text for name, text in HEADERS.items()})
def headers(c, text):
    trap = c.traps.new()
    status, reply = c.raw(request(c, "/api/executions?page_size=1", text.replace("{p}", str(trap.port))))
    trap.check()
    if status is None or status >= 500:
        raise Broken(f"it answers {status}: {reply[-200:]!r}")
    if b"key_id" in reply or (b"evil" in reply.split(b"\r\n\r\n")[0]):
        raise Broken(f"it comes back: {reply[:300]!r}")


def frames(c):
    key = c.keys["viewer"]
    head = f"POST /api/context/render HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
    hidden = f"GET /api/keys HTTP/1.1\r\nHost: localhost\r\nX: "
    return {
        "two lengths": head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        "a length and chunks": head + f"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
        "chunks, oddly": head + f"Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{hidden}",
        "chunks, with a tab": head + "Transfer-Encoding:\tchunked\r\n\r\nzz\r\n",
        "chunks twice": head + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "a chunk of a negative size": head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "a chunk of a giant size": head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx\r\n",
        "a negative length": head + "Content-Length: -5\r\n\r\n",
        "a giant length": head + "Content-Length: 99999999999999999999\r\n\r\n",
        "a length of 4 GB": head + "Content-Length: 4294967296\r\n\r\n",
        "a length with a sign": head + "Content-Length: +5\r\n\r\nabcde",
        "line feeds alone": f"GET /api/keys HTTP/1.1\nHost: localhost\nAuthorization: Bearer {key}\n\n",
        "no version": "GET /api/keys\r\n\r\n",
        "another version": f"GET /api/keys HTTP/9.9\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n",
        "two hosts": f"GET /api/keys HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\nAuthorization: Bearer {key}\r\n\r\n",
        "no host": f"GET /api/keys HTTP/1.1\r\nAuthorization: Bearer {key}\r\n\r\n",
        "a host that is none": f"GET /api/executions HTTP/1.1\r\nHost: a b\r\nAuthorization: Bearer {key}\r\n\r\n",
        "TRACE": f"TRACE /api/executions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n",
        "CONNECT": f"CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n",
        "a method that is none": f"EVIL /api/executions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n",
        "HTTP/2 at once": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "an upgrade": f"GET /api/executions HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nAuthorization: Bearer {key}\r\n\r\n",
        "TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    }


FRAMES = ["two lengths", "a length and chunks", "chunks, oddly", "chunks, with a tab", "chunks twice", "a chunk of a negative size", "a chunk of a giant size", "a negative length", "a giant length", "a length of 4 GB",
          "a length with a sign", "line feeds alone", "no version", "another version", "two hosts", "no host", "a host that is none", "TRACE", "CONNECT", "a method that is none", "HTTP/2 at once", "an upgrade", "TLS"]


@each(GROUP, {"frame " + name: name for name in FRAMES})
def frame(c, name):
    status, text = c.raw(frames(c)[name].encode("latin-1"), timeout=6, quiet=1.5)
    if status is not None and status >= 500 and status not in (501, 505):
        raise Broken(f"it answers {status}: {text[-200:]!r}")
    if text.count(b"HTTP/1.1 ") > 1 and b" 200" in text.split(b"HTTP/1.1", 2)[2][:8]:
        raise Broken("a hidden request was answered")
    if name == "TRACE" and b"Bearer" in text:
        raise Broken("the key comes back")


TEMPLATES = {
    "urlize of brackets": "{{ ('('*50000) | urlize }}", "urlize of signs": "{{ ('&lt;'*20000) | urlize }}", "urlize of names": "{{ ('http://' ~ 'a.'*50000) | urlize }}", "urlize of mails": "{{ ('a@'*30000) | urlize }}",
    "striptags": "{{ ('<'*100000) | striptags }}", "striptags of comments": "{{ ('<!--'*30000) | striptags }}", "wordwrap": "{{ ('a '*50000) | wordwrap(1) }}", "float of digits": "{{ ('1_'*50000 ~ '1') | float }}",
    "int of digits": "{{ ('9'*100000) | int }}", "a range": "{{ range(10**9) | list }}", "a power": "{{ 9**9**9 }}", "a long text": "{{ 'x' * 10**9 }}", "nested lists": "{{ " + "[" * 3000 + "]" * 3000 + " }}", "nested brackets": "{{ " + "(" * 20000 + " }}",
    "nested blocks": "{% if 1 %}" * 5000, "pprint": "{% set ns = namespace(x=[]) %}{% for i in range(3000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | pprint }}", "a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}", "a class by attr": "{{ '' | attr('__class__') }}",
    "format": "{{ '{0.__class__}'.format(1) }}", "a format's width": "{{ '%99999999d' % 1 }}", "globals": "{{ cycler.__init__.__globals__ }}", "self": "{{ self.__init__ }}", "a macro of itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "include": "{% include '/etc/passwd' %}",
    "import": "{% from '/etc/passwd' import x %}", "Java": "{{ ''.getClass().forName('java.lang.Runtime') }}", "a null": "{{ 'a\\0b' }}", "a surrogate": "{{ '\\ud800' }}", "regex": "{{ 'a' * 40 ~ 'b' | regex_search('(a+)+$') }}", "sort": "{{ range(100000) | sort(reverse=true) | map('string') | join('x') | length }}",
}


@each(GROUP, {"template " + name: text for name, text in TEMPLATES.items()})
def template(c, text):
    bound = 25 * c.slowness()
    begun = time.monotonic()
    for body in ({"execution_id": "1", "template": text}, {"execution_id": "1", "template": {"a": [text]}, "strict": True}):
        reply = c.call("POST", "/api/context/render", body, "operator")
        if reply.status >= 500:
            raise Broken(f"it answers {reply.status}: {reply.text[:200]}")
        if "root:" in reply.text or "subclasses" in reply.text and "class '" in reply.text:
            raise Broken("it gives: " + reply.text[:200])
    if time.monotonic() - begun > bound:
        raise Broken(f"it takes {time.monotonic() - begun:.0f} s")


BODIES = {
    "a name twice": '{"path": "ops/own", "path": "tenants/green/own"}', "a name twice, escaped": '{"path": "ops/own", "p\\u0061th": "x"}', "a name twice, deep": '{"path": "ops/own", "payload": {"a": {"b": 1, "b": 2}}}',
    "deep": '{"path": ' + "[" * 100000, "a long number": '{"path": 1' + "0" * 200000 + "}", "NaN": '{"path": NaN}', "a comment": '{"path": "x" /* y */}', "single quotes": "{'path': 'x'}", "two values": '{"path": "x"} {"path": "y"}',
    "no UTF-8": b'{"path": "\xff\xfe"}', "UTF-16": '{"path": "x"}'.encode("utf-16"), "a byte order mark": b"\xef\xbb\xbf" + b'{"path": "nowhere/x"}', "a surrogate": b'{"path": "\xed\xa0\x80"}', "a list": "[]", "a text": '"x"', "null": "null", "nothing": "", "blanks": " " * 100000,
    "a null sign": '{"path": "a\\u0000b"}', "YAML's types": '{"content": "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\\"http://127.0.0.1:1/\\"]]]]"}', "an alias' bomb": None,
}


@each(GROUP, {"body " + name: text for name, text in BODIES.items()})
def body(c, text):
    if text is None:
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 12)]
        text = json.dumps({"content": "\n".join(lines)})
    for path in ("/api/execute", "/api/catalog/register", "/api/credentials", "/api/postgres/execute"):
        reply = c.call("POST", path, text, "editor")
        if reply.status >= 500:
            raise Broken(f"{path} answers {reply.status}: {reply.text[:200]}")
        if reply.status == 200 and path != "/api/postgres/execute" and "twice" in "a name twice" and '"path": "ops/own", "' in str(text):
            raise Broken(f"{path} takes it: {reply.text[:100]}")


@attack(GROUP, "a body beyond the bound")
def large(c):
    try:
        reply = c.call("POST", "/api/execute", b'{"path": "' + b"x" * 20_000_000 + b'"}', "editor")
    except OSError:
        return
    if reply.status not in (413, 400):
        raise Broken(f"it answers {reply.status}")


@attack(GROUP, "calls without a key are told so, however many", alone=True)
def many(c):
    statuses = set()
    for _ in range(200):
        statuses.add(c.call("GET", "/api/executions", None, None).status)
    if statuses != {401}:
        raise Broken(f"with no limit of failures they are answered with {sorted(statuses)}")


@attack(GROUP, "slow clients do not keep others out", alone=True)
def slow(c):
    import socket

    open_ = []
    try:
        # more than Tomcat has threads where each call holds one
        for _ in range(300):
            s = socket.create_connection(("127.0.0.1", c.port), 5)
            s.sendall(b"POST /api/execute HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
            open_.append(s)
        try:
            reply = c.call("GET", "/health", None, None, timeout=45)
        except OSError as e:
            raise Broken("others wait") from e
        if reply.status != 200:
            raise Broken(f"others get {reply.status}")
    finally:
        for s in open_:
            s.close()


@attack(GROUP, "every route asks who calls")
def roles(c):
    description = c.call("GET", "/api/openapi.json", None, None)
    if description.status != 200:
        raise Broken(f"the description answers {description.status}")
    public = {"/health", "/api/health", "/schema/playbook.json", "/schema/subscription.json", "/api/docs", "/api/docs/init.js", "/api/openapi.json", "/api/login",
              # a token is the right to decide once: who has none learns nothing there
              "/api/approval-tokens"}
    for path, methods in description.json()["paths"].items():
        for method in methods:
            if path in public or method.upper() not in ("GET", "POST", "PUT", "DELETE", "PATCH"):
                continue
            reply = c.call(method.upper(), path.replace("{", "").replace("}", ""), None, None)
            if reply.status not in (401, 403, 404, 405):
                raise Broken(f"{method.upper()} {path} answers {reply.status} without a key")


@each(GROUP, {"a message to " + path: path for path in ("/api/hooks/", "/api/hooks", "/api/hooks/%20", "/api/hooks/{x}", "/api/hooks/*", "/api/hooks/a/b/c/d", "/api/hooks/null")})
def knock(c, path):
    for body in ("{}", "[]", "", '{"a":'):
        status, reply = c.raw(f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        if status is None or status >= 500 or status < 400:
            raise Broken(f"it answers {status}: {reply[-200:]!r}")
