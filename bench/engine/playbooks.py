"""The playbooks that bench.py runs: written for this project, one function a shape."""

HEAD = """apiVersion: noetl.io/v2
kind: Playbook
metadata:
  name: {name}
  path: bench/{name}
workload: {workload}
workflow:
"""

FIB = """  - step: {step}
    tool:
      kind: python
      code: |
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)

        def main():
            return {{"value": fib({n})}}
"""


def head(name, workload="{}"):
    return HEAD.format(name=name, workload=workload)


def chain(name, count, n):
    """Python steps one after the other, each fib(n)."""
    names = ["start"] + [f"step_{i}" for i in range(2, count)] + ["end"]
    text = head(name)
    for here, following in zip(names, names[1:] + [None]):
        text += FIB.format(step=here, n=n)
        if following:
            text += f"    next: [{{step: {following}}}]\n"
    return text


def fan(name, count, mode):
    """A loop of light items."""
    return head(name, f"{{items: {list(range(count))}}}") + f"""  - step: start
    loop: {{in: "{{{{ workload.items }}}}", iterator: item, mode: {mode}}}
    tool:
      kind: python
      code: |
        def main(item):
            return {{"value": item * 2}}
    args: {{item: "{{{{ item }}}}"}}
    next: [{{step: end}}]
  - step: end
    tool:
      kind: python
      code: |
        def main():
            return {{"done": True}}
"""


def http_sql(name, url):
    """100 rows by http, into PostgreSQL, counted."""
    return head(name, f'{{url: "{url}"}}') + """  - step: start
    tool: {kind: http, method: GET, url: "{{ workload.url }}"}
    next: [{step: insert}]
  - step: insert
    tool:
      kind: postgres
      auth: pg_local
      command: |
        DROP TABLE IF EXISTS public.bench_rows;
        CREATE TABLE public.bench_rows (id int primary key, name text, price numeric, qty int);
        INSERT INTO public.bench_rows
          SELECT * FROM json_populate_recordset(NULL::public.bench_rows, '{{ start.data | tojson }}');
    next: [{step: end}]
  - step: end
    tool: {kind: postgres, auth: pg_local, command: SELECT count(*) AS n FROM public.bench_rows}
"""


def chain_today(name, count, n):
    """The chain, in today's dialect: arcs."""
    names = ["start"] + [f"step_{i}" for i in range(2, count)] + ["end"]
    text = head(name)
    for here, following in zip(names, names[1:] + [None]):
        text += FIB.format(step=here, n=n)
        if following:
            text += f"    next: {{spec: {{mode: exclusive}}, arcs: [{{step: {following}}}]}}\n"
    return text


def tasks_today(name, count, n):
    """As much work as the chain, as one step's list of tasks."""
    text = head(name) + "  - step: start\n    tool:\n"
    for i in range(1, count + 1):
        text += f"""      - name: task_{i}
        kind: python
        code: |
          def fib(n):
              return n if n < 2 else fib(n - 1) + fib(n - 2)

          def main():
              return {{"value": fib({n})}}
        spec: {{policy: {{rules: [{{else: {{then: {{do: continue}}}}}}]}}}}
"""
    return text + "    next: {arcs: []}\n"


def fan_today(name, count, mode):
    """The loop of light items, in today's dialect."""
    return head(name, f"{{items: {list(range(count))}}}") + f"""  - step: start
    loop: {{in: "{{{{ workload.items }}}}", iterator: item, spec: {{mode: {mode}}}}}
    tool:
      kind: python
      input: {{item: "{{{{ iter.item }}}}"}}
      code: |
        def main(item):
            return {{"value": item * 2}}
    next: {{arcs: [{{step: end, when: "{{{{ event.name == 'loop.done' }}}}"}}]}}
  - step: end
    tool:
      kind: python
      code: |
        def main():
            return {{"done": True}}
"""


def http_sql_today(name, url):
    """100 rows by http, into PostgreSQL, counted; in today's dialect, with a policy that would retry."""
    return head(name, f'{{url: "{url}"}}') + """  - step: start
    tool:
      kind: http
      method: GET
      url: "{{ workload.url }}"
      spec:
        policy:
          rules:
            - when: "{{ output.status == 'error' and output.error.retryable }}"
              then: {do: retry, attempts: 3, delay: 1}
    next: {arcs: [{step: insert}]}
  - step: insert
    tool:
      kind: postgres
      auth: pg_local
      command: |
        DROP TABLE IF EXISTS public.bench_rows;
        CREATE TABLE public.bench_rows (id int primary key, name text, price numeric, qty int);
        INSERT INTO public.bench_rows
          SELECT * FROM json_populate_recordset(NULL::public.bench_rows, '{{ start.data | tojson }}');
    next: {arcs: [{step: end}]}
  - step: end
    tool: {kind: postgres, auth: pg_local, command: SELECT count(*) AS n FROM public.bench_rows}
"""


def nap(name, seconds):
    """One step that waits: what a waiting execution costs."""
    return head(name) + f"""  - step: start
    tool:
      kind: python
      code: |
        import time

        def main():
            time.sleep({seconds})
            return {{"slept": True}}
"""
