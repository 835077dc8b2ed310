/** Where a time stands between the beginning and the end, in percent. */
export interface Scale {
  from: number;
  to: number;
  left: (at: number) => number;
  width: (ms: number) => number;
}

export function scaleOf(from: string, to: string): Scale {
  const start = Date.parse(from);
  const end = Math.max(Date.parse(to), start + 1);
  const length = end - start;
  return {
    from: start,
    to: end,
    left: (at) => Math.min(100, Math.max(0, ((at - start) / length) * 100)),
    width: (ms) => Math.min(100, Math.max(0.15, (ms / length) * 100)),
  };
}

const steps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5,
  72e5, 216e5, 432e5, 864e5,
];

/** How long after the beginning a tick stands: 200 ms, 1.5 s, 2 min, 3 h. */
export function tickLabel(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1000) return `${ms} ms`;
  if (ms < 6e4) return `${ms / 1000} s`;
  if (ms < 36e5)
    return ms % 6e4 === 0 ? `${ms / 6e4} min` : `${Math.floor(ms / 6e4)} min ${(ms % 6e4) / 1000} s`;
  const hours = ms / 36e5;
  return hours < 72 ? `${Math.round(hours * 10) / 10} h` : `${Math.round(hours / 24)} d`;
}

/** Round times, not more than eight; none so near to the end that its label would not fit. */
export function ticks(scale: Scale): number[] {
  const length = scale.to - scale.from;
  const step = steps.find((s) => length / s <= 8) ?? Math.ceil(length / 8 / 864e5) * 864e5;
  const all: number[] = [];
  for (let at = 0; at <= length * 0.95; at += step) all.push(scale.from + at);
  return all;
}
