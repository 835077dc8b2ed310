import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Events from '../src/execution/Events';

const event = {
  event_id_text: '767117143451893761',
  event_type: 'step.exit',
  node_name: 'start',
  status: 'COMPLETED',
  at: '2026-12-01T10:00:00Z',
  meta: { token: '7' },
};
const asked: string[] = [];
const patience = { timeout: 20_000 };

function answer(path: string): unknown {
  asked.push(path);
  const url = new URL(path, 'http://here');
  if (url.pathname.endsWith('/value'))
    return {
      pointer: '',
      type: 'object',
      value: { shown: 'the beginning' },
      offset: 0,
      has_more: true,
      cut: [],
    };
  const held = url.searchParams.has('heads')
    ? { context: null, result: null }
    : { context: { args: { day: 'today' } }, result: { $ref: 'result:1', bytes: 50_000_000 } };
  return { events: [{ ...event, ...held }], has_more: false };
}

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(new Response(JSON.stringify(answer(path)))));
  // The list draws the rows in sight, and here nothing has a height.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(600);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the events of an execution', () => {
  it('are listed without what they hold, which is read in part of the one that is opened', async () => {
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Events id="1" running={false} />
      </QueryClientProvider>,
    );
    const row = await screen.findByRole('button', { name: 'step.exit' }, patience);
    expect(asked).toEqual(['/api/executions/1/events?page_size=500&heads=true']);

    await userEvent.click(row);

    await screen.findByText('"the beginning"', {}, patience);
    expect(screen.getByLabelText('step.exit').textContent).toContain('"day": "today"');
    expect(asked.slice(1)).toEqual([
      '/api/executions/1/events?after=767117143451893760&page_size=1&references=true',
      '/api/executions/1/value?of=event&name=767117143451893761&limit=100',
    ]);
  }, 60_000);
});
