"""Compares the template engine with Jinja2 on random templates.

    python3 tools/jinja-fuzz/fuzz.py --render "noetlctl render --jsonl" --seed 1 --count 100000

Both get the same rows; a row differs if the text differs, or the class or the message of the error. Rows whose result
Jinja2 itself does not repeat (addresses in memory) and rows that take it more than five seconds are left out.
"""
import argparse
import base64
import collections
import json
import random
import re
import shlex
import signal
import subprocess
import sys
import warnings

import jinja2

from generate import Generator

warnings.simplefilter("ignore")


ADDRESS = re.compile("0x[0-9a-f]{10}", re.I)


class TooSlow(BaseException):
    pass


def on_alarm(*_):
    raise TooSlow()


def environment(strict):
    undefined = jinja2.StrictUndefined if strict else jinja2.Undefined
    env = jinja2.Environment(loader=jinja2.BaseLoader(), undefined=undefined)
    env.filters["b64encode"] = lambda value: base64.b64encode(str(value).encode()).decode()
    return env


def expected(env, row):
    """What Jinja2 makes of a row; None if it cannot be compared."""
    signal.alarm(5)
    try:
        text = env.from_string(row["template"]).render(json.loads(json.dumps(row["context"])))
        text.encode()
        return {"value": text}
    except TooSlow:
        return None
    except UnicodeEncodeError:
        return None
    except Exception as e:  # noqa: BLE001 - the class is what is compared
        message = str(e).split(" (<template>, line ")[0] if isinstance(e, SyntaxError) else str(e)
        return {"error": type(e).__name__ + ": " + message}
    finally:
        signal.alarm(0)


def actual(command, rows, strict):
    arguments = shlex.split(command) + (["--strict"] if strict else [])
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run(arguments, input=lines, capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(rows):
        sys.exit("%d answers for %d rows\n%s" % (len(answers), len(rows), done.stderr[-2000:]))
    return answers


def kind(want, got):
    """equal, message (only the words differ), or what differs."""
    if want == got:
        return "equal"
    if "error" in want and "error" in got:
        return "message" if want["error"].split(":")[0] == got["error"].split(":")[0] else "class"
    return "value" if "value" in want and "value" in got else "outcome"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--render", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=10000)
    parser.add_argument("--show", type=int, default=30)
    parser.add_argument("--save", help="writes the rows that differ to this file, for --rows")
    parser.add_argument("--rows", help="takes the rows of this file (JSON lines) instead of making some")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, on_alarm)
    counts = collections.Counter()
    shown = collections.Counter()
    source = random.Random(options.seed)
    rows_of_file = [json.loads(line) for line in open(options.rows)] if options.rows else None
    todo = len(rows_of_file) if rows_of_file else options.count
    while todo > 0:
        size = min(todo, options.batch)
        if rows_of_file:
            rows = rows_of_file[len(rows_of_file) - todo:][:size]
        else:
            rows = []
            for _ in range(size):
                generator = Generator(random.Random(source.getrandbits(64)))
                rows.append({"template": generator.template(), "context": generator.context()})
        todo -= size
        for strict in (False, True):
            env = environment(strict)
            for row, got in zip(rows, actual(options.render, rows, strict)):
                want = expected(env, row)
                if want is None or ADDRESS.search(re.sub(r"\s|\\n", "", str(want))):
                    counts["left out"] += 1
                    continue
                what = kind(want, got)
                counts[what] += 1
                if what != "equal" and options.save:
                    with open(options.save, "a") as out:
                        out.write(json.dumps(row) + "\n")
                if what != "equal" and shown[what] < options.show:
                    shown[what] += 1
                    names = sorted(k for k in row["context"] if k in row["template"])
                    used = {k: row["context"][k] for k in names}
                    print("%s%s\n  %r\n  %s\n  want %s\n  got  %s" % (what, " strict" if strict else "", row["template"], json.dumps(used)[:600], want, got))
        print(dict(counts), flush=True)
    different = sum(v for k, v in counts.items() if k not in ("equal", "message", "left out"))
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
