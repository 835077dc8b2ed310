// What the server takes for the requests of the pages, and what the pages take in Chromium: node measure.mjs URL FILE-WITH-IDS REPS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../ui/package.json', import.meta.url))('playwright-core');
const [base, file, reps] = process.argv.slice(2);
const ids = JSON.parse(readFileSync(file, 'utf8'));
const SERVER = 300;
const HEAP = 300;
const INTERACTIVE = 1500;

const month = new Date(Date.now() - 31 * 86_400_000).toISOString();
const day = new Date(Date.now() - 86_400_000).toISOString();
const at = (id, rest) => `/api/executions/${id}/${rest}`;
const search = (rest) => `/api/executions/search?limit=100&${rest}`;

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)];
const timed = async (path) => {
  const begun = performance.now();
  const reply = await fetch(base + path);
  const bytes = (await reply.arrayBuffer()).byteLength;
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return { ms: performance.now() - begun, bytes };
};
const json = async (path) => (await fetch(base + path)).json();
const deep = async () => {
  const path = (size, cursor) =>
    `/api/executions/search?from=${month}&limit=${size}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
  let cursor = '';
  for (let i = 0; i < 20; i++) cursor = (await json(path(1000, cursor))).next_cursor;
  return path(100, cursor);
};

const requests = {
  'executions, the newest': search(''),
  'executions, 20,000 rows down': await deep(),
  'executions, failed ones of a month': search(`status=FAILED&from=${month}`),
  'executions of one playbook': search('path=bench/many/p7'),
  'executions, below a folder, of a day': search(`path=bench/many/*&from=${day}`),
  'executions with a label': search('label=team:t7'),
  'executions, words of their input': search('q=c4711'),
  'executions, a word that a quarter has': search('q=oslo'),
  'executions, a word that none has': search('q=atlantis'),
  'executions, counted (up to 10,000)': `/api/executions/search?limit=1&count=true`,
  'chart of a day': `/api/executions/counts?from=${day}&bucket=3600`,
  'chart of a month': `/api/executions/counts?from=${month}&bucket=86400`,
  'playbooks with their newest runs': '/api/catalog/playbooks',
  '10,000 items: steps': at(ids.loop, 'steps'),
  '10,000 items: how they are spread': at(ids.loop, 'steps/start/items?page=1&page_size=1&parts=100'),
  '10,000 items: a page in the middle': at(ids.loop, 'steps/start/items?page=10&page_size=500'),
  '10,000 items: overview': at(ids.loop, 'overview'),
  '10,000 items: a page of events': at(ids.loop, 'events?page_size=100'),
  '2,000 steps: steps': at(ids.steps, 'steps'),
  '2,000 steps: graph': '/api/catalog/graph?path=bench/steps',
  '200,000 lines: the end': at(ids.logs, 'logs?tail=500&count=true'),
  '200,000 lines: in the middle': at(ids.logs, 'logs?before=LINE&limit=500'),
  '200,000 lines: searched': at(ids.logs, 'logs?q=9999%20of%20item%2017&tail=500&count=true'),
  '200,000 lines: of one item': at(ids.logs, 'logs?item=13&tail=500&count=true'),
  '50 MB: overview': at(ids.result, 'overview'),
  '50 MB: the beginning': at(ids.result, 'value?of=step&name=start'),
  '50 MB: a part in the middle': at(ids.result, 'value?of=step&name=start&pointer=/rows/50000'),
  '50 MB: state, cut': at(ids.result, 'state?preview=true'),
};
const tail = await json(at(ids.logs, 'logs?tail=500'));
const line = String(BigInt(tail.logs[0].log_id) - (1n << 23n));
requests['200,000 lines: in the middle'] = requests['200,000 lines: in the middle'].replace('LINE', line);

let beyond = 0;
const judged = (value, bound) => {
  if (value > bound) beyond++;
  return value > bound ? `**${Math.round(value)}**` : String(Math.round(value));
};
console.log(`\n| the server's answer | kB | median, ms | p95, ms (at most ${SERVER}) |\n|---|---|---|---|`);
for (const [name, path] of Object.entries(requests)) {
  for (let i = 0; i < 3; i++) await timed(path);
  const all = [];
  let bytes = 0;
  for (let i = 0; i < Number(reps); i++) {
    const one = await timed(path);
    all.push(one.ms);
    bytes = one.bytes;
  }
  all.sort((a, b) => a - b);
  console.log(
    `| ${name} | ${Math.ceil(bytes / 1024)} | ${Math.round(quantile(all, 0.5))} | ${judged(quantile(all, 0.95), SERVER)} |`,
  );
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const gantt = 'Steps over time';
const pages = {
  'executions, 1,000,000': ['/executions?range=all', 'tr.row'],
  'steps, 10,000 items, opened': [
    `/executions/${ids.loop}`,
    '.gantt-bar',
    async (page) => {
      await page.getByRole('button', { name: 'Show what is in start' }).click();
      await page.getByRole('link', { name: 'item 3', exact: true }).waitFor();
    },
  ],
  'steps, 2,000': [`/executions/${ids.steps}`, '.gantt-bar'],
  'graph, 2,000 steps': [`/executions/${ids.steps}/graph`, '.react-flow__node'],
  'logs, 200,000 lines': [`/executions/${ids.logs}/logs`, '.log-line'],
  'events, 10,000 items': [`/executions/${ids.loop}/events`, 'tr.row'],
  'data, 50 MB': [`/executions/${ids.result}/data/start`, '.tree'],
  'state, 50 MB': [`/executions/${ids.result}/state`, '.state .trace'],
};

/** When the page is there and the browser has nothing long to do for half a second. */
const quiet = async (page, shows) => {
  await page.locator(shows).first().waitFor({ timeout: 60_000 });
  return page.evaluate(
    () =>
      new Promise((done) => {
        const there = performance.now();
        let last = there;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) last = Math.max(last, entry.startTime + entry.duration);
        }).observe({ type: 'longtask', buffered: true });
        const look = setInterval(() => {
          if (performance.now() - last > 500) {
            clearInterval(look);
            done(last);
          }
        }, 50);
      }),
  );
};

console.log(
  `\n| page | interactive, ms (first page at most ${INTERACTIVE}) | heap, MB (at most ${HEAP}) |\n|---|---|---|`,
);
for (const [name, [where, shows, then]] of Object.entries(pages)) {
  const times = [];
  let heap = 0;
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${base}/ui${where}`, { waitUntil: 'commit' });
    times.push(await quiet(page, shows));
    if (then) await then(page);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const { metrics } = await session.send('Performance.getMetrics');
    heap = Math.max(heap, metrics.find((one) => one.name === 'JSHeapUsedSize').value / 1e6);
    await context.close();
  }
  times.sort((a, b) => a - b);
  console.log(
    `| ${name} | ${judged(quantile(times, 0.5), name.startsWith('executions') ? INTERACTIVE : Infinity)} | ${judged(heap, HEAP)} |`,
  );
}

// Frames while a Gantt of 10,000 items scrolls, by the browser's own trace; what the machine has left for a browser at this time is told by
// an empty page that asks for frames.
const bare = await browser.newPage();
const free = await bare.evaluate(
  () =>
    new Promise((done) => {
      const begun = performance.now();
      let frames = 0;
      const next = (now) => (now - begun < 3000 ? (frames++, requestAnimationFrame(next)) : done(frames / 3));
      requestAnimationFrame(next);
    }),
);
await bare.close();
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
await page.goto(`${base}/ui/executions/${ids.loop}`);
await pages['steps, 10,000 items, opened'][2](page);
await browser.startTracing(page, {
  categories: [
    'devtools.timeline.frame',
    'disabled-by-default-devtools.timeline.frame',
    'disabled-by-default-devtools.timeline',
    'devtools.timeline',
    'toplevel',
    'benchmark',
    'cc',
  ],
});
// By the page itself, a bit further at each frame: what a wheel or a finger does as fast as it can.
await page.getByRole('region', { name: gantt }).evaluate(
  (region) =>
    new Promise((done) => {
      const begun = performance.now();
      const next = (now) => {
        region.scrollTop += 40;
        if (now - begun < 5000) requestAnimationFrame(next);
        else done();
      };
      requestAnimationFrame(next);
    }),
);
const trace = JSON.parse((await browser.stopTracing()).toString());
const drawn = trace.traceEvents
  .filter((event) => event.name === 'DrawFrame')
  .map((event) => event.ts / 1000)
  .sort((a, b) => a - b);
const gaps = drawn
  .slice(1)
  .map((ts, i) => ts - drawn[i])
  .sort((a, b) => a - b);
const tasks = trace.traceEvents.filter((event) => event.name === 'RunTask' && event.dur > 50_000).length;
// What the page itself works, by the processor's time of its main thread: the rest of a frame is the machine's.
const threads = new Map();
for (const { name, pid, tid, args } of trace.traceEvents) {
  if (name === 'thread_name' && args.name === 'CrRendererMain') threads.set(`${pid} ${tid}`, 0);
}
for (const { name, pid, tid, tdur = 0 } of trace.traceEvents) {
  const thread = `${pid} ${tid}`;
  if (name === 'RunTask' && threads.has(thread)) threads.set(thread, threads.get(thread) + tdur / 1000);
}
const worked = Math.max(...threads.values());
const rate = (drawn.length - 1) / ((drawn.at(-1) - drawn[0]) / 1000);
console.log(
  `\nGantt of 10,000 items, scrolled for 5 s: ${rate.toFixed(1)} frames a second; between two frames ${quantile(gaps, 0.5).toFixed(1)} ms at the median, ` +
    `${quantile(gaps, 0.95).toFixed(1)} ms at p95, ${gaps.at(-1).toFixed(0)} ms at most; ${tasks} tasks of more than 50 ms. The page's main thread used ${(worked / drawn.length).toFixed(1)} ms of the processor a frame. ` +
    `An empty page had ${free.toFixed(1)} frames a second.`,
);
await browser.close();
console.log(beyond === 0 ? 'all within the bounds' : `${beyond} beyond the bounds (bold)`);
