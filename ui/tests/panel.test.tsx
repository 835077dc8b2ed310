import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Data from '../src/execution/Data';
import { StepPanel } from '../src/execution/StepPanel';

const call = (number: number) => ({
  number,
  event_id: String(number),
  status: 'FAILED',
  started_at: `2026-12-01T10:00:0${number}Z`,
  ended_at: `2026-12-01T10:00:0${number}.500Z`,
  again: 'retry',
  error: 'no luck',
  stack_trace: `trace of ${number}`,
  token: '1',
});
const run = {
  step: 'flaky',
  kind: 'python',
  status: 'FAILED',
  token: '1',
  issued_at: '2026-12-01T10:00:00Z',
  started_at: '2026-12-01T10:00:01Z',
  ended_at: '2026-12-01T10:00:03Z',
  attempts: 2,
  items: null,
};

function answer(path: string): unknown {
  if (path.includes('/steps/flaky/calls')) return { calls: [call(1), call(2)] };
  if (path.includes('/calls')) return { calls: [] };
  if (path.includes('/graph')) return { nodes: [{ name: 'flaky' }, { name: 'later' }], edges: [] };
  if (path.includes('/state'))
    return {
      variables: { total: 3, rows: [1, 2] },
      results: {},
      cut: ['/variables/rows', '/results/start'],
    };
  return { pointer: '', type: 'number', value: 1, offset: 0, has_more: false, cut: [] };
}

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(new Response(JSON.stringify(answer(path)))));
});
afterEach(() => vi.unstubAllGlobals());

const at = (address: string, what: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[address]}>{what}</MemoryRouter>
    </QueryClientProvider>,
  );
const panel = (step: string, runs: unknown[]) => (
  <StepPanel id="1" step={step} catalogId="2" runs={runs as never} close={() => {}} />
);

describe('an attempt', () => {
  it('has an address, which marks and opens it, and its log', async () => {
    const { container } = at('/executions/1/steps/flaky?attempt=2', panel('flaky', [run]));
    const second = (await screen.findByText('Attempt 2')).closest('li') as HTMLElement;
    expect(second.getAttribute('aria-current')).toBe('true');
    expect(container.querySelectorAll('li[aria-current]')).toHaveLength(1);
    expect(within(second).getByRole('button', { name: 'Traceback' }).getAttribute('aria-expanded')).toBe(
      'true',
    );
    expect(within(second).getByRole('link', { name: 'Show its log' }).getAttribute('href')).toBe(
      '/executions/1/logs/flaky?from=2026-12-01T10%3A00%3A02Z&to=2026-12-01T10%3A00%3A02.500Z',
    );
    const first = screen.getByText('Attempt 1').closest('li') as HTMLElement;
    expect(within(first).getByRole('button', { name: 'Traceback' }).getAttribute('aria-expanded')).toBe(
      'false',
    );
    const writes = userEvent.setup();
    await writes.click(within(first).getByRole('button', { name: 'Copy the address of attempt 1' }));
    expect(await navigator.clipboard.readText()).toMatch(/\/executions\/1\/steps\/flaky\?attempt=1$/);
  });
  it('that was not made is said to be missing', async () => {
    at('/executions/1/steps/flaky?attempt=9', panel('flaky', [run]));
    expect(await screen.findByText('There is no attempt 9')).toBeDefined();
  });
});

describe('a step', () => {
  it('that the playbook does not have is said to be missing', async () => {
    at('/executions/1/steps/nosuch', panel('nosuch', []));
    expect(await screen.findByText('There is no step nosuch')).toBeDefined();
    expect(screen.queryByText('Show its log')).toBeNull();
  });
  it('that has not run yet is not', async () => {
    at('/executions/1/steps/later', panel('later', []));
    expect(await screen.findByText('Show its log')).toBeDefined();
    expect(screen.queryByText('There is no step later')).toBeNull();
  });
});

describe('what was set', () => {
  it('is shown with its templates, and where it is cut', async () => {
    at('/executions/1/data/@variables', <Data id="1" steps={[]} step="@variables" />);
    expect(await screen.findByRole('button', { name: 'Copy its template: {{ ctx.total }}' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Copy its template: {{ ctx.rows[1] }}' })).toBeDefined();
    expect(screen.getAllByText('shown in part')).toHaveLength(1);
  });
});
