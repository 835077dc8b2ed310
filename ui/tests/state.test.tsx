import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../src/execution/StateTab';
import Execution from '../src/pages/Execution';

const asked: string[] = [];
const overview = {
  execution_id: '1',
  catalog_id: '2',
  path: 'a/big',
  version: 1,
  name: 'big',
  status: 'RUNNING',
  started_at: '2026-12-01T10:00:00Z',
  ended_at: null,
  error: null,
  labels: {},
  failure: null,
  cleanup: null,
  children: {},
  ancestors: [],
};
const state = {
  status: 'RUNNING',
  event_type: 'step.exit',
  node_name: 'start',
  at: null,
  variables: {},
  results: { start: { rows: ['first'] } },
  open: [{ token: '9', step: 'each', args: {}, items_done: [2, 0, 1] }],
  cut: ['/results/start/rows'],
};

function answer(path: string): unknown {
  asked.push(path);
  if (path.includes('/overview')) return overview;
  if (path.includes('/steps'))
    return { execution_id: '1', status: 'RUNNING', steps: [], waits: [], pauses: [] };
  if (path.includes('/state')) return state;
  const event = {
    event_id_text: '7',
    event_type: 'step.exit',
    node_name: 'start',
    at: '2026-12-01T10:00:01Z',
  };
  // One of many: each place of the run has an event of its own.
  const page = Number(/[?&]page=(\d+)/.exec(path)?.[1]);
  return { events: [{ ...event, event_id_text: String(page) }], total: 30_000, has_more: true };
}

class Source {
  constructor(path: string) {
    asked.push(path);
  }
  addEventListener() {}
  close() {}
}

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(new Response(JSON.stringify(answer(path)))));
  vi.stubGlobal('EventSource', Source);
});
afterEach(() => vi.unstubAllGlobals());

describe('the state of an execution with a big result', () => {
  it('is shown without any result whole', async () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <MemoryRouter initialEntries={['/executions/1/state']}>
          <Routes>
            <Route path="/executions/:id/:tab" element={<Execution />} />
          </Routes>
        </MemoryRouter>
      </QueryClientProvider>,
    );
    await screen.findByText(/"first"/, {}, { timeout: 20_000 });

    expect(screen.getByText('3 items are done', { exact: false })).toBeDefined();

    const events = asked.filter((path) => path.includes('/events'));
    expect(events).toContain('/api/executions/1/events?follow=true&heads=true');
    expect(events).toHaveLength(3);
    expect(events.every((path) => path.includes('heads=true'))).toBe(true);
    const states = asked.filter((path) => path.includes('/state'));
    expect(states).toContain('/api/executions/1/state?at=30000&preview=true');
    expect(states.every((path) => path.includes('preview=true'))).toBe(true);
    fireEvent.change(screen.getByRole('slider'), { target: { value: '15000' } });
    await screen.findByText('How it stood after event 15,000 of 30,000:', { exact: false });
    await waitFor(() => expect(asked).toContain('/api/executions/1/state?at=15000&preview=true'));
    expect(asked).toContain('/api/executions/1/events?page=15000&page_size=1&heads=true');
    expect(asked.filter((path) => !/\/(events|state|overview|steps)(\?|$)/.test(path))).toEqual([]);
  }, 60_000);
});
