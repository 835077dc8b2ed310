"""Records what Jinja2 makes of templates, as rows for the tests.

    python3 tools/jinja-fuzz/record.py features.txt findings.jsonl … > rows.jsonl

A file of text has a template a line (\\n stands for a line end) and the context below; one of JSON lines has rows with
template and context, as fuzz.py --save writes them.
"""
import json
import random
import signal
import sys
import warnings

from fuzz import ADDRESS, environment, expected, on_alarm

warnings.simplefilter("ignore")

CONTEXT = {
    "s": "Hello, World", "s2": "it's \"q\" <b>", "long": "The quick brown fox jumps over the lazy dog, and then it does so again and again until the well-known end of the line",
    "long_list": ["an entry of some length number %d" % i for i in range(6)], "n": 7, "m": -2, "f": 2.5, "big": 12345678901234567890, "b": True, "nb": False, "none_v": None, "xs": [3, 1, 2],
    "d": {"a": 1, "b": "two", "c": None, "d": [1, 2], "e": {"f": 1.5}}, "d2": {"k": "v", "j": [1]}, "nested": {"items": [1, 2], "keys": "K", "get": "G", "x-y": 5},
    "rows": [{"id": 1, "name": "alice", "age": 30, "ok": True}, {"id": 2, "name": "bob", "age": 25, "ok": False}, {"id": 3, "name": "carol", "age": 35, "ok": True}],
    "tree": [{"name": "a", "kids": [{"name": "b", "kids": []}, {"name": "c", "kids": [{"name": "d"}]}]}, {"name": "e"}], "uni": "naïve ☃ 😀",
}


def rows_of(name):
    if name.endswith(".txt"):
        for line in open(name, encoding="utf-8"):
            yield {"template": line.rstrip("\n"), "context": CONTEXT}
    else:
        for line in open(name, encoding="utf-8"):
            yield json.loads(line)


def main():
    signal.signal(signal.SIGALRM, on_alarm)
    environments = {"": environment(False), "strict_": environment(True)}
    seen = set()
    for name in sys.argv[1:]:
        for row in rows_of(name):
            used = {k: v for k, v in row["context"].items() if k in row["template"]}
            record = {"template": row["template"], "context": used}
            key = json.dumps(record)
            if key in seen:
                continue
            seen.add(key)
            for prefix, env in environments.items():
                random.seed(0)
                result = expected(env, record)
                if result is None or ADDRESS.search(str(result)):
                    break
                name_of_value = prefix + ("expected" if "value" in result else "error")
                record[name_of_value] = result.get("value", result.get("error"))
            else:
                print(json.dumps(record))


if __name__ == "__main__":
    main()
