import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Editor from '../src/playbook/Editor';

interface Shown {
  value: string;
  lint: (text: string) => Promise<{ severity: string }[]>;
}
const marks: string[] = [];
vi.mock('../src/parts/CodeEditor', () => ({
  CodeEditor: ({ value, lint }: Shown) => {
    useEffect(
      () => void lint(value).then((found) => marks.push(...found.map((one) => one.severity))),
      [value, lint],
    );
    return null;
  },
}));
afterEach(() => vi.unstubAllGlobals());

const problem = (severity: string, code: string) => ({
  severity,
  code,
  message: 'm',
  cure: 'c',
  line: 1,
  column: 1,
});

function edit(problems: object[]) {
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(new Response(JSON.stringify(path.includes('validate') ? { valid: true, problems } : {}))),
  );
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <Editor path={null} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

describe('what the editor says of a playbook', () => {
  it('is that there is no problem, where there are notes alone', async () => {
    const { container } = edit([problem('NOTE', 'PB0001')]);
    expect(await screen.findByText('No problems, 1 note')).toBeDefined();
    expect(container.querySelector('.pf-m-info')).not.toBeNull();
    expect(container.querySelector('.pf-m-warning')).toBeNull();
    expect(marks).toEqual(['info']);
  });
  it('counts warnings as problems, and notes beside them', async () => {
    edit([problem('WARNING', 'PB0002'), problem('NOTE', 'PB0001'), problem('NOTE', 'PB0001')]);
    expect(await screen.findByText('1 problem, 2 notes')).toBeDefined();
  });
});
