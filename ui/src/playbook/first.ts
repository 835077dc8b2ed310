/** What a new playbook begins with. */
export const first = `apiVersion: noetl.io/v2
kind: Playbook
metadata:
  name: hello
  path: examples/hello
workload:
  name: world
workflow:
  - step: start
    tool:
      kind: python
      input:
        name: "{{ workload.name }}"
      code: |
        print(f"hello {name}")
        result = {"greeting": f"hello {name}"}
    set:
      ctx.greeting: "{{ output.greeting }}"
    next:
      arcs:
        - step: end

  - step: end
    tool:
      kind: python
      input:
        greeting: "{{ ctx.greeting }}"
      code: |
        result = {"said": greeting}
`;
