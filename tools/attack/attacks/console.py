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
