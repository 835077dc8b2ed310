"""Hawtio's Jolokia: it looks and does not touch, and calls nobody."""

import base64
import json
import os

from kit import Broken, attack, each

GROUP = "11 jolokia"
CAMEL = 'org.apache.camel:context=noetl,type=context,name="noetl"'


def login(c):
    with open(os.path.join(c.data, "console.password")) as lines:
        return {"Authorization": "Basic " + base64.b64encode(f"admin:{lines.read().strip()}".encode()).decode()}


def ask(c, body, headers=None):
    reply = c.call("POST", "/actuator/jolokia/", body, None, login(c) if headers is None else headers)
    if reply.status >= 500:
        raise Broken(f"it answers {reply.status}: {reply.text[:200]}")
    return reply


URLS = {
    "RMI by JNDI": "service:jmx:rmi:///jndi/rmi://127.0.0.1:{p}/jmxrmi", "LDAP by JNDI": "service:jmx:rmi:///jndi/ldap://127.0.0.1:{p}/x",
    "a stub": "service:jmx:rmi://127.0.0.1:{p}/stub/rO0ABXNyAA==", "IIOP": "service:jmx:iiop://127.0.0.1:{p}/ior/x", "DNS by JNDI": "service:jmx:rmi:///jndi/dns://127.0.0.1:{p}/x",
    "capitals": "SERVICE:JMX:RMI:///JNDI/RMI://127.0.0.1:{p}/jmxrmi", "http": "service:jmx:http://127.0.0.1:{p}/",
}


@each(GROUP, {"target: " + name: url for name, url in URLS.items()})
def target(c, url):
    trap = c.traps.new()
    for more in ({}, {"user": "a", "password": "b"}):
        ask(c, {"type": "read", "mbean": "java.lang:type=Memory", "target": dict({"url": url.format(p=trap.port)}, **more)})
        ask(c, [{"type": "version", "target": dict({"url": url.format(p=trap.port)}, **more)}])
    c.call("GET", "/actuator/jolokia/proxy/" + url.format(p=trap.port).replace("/", "!/"), None, None, login(c))
    trap.check()


ACTS = {
    "stops the context": {"type": "exec", "mbean": CAMEL, "operation": "stop()"},
    "stops by a list": {"type": "exec", "mbean": CAMEL, "operation": "stop"},
    "sends a body": {"type": "exec", "mbean": CAMEL, "operation": "sendBody(java.lang.String,java.lang.Object)", "arguments": ["file:x", "y"]},
    "adds routes": {"type": "exec", "mbean": CAMEL, "operation": "addOrUpdateRoutesFromXml(java.lang.String)", "arguments": ["<routes/>"]},
    "a heap dump": {"type": "exec", "mbean": "com.sun.management:type=HotSpotDiagnostic", "operation": "dumpHeap", "arguments": ["{mark}", False]},
    "a diagnostic command": {"type": "exec", "mbean": "com.sun.management:type=DiagnosticCommand", "operation": "vmSystemProperties"},
    "JFR": {"type": "exec", "mbean": "com.sun.management:type=DiagnosticCommand", "operation": "jfrStart", "arguments": [["filename={mark}"]]},
    "loads an agent": {"type": "exec", "mbean": "com.sun.management:type=DiagnosticCommand", "operation": "jvmtiAgentLoad", "arguments": [["{mark}"]]},
    "garbage collection": {"type": "exec", "mbean": "java.lang:type=Memory", "operation": "gc"},
    "a level of the log": {"type": "exec", "mbean": "java.util.logging:type=Logging", "operation": "setLoggerLevel", "arguments": ["", "ALL"]},
    "writes": {"type": "write", "mbean": "java.lang:type=Memory", "attribute": "Verbose", "value": True},
    "writes Camel's": {"type": "write", "mbean": CAMEL, "attribute": "Tracing", "value": True},
    "the environment": {"type": "read", "mbean": "java.lang:type=Runtime", "attribute": "SystemProperties"},
    "the environment among all": {"type": "read", "mbean": "java.lang:type=Runtime", "attribute": ["Name", "SystemProperties"]},
    "the environment by a pattern": {"type": "read", "mbean": "java.lang:*", "attribute": "InputArguments"},
    "Spring's environment": {"type": "exec", "mbean": "org.springframework.boot:type=Endpoint,name=Env", "operation": "environment", "arguments": [None]},
    "messages of routes": {"type": "exec", "mbean": 'org.apache.camel:context=noetl,type=tracer,name=BacklogTracer', "operation": "dumpAllTracedMessagesAsXml"},
    "endpoints by operation": {"type": "exec", "mbean": CAMEL, "operation": "createEndpoint(java.lang.String)", "arguments": ["log:x"]},
    "notifications": {"type": "notification", "command": "register"},
    "the database's pool": {"type": "read", "mbean": "com.zaxxer.hikari:type=PoolConfig (HikariPool-1)", "attribute": "Password"},
    "Jolokia's own settings": {"type": "exec", "mbean": "jolokia:type=Config", "operation": "setDebug", "arguments": [True]},
    "placeholders of routes": {"type": "exec", "mbean": CAMEL, "operation": "dumpRoutesAsXml(boolean)", "arguments": [True]},
    "placeholders as YAML": {"type": "exec", "mbean": CAMEL, "operation": "dumpRoutesAsYaml(boolean,boolean)", "arguments": [True, True]},
    "placeholders of rests": {"type": "exec", "mbean": CAMEL, "operation": "dumpRestsAsXml(boolean)", "arguments": [True]},
    "a part of the environment": {"type": "read", "mbean": "java.lang:type=Runtime", "attribute": "SystemProperties", "path": "java.home"},
    "the environment by a path of a pattern": {"type": "read", "mbean": "java.lang:*", "attribute": None, "path": "*/SystemProperties", "config": {"ignoreErrors": True}},
    "the environment by its getter": {"type": "exec", "mbean": "java.lang:type=Runtime", "operation": "getSystemProperties()"},
    "an operation behind one that is let through": {"type": "exec", "mbean": CAMEL, "operation": "isX(/stop"},
    "an operation behind a signature": {"type": "exec", "mbean": CAMEL, "operation": "list(x)stop()"},
    "an operation by a way up": {"type": "exec", "mbean": CAMEL, "operation": "dumpRoutesAsXml/../stop"},
    "all beans at once": {"type": "exec", "mbean": "*:*", "operation": "stop()"},
    "a type in capitals": {"type": "EXEC", "mbean": "java.lang:type=Memory", "operation": "gc"},
    "writes in another case": {"type": "Write", "mbean": CAMEL, "attribute": "Tracing", "value": True},
    "suspends": {"type": "exec", "mbean": CAMEL, "operation": "suspend()"},
    "stops a route": {"type": "exec", "mbean": 'org.apache.camel:context=noetl,type=routes,name="health"', "operation": "stop()"},
    "a route by XML": {"type": "exec", "mbean": 'org.apache.camel:context=noetl,type=routes,name="health"', "operation": "updateRouteFromXml(java.lang.String)", "arguments": ["<route/>"]},
    "agents nearby": {"type": "exec", "mbean": "jolokia:type=Discovery,*", "operation": "lookupAgents()"},
    "notifications as a stream": {"type": "notification", "command": "open", "mode": "sse", "client": "x"},
    "a VM's option": {"type": "exec", "mbean": "com.sun.management:type=HotSpotDiagnostic", "operation": "setVMOption", "arguments": ["HeapDumpPath", "{mark}"]},
    "threads to a file": {"type": "exec", "mbean": "com.sun.management:type=HotSpotDiagnostic", "operation": "dumpThreads", "arguments": ["{mark}", "JSON"]},
    "Jolokia's history": {"type": "exec", "mbean": "jolokia:type=History", "operation": "resetHistoryEntries"},
}


@each(GROUP, ACTS)
def act(c, body):
    mark = c.mark()
    reply = ask(c, json.dumps(body).replace("{mark}", mark))
    c.no_canary(reply.text)
    c.unmarked(mark)
    for answer in reply.json() if isinstance(reply.json(), list) else [reply.json()]:
        if isinstance(answer.get("value"), dict) and answer["value"].get("backend") == {}:
            continue  # a name for who asked, and nobody who would tell it anything
        if answer.get("status") == 200 and answer.get("value") not in (None, {}, []) and "ATTACK" not in body.get("type", ""):
            text = json.dumps(answer["value"])
            if body["type"] != "read" or "java.home" in text or "-Xm" in text or "-D" in text:
                raise Broken("it did: " + text[:200])
    again = ask(c, {"type": "read", "mbean": CAMEL, "attribute": "State"})
    if "Started" not in again.text:
        raise Broken("Camel is not running: " + again.text[:200])


@each(GROUP, {"no login": {}, "a wrong password": {"Authorization": "Basic YWRtaW46YWRtaW4="}, "an administrator's key": None, "a cookie": {"Cookie": "JSESSIONID=00000000000000000000000000000000"}})
def doors(c, headers):
    given = {"Authorization": "Bearer " + c.ADMIN} if headers is None else headers
    for path in ("/actuator", "/actuator/jolokia", "/actuator/hawtio", "/actuator/env", "/actuator/heapdump", "/actuator/jolokia/read/java.lang:type=Memory"):
        reply = c.call("GET", path, None, None, given)
        if reply.status < 300:
            raise Broken(f"{path} answers {reply.status}")
        if reply.status >= 500:
            raise Broken(f"{path} answers {reply.status}")


GETS = {
    "by a parameter": "/?p=exec/java.lang:type=Memory/gc", "a setting by a parameter": "?p=/read/java.lang:type=Runtime/SystemProperties", "as a page": "/version?mimeType=text/html",
    "as a script": "/version?callback=alert(1)//", "as a script by type": "/version?callback=alert(1)&mimeType=application/javascript", "a time that is none": "/list?ifModifiedSince=x",
    "a time beyond": "/list?ifModifiedSince=99999999999", "a depth beyond": "/list?maxDepth=999999999999", "stack traces": "/read/x:type=y?includeStackTrace=true&serializeException=true",
    "debug": "/version?debug=true", "a bean that is none": "/read/%3Csvg%3E", "exec": "/exec/java.lang:type=Memory/gc", "a proxy": "/proxy/http:!/!/127.0.0.1:1!/",
}


@each(GROUP, {"GET " + name: path for name, path in GETS.items()})
def get(c, path):
    reply = c.call("GET", "/actuator/jolokia" + path, None, None, login(c))
    if reply.status >= 500:
        raise Broken(f"it answers {reply.status}: {reply.text[:200]}")
    if reply.status == 200 and not reply.headers.get("Content-Type", "").startswith("application/json"):
        raise Broken("it answers as " + str(reply.headers.get("Content-Type")))
    c.no_canary(reply.text)
    if "java.home" in reply.text or "\tat " in reply.text or "alert(1)" in reply.text or ('"type":"exec"' in reply.text and '"status":200' in reply.text):
        raise Broken("it gives: " + reply.text[:200])


@each(GROUP, {"method " + method: method for method in ("PUT", "PATCH", "DELETE", "PROPFIND", "TRACE", "MOVE")})
def method(c, name):
    for path in ("/actuator/jolokia/exec/java.lang:type=Memory/gc", "/actuator/hawtio/user", "/actuator/hawtio/keycloak/enabled"):
        reply = c.call(name, path, "x", None, login(c))
        if reply.status >= 500 or reply.status == 200:
            raise Broken(f"{path} answers {reply.status}: {reply.text[:200]}")


BULKS = {"many": [{"type": "exec", "mbean": "java.lang:type=Memory", "operation": "gc"}, {"type": "exec", "mbean": CAMEL, "operation": "suspend()"}], "lists in lists": [[{"type": "exec", "mbean": CAMEL, "operation": "suspend()"}]],
         "what is no request": [1, None, "x", {}], "deep": "[" * 50000, "nothing": "", "a text": '"x"', "thousands": [{"type": "version"}] * 5000}


@each(GROUP, {"in a list: " + name: body for name, body in BULKS.items()})
def bulk(c, body):
    reply = ask(c, body)
    if '"operation"' in reply.text and '"status":200' in reply.text:
        raise Broken("one is done: " + reply.text[:300])
    if "Started" not in ask(c, {"type": "read", "mbean": CAMEL, "attribute": "State"}).text:
        raise Broken("Camel is not running")


@each(GROUP, {"a user who is " + role: role for role in ("viewer", "operator", "editor")})
def user(c, role):
    name = f"console{role}"
    c.call("POST", "/api/users", {"name": name, "role": role, "password": "password-123456"})
    basic = {"Authorization": "Basic " + base64.b64encode(f"{name}:password-123456".encode()).decode()}
    session = c.call("POST", "/login", f"username={name}&password=password-123456", None, {"Content-Type": "application/x-www-form-urlencoded"})
    for headers in (basic, {"Cookie": session.headers.get("Set-Cookie", "").split(";")[0]}):
        for path in ("/actuator", "/actuator/jolokia/version", "/actuator/hawtio/index.html", "/actuator/prometheus"):
            reply = c.call("GET", path, None, None, headers)
            if reply.status < 400 or reply.status >= 500:
                raise Broken(f"{path} answers {reply.status}")
