import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import { isTarget, namesOf, stepsOf, tasksOf } from './names';

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
        options: namesOf(text, context.pos).map((label): Completion => ({ label, type: 'variable' })),
        validFor: /^[\w.]*$/,
      };
    }
    const target = /(next|to|step):\s*\[?\{?\s*(?:step:\s*)?["']?([\w-]*)$/.exec(before);
    if (target && (!/^\s*-\s*step:/.test(before) || isTarget(text, context.pos))) {
      // A rule jumps to a task of its step.
      const tasks = target[1] === 'to' ? tasksOf(text, context.pos) : [];
      const word = target[2] ?? '';
      return {
        from: context.pos - word.length,
        options: (tasks.length > 0 ? tasks : stepsOf(text, context.pos)).map((label) => ({
          label,
          type: 'function',
        })),
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
