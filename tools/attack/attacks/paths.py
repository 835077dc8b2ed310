"""Catalog paths: what looks like another path must not be outside of the restricted ones."""

from kit import Broken, each, playbook

GROUP = "3 paths"

ODD = {
    "line separator": "tenants/red\u2028/x", "paragraph separator": "tenants/\u2029x", "next line": "tenants/re\u0085d/x",
    "line feed": "tenants/red\n/x", "carriage return": "tenants/\rred/x", "vertical tab": "tenants/red\u000b/x",
    "tab": "tenants/red\t/x", "form feed": "tenants/re\fd/x", "escape": "tenants/red\u001b[2J/x",
    "two slashes": "tenants//red/x", "a dot": "tenants/./red/x", "dots": "ops/../tenants/red/x", "dots at the end": "tenants/red/..",
    "a slash before": "/tenants/red/x", "a slash behind": "tenants/red/x/", "a backslash": "tenants\\red\\x",
    "zero width": "tenants\u200b/red/x", "direction": "\u202etenants/red/x", "a fullwidth slash": "tenants\uff0fred/x",
    "a division slash": "tenants\u2215red/x", "percent": "tenants%2Fred/x", "a blank at the end": "tenants/red/x ",
    "a no-break space": "tenants\u00a0/red/x", "a byte order mark": "\ufefftenants/red/x", "a soft hyphen": "ten\u00adants/red/x",
    "a combining sign": "tenants/re\u0301d/x", "a cyrillic letter": "t\u0435nants/red/x", "a tag character": "tenants/red/x\U000e0041",
    "a question mark": "tenants/red/x?y", "a hash": "tenants/red#x", "an asterisk": "tenants/*/x", "braces": "tenants/{{ 1 }}/x",
    "very long": "tenants/" + "x" * 5000,
}


@each(GROUP, ODD)
def odd(c, path):
    code = f"result = open('{c.canary_file}').read()"
    reply = c.register(playbook(path, [{"step": "start", "tool": {"kind": "python", "code": code}}]))
    if reply.status >= 500:
        raise Broken(f"register answers {reply.status}: {reply.text[:200]}")
    if reply.status == 200:
        run = c.execute(path)
        c.no_canary(run.text)
        raise Broken("it was registered: " + reply.text[:200])


DOORS = {
    "the editor's save": ("POST", "/api/catalog/playbook/content"),
    "the editor's save, by path": ("PUT", "/api/catalog/playbooks/content"),
}


@each(GROUP, {"a path beside the document's": {"path": "ops/x"}, "a name beside the document's": {"name": "../../ops/x"},
              "a resource type beside it": {"resource_type": "Playbook\u2028"}})
def beside(c, more):
    path = c.path("tenants/red")
    document = playbook(path, [{"step": "start", "tool": {"kind": "python", "code": f"result = open('{c.canary_file}').read()"}}])
    import json
    c.call("POST", "/api/catalog/register", dict({"content": json.dumps(document)}, **more), "editor")
    for named in (path, more.get("path", path)):
        c.no_canary(c.execute(named).text)
