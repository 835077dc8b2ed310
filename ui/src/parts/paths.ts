/** The template that gives what stands at a pointer of a value: {{ step.rows[0].id }}. */
export function pathOf(root: string, pointer: string): string {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;
  const path = names
    .map((name) =>
      /^\d+$/.test(name)
        ? `[${name}]`
        : plain.test(name)
          ? `.${name}`
          : `['${name.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}']`,
    )
    .join('');
  return `{{ ${root}${path} }}`;
}

/** The columns of a list of objects; null for anything else. */
export function rowsOf(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const columns = new Set<string>();
  for (const row of value) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
    for (const name of Object.keys(row)) columns.add(name);
    if (columns.size > 60) return null;
  }
  return columns.size > 0 ? [...columns] : null;
}
