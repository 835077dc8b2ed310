import type { Completion, CompletionSource } from '@codemirror/autocomplete';

/** The parts of a JSON Schema that help in the editor. */
export interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  then?: Schema;
  [other: string]: unknown;
}

function walk(schema: unknown, visit: (name: string, schema: Schema) => void, depth = 0): void {
  if (depth > 30 || typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema)) {
    schema.forEach((part) => walk(part, visit, depth + 1));
    return;
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && typeof value === 'object' && value !== null) {
      for (const [name, property] of Object.entries(value as Record<string, Schema>)) visit(name, property);
    }
    walk(value, visit, depth + 1);
  }
}

const cache = new WeakMap<Schema, Map<string, Schema>>();

/** Every property that the schema knows, the one with a description first. */
export function propertiesOf(schema: Schema): Map<string, Schema> {
  let found = cache.get(schema);
  if (!found) {
    const all = new Map<string, Schema>();
    walk(schema, (name, property) => {
      if (!all.get(name)?.description) all.set(name, property);
    });
    cache.set(schema, all);
    found = all;
  }
  return found;
}

/** What a key of a playbook means; null for none. */
export function describe(schema: Schema | null, word: string): string | null {
  return (schema && propertiesOf(schema).get(word)?.description) ?? null;
}

/** The names that stand in a text: its steps, and what its workload and vars have. */
export function namesOf(text: string): string[] {
  const names = new Set<string>(['workload', 'execution_id', 'event', 'response', 'error', 'result']);
  for (const match of text.matchAll(/^\s*-\s*step:\s*["']?([\w-]+)/gm)) names.add(match[1] as string);
  const workload = /^workload:\n((?:[ \t]+.*\n?|\n)*)/m.exec(text)?.[1] ?? '';
  for (const match of workload.matchAll(/^ {2}([A-Za-z_]\w*):/gm)) names.add(`workload.${match[1]}`);
  for (const match of text.matchAll(/iterator:\s*([A-Za-z_]\w*)/g)) names.add(match[1] as string);
  return [...names];
}

/** Names in templates, steps behind step:, values of an enumeration, keys of the schema elsewhere. */
export function completion(schema: Schema | null): CompletionSource {
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = context.state.sliceDoc(line.from, context.pos);
    const text = context.state.doc.toString();
    const open = before.lastIndexOf('{{');
    if (open >= 0 && !before.slice(open).includes('}}')) {
      const word = /[\w.]*$/.exec(before)?.[0] ?? '';
      return {
        from: context.pos - word.length,
        options: namesOf(text).map((label): Completion => ({ label, type: 'variable' })),
        validFor: /^[\w.]*$/,
      };
    }
    const target = /(?:next|to|step):\s*\[?\{?\s*(?:step:\s*)?["']?([\w-]*)$/.exec(before);
    if (target && !/^\s*-\s*step:/.test(before)) {
      const steps = [...text.matchAll(/^\s*-\s*step:\s*["']?([\w-]+)/gm)].map((m) => m[1] as string);
      return {
        from: context.pos - (target[1] ?? '').length,
        options: steps.map((label) => ({ label, type: 'function' })),
      };
    }
    const value = /([\w-]+):\s+["']?([\w-]*)$/.exec(before);
    if (value && schema) {
      const property = propertiesOf(schema).get(value[1] as string);
      const options = (property?.enum ?? (property?.const === undefined ? [] : [property.const])).map(
        (v) => ({ label: String(v), type: 'enum' }),
      );
      return options.length > 0 ? { from: context.pos - (value[2] ?? '').length, options } : null;
    }
    const key = /^[\s-]*([\w]*)$/.exec(before);
    if (key && schema && (context.explicit || (key[1] ?? '') !== '')) {
      return {
        from: context.pos - (key[1] ?? '').length,
        options: [...propertiesOf(schema)].map(([label, property]): Completion => ({
          label,
          apply: `${label}: `,
          type: 'property',
          info: property.description,
        })),
        validFor: /^\w*$/,
      };
    }
    return null;
  };
}
