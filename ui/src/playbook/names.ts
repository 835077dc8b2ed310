import { yamlLanguage } from '@codemirror/lang-yaml';

type Tree = ReturnType<typeof yamlLanguage.parser.parse>;
type SyntaxNode = Tree['topNode'];

/** A part of a document that is being written: what can be read of it, each entry with its place. */
type Part =
  | { is: 'map'; entries: Entry[] }
  | { is: 'list'; items: { from: number; part: Part }[] }
  | { is: 'text'; text: string };
interface Entry {
  key: string;
  from: number;
  part: Part;
}

const NOTHING: Part = { is: 'text', text: '' };
/** Deeper members are rarely written in a template, and there may be very many. */
const DEPTH = 4;

const OUTPUT = [
  'status',
  'data',
  'error',
  'error.kind',
  'error.message',
  'error.code',
  'error.retryable',
  'error.status_code',
  'http',
  'pg',
  'py',
  'meta',
];
/** What a template finds in every playbook. */
const EVERYWHERE = [
  'workload',
  'payload',
  'vars',
  'ctx',
  'iter',
  'step',
  'args',
  'keychain',
  'output',
  ...OUTPUT.map((name) => `output.${name}`),
  'event',
  'event.name',
  'event.step',
  'execution_id',
  'catalog_id',
  'response',
  'result',
  'error',
];

const VALUES = ['BlockMapping', 'FlowMapping', 'BlockSequence', 'FlowSequence', 'Literal', 'QuotedLiteral'];

function read(text: string, node: SyntaxNode | null): Part {
  switch (node?.name) {
    case 'BlockMapping':
    case 'FlowMapping':
      return {
        is: 'map',
        entries: node.getChildren('Pair').flatMap((pair): Entry[] => {
          const key = read(text, pair.getChild('Key')?.firstChild ?? null);
          return key.is === 'text' && key.text !== ''
            ? [{ key: key.text, from: pair.from, part: read(text, valueOf(pair)) }]
            : [];
        }),
      };
    case 'BlockSequence':
    case 'FlowSequence':
      return {
        is: 'list',
        items: node.getChildren('Item').map((item) => ({ from: item.from, part: read(text, valueOf(item)) })),
      };
    case 'Literal':
      return { is: 'text', text: text.slice(node.from, node.to) };
    case 'QuotedLiteral':
      return { is: 'text', text: text.slice(node.from + 1, node.to - 1) };
    default:
      return NOTHING;
  }
}

function valueOf(node: SyntaxNode): SyntaxNode | null {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (VALUES.includes(child.name)) return child;
  }
  return null;
}

const entriesOf = (part: Part): Entry[] => (part.is === 'map' ? part.entries : []);
const at = (part: Part, key: string): Part => entriesOf(part).find((e) => e.key === key)?.part ?? NOTHING;
const textOf = (part: Part): string => (part.is === 'text' ? part.text : '');

/** The hole that one is writing, and the quote that it leaves open, would take what follows for their own. */
function closed(text: string, pos: number): string {
  const from = text.lastIndexOf('\n', pos - 1) + 1;
  const open = text.lastIndexOf('{{', pos);
  if (open < from || text.slice(open, pos).includes('}}')) return text;
  const end = text.indexOf('\n', pos) < 0 ? text.length : text.indexOf('\n', pos);
  const shut = text.slice(pos, end).indexOf('}}');
  const to = shut >= 0 ? pos + shut + 2 : pos;
  const quote = /(["'])[^"']*$/.exec(text.slice(from, open))?.[1];
  const left = quote !== undefined && !text.slice(to, end).includes(quote);
  const hole = 'x'.repeat(to - open - (left ? 1 : 0)) + (left ? quote : '');
  return text.slice(0, open) + hole + text.slice(to);
}

function documentOf(text: string, pos: number): Part {
  const whole = closed(text, pos);
  const document = yamlLanguage.parser.parse(whole).topNode.getChild('Document');
  return read(whole, document && valueOf(document));
}

function stepsIn(document: Part): { from: number; part: Part }[] {
  const workflow = at(document, 'workflow');
  return workflow.is === 'list' ? workflow.items : [];
}

function around(document: Part, pos: number): Part {
  return stepsIn(document).findLast((step) => step.from <= pos)?.part ?? NOTHING;
}

function tasksIn(step: Part): { label: string; part: Part }[] {
  const tool = at(step, 'tool');
  if (tool.is !== 'list') return [];
  return tool.items.map(({ part }, i) => {
    const named = textOf(at(part, 'name'));
    const only = entriesOf(part).length === 1 ? entriesOf(part)[0] : undefined;
    if (named) return { label: named, part };
    return only?.part.is === 'map' ? { label: only.key, part: only.part } : { label: `task_${i}`, part };
  });
}

function members(prefix: string, part: Part, add: (name: string) => void, depth = 1): void {
  for (const entry of entriesOf(part)) {
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) continue;
    add(`${prefix}${entry.key}`);
    if (depth < DEPTH) members(`${prefix}${entry.key}.`, entry.part, add, depth + 1);
  }
}

/** What is set anywhere: ctx.a as ctx.a and, as a bare name is found, as a; iter.a and step.a as they are. */
function written(entry: Entry, add: (name: string) => void): void {
  const draft = /^set_(ctx|iter)$/.exec(entry.key)?.[1];
  if (entry.key !== 'set' && entry.key !== 'vars' && draft === undefined) return;
  for (const { key } of entriesOf(entry.part)) {
    if (!/^[A-Za-z_][\w.]*$/.test(key)) continue;
    const scope = draft ?? /^(ctx|iter|step)\./.exec(key)?.[1] ?? 'ctx';
    const name = key.replace(/^(ctx|iter|step)\./, '');
    add(`${scope}.${name}`);
    if (scope === 'ctx') add(name);
  }
}

function every(part: Part, visit: (entry: Entry) => void): void {
  if (part.is === 'list') part.items.forEach((item) => every(item.part, visit));
  for (const entry of entriesOf(part)) {
    visit(entry);
    every(entry.part, visit);
  }
}

/** The names that a template finds, at a place of the text. */
export function namesOf(text: string, pos = text.length): string[] {
  const names = new Set(EVERYWHERE);
  const add = (name: string) => void names.add(name);
  const document = documentOf(text, pos);
  stepNames(document).forEach(add);
  members('workload.', at(document, 'workload'), add);
  members('', at(document, 'workload'), add);
  const keychain = at(document, 'keychain');
  for (const { part } of keychain.is === 'list' ? keychain.items : []) {
    const name = textOf(at(part, 'name'));
    if (!name) continue;
    add(`keychain.${name}`);
    add(name);
    members(`keychain.${name}.`, at(part, 'map'), add);
    members(`${name}.`, at(part, 'map'), add);
  }
  every(document, (entry) => {
    written(entry, add);
    const iterator = entry.key === 'loop' ? textOf(at(entry.part, 'iterator')) : '';
    if (iterator) [iterator, `iter.${iterator}`, 'iter.index', 'loop_index'].forEach(add);
  });
  const step = around(document, pos);
  const tasks = tasksIn(step);
  for (const { label, part } of tasks) {
    [label, `results.${label}`, '_prev', '_task', '_attempt'].forEach(add);
    given(part, add);
  }
  given(step, add);
  given(at(step, 'tool'), add);
  return [...names];
}

function given(part: Part, add: (name: string) => void): void {
  for (const key of ['input', 'args']) for (const entry of entriesOf(at(part, key))) add(entry.key);
}

const stepNames = (document: Part): string[] =>
  stepsIn(document)
    .map(({ part }) => textOf(at(part, 'step')))
    .filter((name) => name !== '');

/** The steps of a text. */
export function stepsOf(text: string, pos = text.length): string[] {
  return stepNames(documentOf(text, pos));
}

/** The tasks of the step that a place is in. */
export function tasksOf(text: string, pos: number): string[] {
  return tasksIn(around(documentOf(text, pos), pos)).map((task) => task.label);
}

/** Whether `- step:` on this line names where an arc leads, not a step of its own. */
export function isTarget(text: string, pos: number): boolean {
  const lines = text.slice(0, pos).split('\n');
  const column = /^\s*/.exec(lines.pop() ?? '')?.[0].length ?? 0;
  for (const line of lines.reverse()) {
    const indent = /^\s*/.exec(line)?.[0].length ?? 0;
    if (/^\s*(#|$)/.test(line) || indent > column || (indent === column && line[column] === '-')) continue;
    return /^[\s-]*["']?(arcs|next)["']?:\s*(#.*)?$/.test(line);
  }
  return false;
}
