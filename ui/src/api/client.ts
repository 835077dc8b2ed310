import type { components } from './schema';

export type Schemas = components['schemas'];
export type FoundExecution = Schemas['FoundExecution'];
export type Overview = Schemas['ExecutionOverview'];
export type StepRun = Schemas['StepRun'];
export type StepItem = Schemas['StepItem'];
export type Graph = Schemas['PlaybookGraph'];
export type EventRow = Schemas['Event'];
/** A note says how something is read, and is no fault. */
export type PlaybookProblem = Omit<Schemas['PlaybookProblem'], 'severity'> & {
  severity: Schemas['PlaybookProblem']['severity'] | 'NOTE';
};
export type Status = Schemas['Status'];

export type LogLine = Schemas['Logs']['logs'][number];

/** What the server said when it refused, or that it did not answer. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: string = '',
    readonly problems: PlaybookProblem[] = [],
  ) {
    super(message);
  }
}

type Field = { loc?: unknown[]; msg?: string };

function sentence(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  if (Array.isArray(detail)) {
    return (detail as Field[]).map((f) => `${(f.loc ?? []).join('.')}: ${f.msg ?? ''}`).join('; ');
  }
  return JSON.stringify(detail);
}

export function csrf(): Record<string, string> {
  const cookie = document.cookie.split('; ').find((c) => c.startsWith('XSRF-TOKEN='));
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: {
        Accept: 'application/json',
        ...(method === 'GET' ? {} : csrf()),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new Refused(0, 'The server does not answer.');
  }
  const text = await response.text();
  if (!response.ok) {
    let problem: { detail?: unknown; code?: string; problems?: PlaybookProblem[] } = {};
    try {
      problem = JSON.parse(text) as typeof problem;
    } catch {
      problem = { detail: text.slice(0, 300) || response.statusText };
    }
    if (response.status === 401) window.dispatchEvent(new Event('noetl:signed-out'));
    throw new Refused(response.status, sentence(problem.detail), problem.code, problem.problems ?? []);
  }
  return (text === '' ? null : JSON.parse(text)) as T;
}

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal),
  post: <T>(path: string, body: unknown = {}) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  delete: <T>(path: string) => call<T>('DELETE', path),
};

/** A query string of what is set. */
export function query(params: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '' && value !== false)
      search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export const enc = encodeURIComponent;
