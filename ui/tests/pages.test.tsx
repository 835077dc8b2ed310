import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Refused } from '../src/api/client';
import { filterOf } from '../src/pages/Executions';
import { Problem } from '../src/parts/states';
import { StatusIcon, StatusLabel } from '../src/parts/status';

describe('how something stands', () => {
  it('is told by a word, not by colour alone', () => {
    render(<StatusLabel status="FAILED" />);
    expect(screen.getByText('Failed')).toBeDefined();
    render(<StatusIcon status="RUNNING" />);
    expect(screen.getByRole('img', { name: 'Running' })).toBeDefined();
  });
});

describe('an error', () => {
  it('says what failed, with its code and problems, and what to try', async () => {
    const retry = vi.fn();
    const problems = [{ code: 'PB0021', line: 7, message: 'unknown key', cure: 'Write next.' }];
    render(<Problem error={new Refused(422, 'It can not run', 'AP0424', problems as never)} retry={retry} />);
    expect(screen.getByText('It can not run')).toBeDefined();
    expect(screen.getByText(/Line 7: PB0021 unknown key Write next\./)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });
  it('of a role says so', () => {
    render(<Problem error={new Refused(403, 'The role viewer may not do this')} />);
    expect(screen.getByText(/Your role does not allow this/)).toBeDefined();
  });
});

describe('the filter of the address', () => {
  it('counts a span of time back from the minute that is now', () => {
    const now = Date.parse('2026-11-29T10:00:30Z');
    expect(filterOf(new URLSearchParams('range=1h&status=FAILED&page=3'), now)).toEqual({
      status: 'FAILED',
      from: '2026-11-29T09:00:00.000Z',
    });
    expect(filterOf(new URLSearchParams('range=1h&from=2026-01-01T00:00:00Z'), now).from).toBe(
      '2026-01-01T00:00:00Z',
    );
  });
});
