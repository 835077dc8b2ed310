import type { Schemas } from '../api/client';

type Said = Schemas['UiField'];

export interface Field {
  /** That of a member has those that it stands in before its own. */
  name: string;
  type: 'text' | 'number' | 'boolean' | 'json' | 'object';
  text: string;
  /** The members of an object, and what each is called in it. */
  children?: { member: string; field: Field }[];
  description?: string;
  /** Not shown as it is written. */
  secret?: boolean;
  /** The texts to choose from. */
  options?: string[];
  /** Texts that are at hand; others are right, too. */
  suggestions?: string[];
}

/** Deeper objects are written as JSON. */
const DEPTH = 3;

/** The fields of a workload, each as its default is; an object has a field for each of its members. */
export function fieldsOf(workload: Record<string, unknown>): Field[] {
  return Object.entries(workload).map(([name, value]) => fieldOf(name, value, 1));
}

function fieldOf(name: string, value: unknown, depth: number): Field {
  if (typeof value === 'string') return { name, type: 'text', text: value };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { name, type: typeof value === 'number' ? 'number' : 'boolean', text: String(value) };
  const members =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (members.length === 0 || depth > DEPTH)
    return { name, type: 'json', text: value === null ? 'null' : JSON.stringify(value, null, 2) };
  return {
    name,
    type: 'object',
    text: '',
    children: members.map(([member, inner]) => ({
      member,
      field: fieldOf(`${name} › ${member}`, inner, depth + 1),
    })),
  };
}

/** What each field holds at first, by its name. */
export function textsOf(fields: Field[]): Record<string, string> {
  return Object.assign(
    {},
    ...fields.map((field) =>
      field.children ? textsOf(field.children.map((one) => one.field)) : { [field.name]: field.text },
    ),
  );
}

/** What a playbook's comments say of its workload (`# ui:enum=[a, b]`), laid over the fields. */
export function describedBy(fields: Field[], said: Said[], credentials: string[]): Field[] {
  const known = new Map(said.map((one) => [one.name, one]));
  return fields.map((field) => described(field, known.get(field.name), credentials));
}

function described(field: Field, one: Said | undefined, credentials: string[]): Field {
  if (!one) return field;
  const inner = new Map((one.children ?? []).map((child) => [child.name, child]));
  const options = (one.options ?? []).map(String);
  const glob = one.credential_glob;
  return {
    ...field,
    ...(one.description ? { description: one.description } : {}),
    ...(one.secret && field.type === 'text' ? { secret: true } : {}),
    ...(options.length > 0 && field.type === 'text' ? { options } : {}),
    ...(glob ? { suggestions: credentials.filter((name) => matches(glob, name)) } : {}),
    ...(field.children
      ? {
          children: field.children.map(({ member, field: child }) => ({
            member,
            field: described(child, inner.get(member), credentials),
          })),
        }
      : {}),
  };
}

/** Whether any field, or a member of one, names credentials. */
export function wantsCredentials(said: Said[]): boolean {
  return said.some((one) => one.credential_glob || wantsCredentials(one.children ?? []));
}

/** Whether a name is meant by a pattern in which * is any text. */
export function matches(glob: string, name: string): boolean {
  const parts = glob.split('*');
  const [first = '', ...rest] = parts;
  if (parts.length === 1) return glob === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** What was filled in, and the names of the fields that can't be read. */
export function payloadOf(
  fields: Field[],
  values: Record<string, string>,
): { payload: Record<string, unknown>; wrong: string[] } {
  const wrong: string[] = [];
  const payload = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, values, wrong)]));
  for (const name of wrong) delete payload[name];
  return { payload, wrong };
}

/** What a field holds; it is named among the wrong ones where that can't be read. */
function valueOf(field: Field, values: Record<string, string>, wrong: string[]): unknown {
  const text = values[field.name] ?? '';
  switch (field.type) {
    case 'text':
      return text;
    case 'boolean':
      return text === 'true';
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text))) wrong.push(field.name);
      return Number(text);
    case 'object':
      return Object.fromEntries(
        (field.children ?? []).map((one) => [one.member, valueOf(one.field, values, wrong)]),
      );
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        wrong.push(field.name);
        return null;
      }
  }
}

/**
 * What differs from the workload: what is left as it stands there is not sent, so that its templates are still filled in by
 * the run.
 */
export function changedOf(payload: unknown, workload: Record<string, unknown>): unknown {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return payload;
  return Object.fromEntries(
    Object.entries(payload).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(workload[name]),
    ),
  );
}

/** Whether a field, or a member of it, is no more what it was at first. */
export function isChanged(field: Field, values: Record<string, string>): boolean {
  return field.children
    ? field.children.some((one) => isChanged(one.field, values))
    : (values[field.name] ?? field.text) !== field.text;
}

/**
 * What was filled in, for a version whose workload may be another than that of the fields. The server lays what is sent over
 * the workload name by name, so that an object is sent whole: its members that nobody touched are those of that version.
 */
export function laidOver(
  fields: Field[],
  values: Record<string, string>,
  workload: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, over(field, values, workload[field.name])]));
}

function over(field: Field, values: Record<string, string>, now: unknown): unknown {
  if (!field.children || typeof now !== 'object' || now === null || Array.isArray(now))
    return valueOf(field, values, []);
  const members = now as Record<string, unknown>;
  const changed = field.children.filter((one) => isChanged(one.field, values));
  return {
    ...members,
    ...Object.fromEntries(
      changed.map(({ member, field: child }) => [member, over(child, values, members[member])]),
    ),
  };
}

/** Templates that nobody touched, but that are sent with their object, since another member was changed: the run fills in none. */
export function unfilledOf(fields: Field[], values: Record<string, string>): string[] {
  const leaves = (field: Field): Field[] =>
    field.children ? field.children.flatMap((one) => leaves(one.field)) : [field];
  return fields
    .filter((field) => field.children && isChanged(field, values))
    .flatMap(leaves)
    .filter((leaf) => /\{[{%]/.test(leaf.text) && !isChanged(leaf, values))
    .map((leaf) => leaf.name);
}

/** name=value, one a line. */
export function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.search(/[=:]/);
    if (at > 0) labels[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return labels;
}
