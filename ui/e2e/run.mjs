// Whole journeys in a real browser against a running server: node e2e/run.mjs URL [FOLDER-FOR-SCREENSHOTS]
// CHROMIUM names the browser. With LOCKED_URL (a locked server) and ADMIN_PASSWORD people sign in there, too. Prints each journey; fails if one did. Every page is looked at by axe, too.
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const base = (process.argv[2] ?? 'http://127.0.0.1:8082').replace(/\/$/, '');
const shots = process.argv[3] ?? '../target/ui-shots';
/** A pattern: only journeys whose name has it are walked. */
const only = process.env.ONLY;
const PATIENCE = Number(process.env.PATIENCE ?? 60_000);
const ui = `${base}/ui`;
const path = `journeys/orders_${Date.now()}`;
mkdirSync(shots, { recursive: true });

const playbook = `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: orders, path: ${path}, labels: {team: journeys}}
workload:
  limit: 3
  city: Berlin
workflow:
  - step: start
    tool: {kind: python, code: "def main(): print('needle in the log'); return {'rows': [{'id': i} for i in range(5)]}"}
    next: [{step: each}]
  - step: each
    loop: {in: "{{ start.rows }}", iterator: row, mode: parallel}
    tool: {kind: python, code: "def main(row): print('row', row['id']); return row['id']", args: {row: "{{ row }}"}}
    next: [{step: check}]
  - step: check
    tool:
      kind: python
      args: {limit: "{{ workload.limit }}"}
      code: |
        def main(limit):
            if limit < 10:
                raise ValueError("limit is too small")
            return limit
`;

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
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 },
  timezoneId: 'Europe/Berlin',
  permissions: ['clipboard-read', 'clipboard-write'],
});
context.setDefaultTimeout(PATIENCE);
const page = await context.newPage();
const said = [];
page.on('console', (message) => {
  const at = message.location();
  if (message.type() === 'error')
    said.push(`${message.text()} (${at.url}:${at.lineNumber}, on ${page.url()})`);
});
page.on('pageerror', (error) => said.push(error.message));

let failed = 0;
let first = '';
/** What the run of the form left behind, for the journeys that go on with it. */
const started = () => {
  if (!first) throw new Error('no execution was started from the form');
  return first;
};
async function journey(name, walk) {
  if (only && !name.match(only)) return;
  const begun = Date.now();
  try {
    await walk();
    console.log(`ok ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${String(error.message ?? error).slice(0, 1500)}`);
    await shoot(`failed-${failed}`).catch(() => {});
  }
}
// A hidden caret would be a style sheet within the page, which the page's policy refuses.
const shoot = (name) => page.screenshot({ path: `${shots}/${name}.png`, caret: 'initial' });
const call = async (method, at, body) => {
  const reply = await fetch(base + at, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${method} ${at}: ${reply.status} ${await reply.text()}`);
  return reply.json();
};
const expect = (truth, what) => {
  if (!truth) throw new Error(what);
};

await journey('a browser that opens the server is led to the console', async () => {
  await page.goto(base);
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
  expect(page.url().startsWith(`${ui}/`), page.url());
});

await journey('the editor shows a problem at its line, and saves the text without it', async () => {
  await page.goto(`${ui}/editor`);
  const editor = page.locator('.code-editor .cm-content');
  const write = async (text) => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await page.keyboard.press('Control+v');
  };
  await write(playbook.replace('step: check}', 'step: chek}'));
  await page
    .getByText(/Line 14: PB\d+/)
    .first()
    .waitFor();
  expect(
    await page.getByRole('button', { name: 'Save as the next version' }).isDisabled(),
    'a broken text can be saved',
  );
  await write(playbook);
  await page.getByText('No problems').waitFor();
  await page.getByRole('button', { name: 'Save as the next version' }).click();
  await page.getByRole('heading', { name: path, level: 1 }).waitFor();
});

await journey('a run is started from the form and fails where one sees it', async () => {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByLabel('city').fill('Hamburg');
  await page.getByLabel('Labels (name=value, one a line)').fill('customer=acme');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Step "check" failed').waitFor();
  first = page.url().split('/').pop().split('?')[0];
  await page.getByText('limit is too small').first().waitFor();
  await page.getByRole('region', { name: 'Steps over time' }).getByText('each').waitFor();
  await shoot('failure');
});

await journey('the items of a loop open, and the step shows its attempts and result', async () => {
  started();
  await page.getByRole('button', { name: 'Show what is in each' }).click();
  await page.getByRole('link', { name: 'item 4' }).waitFor();
  await page.getByRole('link', { name: 'Show the step' }).click();
  await page.getByText('Attempt 1').waitFor();
});

await journey('the log is searched by the server', async () => {
  await page.goto(`${ui}/executions/${started()}/logs`);
  await page.getByText('needle in the log').waitFor();
  await page.getByRole('textbox', { name: 'Search the whole log' }).fill('no such line');
  await page.getByText('No line matches').waitFor();
  await page.getByRole('textbox', { name: 'Search the whole log' }).fill('NEEDLE');
  await page.getByText('needle in the log').waitFor();
});

await journey('the log of an item has what that item printed', async () => {
  await page.goto(`${ui}/executions/${started()}/steps/each?item=3`);
  await page.locator('.panel').getByRole('link', { name: 'Show its log' }).click();
  await page.getByText('row 3').waitFor();
  expect((await page.locator('.log-line').count()) === 1, 'lines of other items are shown, too');
  expect(page.url().includes('item=3'), page.url());
});

await journey('a parent opens into its children, and these into their steps', async () => {
  const parent = `${path}_parent`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: parent, path: ${parent}}
workflow:
  - step: start
    tool: {kind: playbook, path: ${path}, args: {limit: 12}}
`,
  });
  const { execution_id: id } = await call('POST', '/api/execute', { path: parent });
  await page.goto(`${ui}/executions/${id}`);
  await page.locator('h1 + .status', { hasText: 'Succeeded' }).waitFor();
  await page.getByRole('button', { name: 'Show what is in start' }).click();
  await page.getByRole('button', { name: `Show the steps of ${path}` }).click();
  await page.getByRole('region', { name: 'Steps over time' }).getByRole('link', { name: 'check' }).waitFor();
  await shoot('children-open');
  await page.getByRole('tab', { name: /Children/ }).click();
  await page.getByRole('link', { name: path, exact: true }).click();
  await page.getByRole('navigation', { name: 'Part of' }).getByRole('link', { name: parent }).waitFor();
});

await journey('the graph shows the way that was taken', async () => {
  await page.goto(`${ui}/executions/${started()}/graph`);
  await page.locator('.react-flow__node').nth(2).waitFor();
  await page.locator('.edge-taken').first().waitFor({ state: 'attached' });
  await shoot('graph');
});

await journey('it runs again from the step with a changed value, and succeeds', async () => {
  await page.goto(`${ui}/executions/${started()}`);
  await page.getByRole('button', { name: 'Rerun from here' }).click();
  await page.getByRole('dialog').getByLabel('limit').fill('12');
  await page.getByRole('dialog').getByRole('button', { name: 'Rerun', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.includes(started()) && /executions\/\d+/.test(url.pathname));
  await page.locator('h1 + .status', { hasText: 'Succeeded' }).waitFor();
});

await journey('a value is read in parts, and gives its template', async () => {
  await page.goto(`${ui}/executions/${started()}/data/start`);
  await page.getByText('"rows"').or(page.getByText('rows:')).first().waitFor();
  await page
    .getByRole('button', { name: /Copy its template: \{\{ start\.rows \}\}/ })
    .waitFor({ state: 'attached' });
});

await journey('an event says all that it holds, its result in parts', async () => {
  const heavy = [];
  const listen = (reply) => {
    if (/\/events\?/.test(reply.url()) && !/heads=true|page_size=1&references=true/.test(reply.url()))
      heavy.push(reply.url());
  };
  page.on('response', listen);
  await page.goto(`${ui}/executions/${started()}/events`);
  await page.locator('tr.row', { hasText: 'step.exit' }).first().getByRole('button').click();
  await page.locator('.events .trace').waitFor();
  await page.locator('.events .tree').getByText('rows:').waitFor();
  await shoot('event');
  page.off('response', listen);
  expect(heavy.length === 0, `events were read with all that they hold: ${heavy.join(', ')}`);
});

await journey('many are run again, after one was told what would happen', async () => {
  await page.goto(`${ui}/executions?path=${encodeURIComponent(path)}&status=FAILED`);
  await page.getByRole('checkbox', { name: `Select execution ${started()}` }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Rerun', exact: true }).click();
  await page.getByText('1 executions are meant. Nothing has been done yet.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Rerun 1' }).click();
  await page.getByText('What happened').waitFor();
  await page.getByRole('dialog').getByText('1 done').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
});

await journey('a version is compared with the one before', async () => {
  await call('POST', '/api/catalog/register', { content: playbook.replace('limit: 3', 'limit: 30') });
  await page.goto(`${ui}/playbooks/${path}?tab=versions`);
  await page.locator('.code-editor.diff .cm-changedLine').first().waitFor();
});

await journey('the keyboard goes from page to page and from row to row', async () => {
  await page.goto(`${ui}/playbooks`);
  await page.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
  await page.locator('tr.row').first().waitFor();
  await page.keyboard.press('j');
  await page.locator('tr.row.active').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/executions\/\d+/);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
});

await journey('a question that an execution asks is answered, and it goes on', async () => {
  const asking = `journeys/asking_${Date.now()}`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: asking, path: ${asking}}
workflow:
  - step: ask
    tool:
      kind: approval
      title: Load ${asking}?
      form: [{name: reason, kind: string, required: true}]
    next: {arcs: [{step: load}]}
  - step: load
    tool: {kind: noop, result: {loaded: "{{ ask['values'].reason }}"}}
    next: {arcs: []}
`,
  });
  const { execution_id: asked } = await call('POST', '/api/execute', { path: asking });
  await page.goto(`${ui}/approvals`);
  await page.getByRole('link', { name: `Load ${asking}?` }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel(/reason/i).fill('tested');
  await shoot('approval');
  await form.getByRole('button', { name: 'approve', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.goto(`${ui}/executions/${asked}`);
  await page.locator('h1 + .status', { hasText: 'Succeeded' }).waitFor();
});

await journey('a subscription shows what could start nothing, sends it again, and is paused', async () => {
  const early = `apiVersion: noetl.io/v2
kind: Subscription
metadata: {name: early, path: e2e/early}
spec: {source: webhook, ingress: {path: e2e/early}, dispatch: e2e/later}
`;
  await call('POST', '/api/catalog/register', { content: early });
  const refused = await fetch(`${base}/api/hooks/e2e/early`, { method: 'POST', body: '{"id": 7}' });
  expect(refused.status === 422, `the message was not refused: ${refused.status}`);
  const later = `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: later, path: e2e/later}
workload: {id: 0}
workflow:
  - step: start
    tool: {kind: noop, result: "{{ workload.id }}"}
    next: {arcs: []}
`;
  await call('POST', '/api/catalog/register', { content: later });
  await page.goto(`${ui}/subscriptions`);
  const row = page.locator('tr.row', { hasText: 'e2e/early' });
  await row.getByRole('button', { name: '1 letter' }).click();
  await page.getByRole('button', { name: 'Send again' }).first().click();
  await page.getByText('The letter was sent again').waitFor();
  await row.getByRole('button', { name: 'Pause' }).click();
  await row.getByText('Paused', { exact: true }).waitFor();
  await shoot('subscriptions');
  await row.getByRole('button', { name: 'Resume' }).click();
  await row.getByText('Active', { exact: true }).waitFor();
});

await journey('the run form has what the playbook says of its workload', async () => {
  const form = `journeys/form_${Date.now()}`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: form, path: ${form}, description: Loads one region}
workload:
  region: eu  # ui:enum=[eu, us] # ui:description=Where the shop is
  token: ""  # ui:secret
  shop:
    # ui:description=As customers see it
    name: main
    size: {rows: 3}
workflow:
  - step: start
    tool: {kind: noop, result: {region: "{{ workload.region }}", rows: "{{ workload.shop.size.rows }}"}}
`,
  });
  await page.goto(`${ui}/playbooks/${form}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Loads one region').waitFor();
  await dialog.getByText('Where the shop is').waitFor();
  await dialog.getByRole('group', { name: 'shop' }).getByText('As customers see it').waitFor();
  expect((await dialog.getByLabel('token').getAttribute('type')) === 'password', 'a secret is shown');
  await dialog.getByLabel('region').selectOption('us');
  await dialog.getByRole('group', { name: 'size' }).getByLabel('rows').fill('4711');
  await shoot('run-form');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await page.locator('h1 + .status', { hasText: 'Succeeded' }).waitFor();
  await page.goto(`${page.url()}/data/start`);
  await page.getByText('"us"').first().waitFor();
  await page.getByText('4711').first().waitFor();
});

await journey('the tests of a playbook are run, fail at their line, and are kept', async () => {
  await page.goto(`${ui}/playbooks/${path}?tab=tests`);
  const editor = page.locator('.tests .cm-content');
  await editor.waitFor();
  await page.getByText('Not kept yet').waitFor();
  const text = `apiVersion: noetl.io/v2
kind: PlaybookTest
path: ${path}
tests:
  - name: enough
    payload: {limit: 12}
    expect: {status: COMPLETED}
  - name: too little
    payload: {limit: 3}
    expect: {status: COMPLETED}
`;
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press('Control+v');
  await page.getByRole('button', { name: 'Run tests' }).click();
  await page.getByText('1 of 2 tests passed').waitFor();
  await page.locator('.test-list').getByRole('button', { name: 'Line 8' }).waitFor();
  await page.getByRole('progressbar', { name: 'Steps' }).waitFor();
  await shoot('tests');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByText('Kept on the server').waitFor();
  await page.reload();
  await page.getByText('Kept on the server').waitFor();
  await page.getByRole('textbox', { name: 'Only names with' }).fill('enough');
  await page.getByRole('button', { name: 'Run tests' }).click();
  await page.getByText('1 of 1 tests passed').waitFor();
});

await journey('what starts a playbook from outside stands on its page', async () => {
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Subscription
metadata: {name: orders_hook, path: ${path}_hook}
spec: {source: webhook, ingress: {path: ${path}}, dispatch: ${path}}
`,
  });
  await page.goto(`${ui}/playbooks/${path}?tab=triggers`);
  await page.getByRole('link', { name: `${path}_hook` }).waitFor();
  await page.getByText(`/api/hooks/${path}`).waitFor();
});

await journey('an entry of a keychain is written, shown nowhere, and deleted', async () => {
  await page.goto(`${ui}/keychain`);
  await page.getByText('Choose a playbook').waitFor();
  await page.getByRole('combobox', { name: 'Path of a playbook' }).fill(path);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('Nothing is kept for this version').waitFor();
  await page.getByRole('button', { name: 'New entry' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('shop_token');
  await dialog.getByLabel(/^Data/).fill('{"token": "veiled-4711"}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const row = page.locator('tr.row', { hasText: 'shop_token' });
  await row.waitFor();
  await shoot('keychain-entry');
  expect(!(await page.content()).includes('veiled-4711'), 'the secret is shown');
  await row.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing is kept for this version').waitFor();
});

await journey(
  'a schedule is made, changed without losing its version, counted back and deleted',
  async () => {
    await page.goto(`${ui}/playbooks/${path}?tab=schedules`);
    await page.getByRole('link', { name: 'New schedule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill(`nightly ${path}`);
    await dialog.getByLabel(/^Version/).fill('1');
    await dialog.getByLabel('Time zone').fill('Europe/Berlin');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.locator('tr.row', { hasText: `nightly ${path}` });
    await row.getByRole('button', { name: 'Change' }).click();
    await dialog.getByLabel('Cron expression').fill('30 4 * * *');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('30 4 * * *').waitFor();
    const { items } = await call('GET', '/api/schedules');
    const kept = items.find((one) => one.name === `nightly ${path}`);
    expect(kept.playbook_version === 1, `the version was lost: ${kept.playbook_version}`);
    await row.getByRole('button', { name: 'The next times' }).click();
    await row.locator('.times li').nth(9).waitFor();
    await page
      .getByRole('region', { name: 'The next five weeks' })
      .getByText(`nightly ${path}: 1 run`)
      .first()
      .waitFor();
    await shoot('schedules');
    await row.getByRole('button', { name: 'Backfill' }).click();
    await dialog.getByLabel('From').fill('2026-11-01T00:00');
    await dialog.getByLabel('To (without)').fill('2026-11-03T00:00');
    await dialog.getByRole('button', { name: 'Count first' }).click();
    await dialog.getByText('2 runs are due in this time').waitFor();
    await dialog.getByRole('button', { name: 'Start 2 runs' }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await row.getByRole('button', { name: 'Pause' }).click();
    await row.getByText('Paused').waitFor();
    await row.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
  },
);

await journey(
  "NoETL's own page lists, runs and follows an execution by its calls, and no event is lost",
  async () => {
    const own = `journeys/noetl_page_${Date.now()}`;
    await call('POST', '/api/catalog/register', {
      content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: noetl_page, path: ${own}}
workload: {n: 3}
workflow:
  - step: start
    loop: {in: "{{ range(workload.n) }}", iterator: i, mode: parallel, max_in_flight: 20}
    tool: {kind: python, args: {i: "{{ i }}"}, code: "def main(i): return i"}
    next: [{step: end}]
  - step: end
    tool: {kind: noop}
`,
    });
    await call('GET', '/api/health');
    await call('GET', '/api/dashboard/stats');
    const catalog = await call('POST', '/api/catalog/list', { resource_type: 'Playbook' });
    expect(
      catalog.entries.some((entry) => entry.path === own),
      'the catalog lacks the playbook',
    );
    const form = await call('GET', `/api/catalog/${own}/ui_schema`);
    expect(form.fields[0].name === 'n', 'the run dialog has no form');
    const { execution_id: id } = await call('POST', '/api/execute', { path: own, payload: { n: 150 } });
    expect(typeof id === 'string', 'an id is no text');
    // As the page does: what JSON.parse made of an event's id is what tells it from others, and what it goes on behind.
    const seen = new Map();
    let newest = null;
    let detail;
    const take = (page) => page.events.forEach((event) => seen.set(event.event_id, event));
    do {
      const since = newest === null ? '?page=1&page_size=100' : `?since_event_id=${newest}`;
      detail = await call('GET', `/api/executions/${id}${since}`);
      take(detail);
      newest = detail.events[0]?.event_id ?? newest;
      await new Promise((later) => setTimeout(later, 150));
    } while (!['COMPLETED', 'FAILED', 'CANCELLED'].includes(detail.status));
    expect(detail.status === 'COMPLETED', detail.status);
    take(await call('GET', `/api/executions/${id}?since_event_id=${newest}`));
    // Those before the first page are read as one scrolls down.
    for (let number = 1, next = true; next; number++) {
      const older = await call('GET', `/api/executions/${id}?page=${number}&page_size=100`);
      take(older);
      next = older.pagination.has_next;
      if (!next)
        expect(
          seen.size === older.pagination.total_events,
          `${seen.size} of ${older.pagination.total_events} events were told apart`,
        );
    }
    expect(
      [...seen.values()].filter((event) => event.event_type === 'step.exit' && event.node_name === 'start')
        .length >= 150,
      'ends of items are missing',
    );
    const listed = await call('GET', '/api/executions');
    const rows = Array.isArray(listed) ? listed : listed.executions;
    expect(
      rows.some((row) => row.execution_id === id),
      'the list of executions lacks it',
    );
  },
);

/** An execution that has undone what it did, and one that waits. */
let undone = '';
let waits = '';
await journey('what was undone, and what is waited for, is told in words', async () => {
  const saga = `journeys/saga_${Date.now()}`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: saga, path: ${saga}}
workflow:
  - step: start
    tool: {kind: python, code: "def main(): return 1"}
    compensate: {kind: python, code: "def main(): return 'gone'"}
    next: rooms
  - step: rooms
    loop: {in: [a, b], iterator: room}
    tool: {kind: python, args: {room: "{{ room }}"}, code: "def main(room): return room"}
    compensate: {kind: python, code: "def main(): raise ValueError('the hotel refuses')", retry: {max_attempts: 1}}
    next: ship
  - step: ship
    tool: {kind: python, code: "def main(): raise ValueError('no ship')"}
`,
  });
  ({ execution_id: undone } = await call('POST', '/api/execute', { path: saga }));
  await page.goto(`${ui}/executions/${undone}`);
  await page.locator('h1 + .status', { hasText: 'Failed' }).waitFor();
  await page.getByRole('button', { name: 'What was undone: 1; 2 could not be undone' }).click();
  await page.locator('.undone').getByText('Not undone').first().waitFor();
  await page.locator('.undone').getByRole('link', { name: 'start' }).click();
  await page.locator('.panel').getByRole('heading', { name: 'start.compensate' }).waitFor();
  await shoot('undone');

  const waiting = `journeys/waiting_${Date.now()}`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: waiting, path: ${waiting}}
workflow:
  - step: start
    tool: {kind: wait, signal: paid, key: "${waiting}", timeout: 3600}
`,
  });
  ({ execution_id: waits } = await call('POST', '/api/execute', { path: waiting }));
  await page.goto(`${ui}/executions/${waits}`);
  await page.getByText('It is parked: all of it waits').waitFor();
  await page.getByText('waits for the signal').waitFor();
  await page.locator('.gantt-bar.waiting.within').waitFor();
  await page.getByRole('region', { name: 'Steps over time' }).getByRole('img', { name: 'Waiting' }).waitFor();
  await shoot('parked');
});

/** An execution that was tried again and held up. */
let held = '';
await journey('a wait between attempts and a pause are told apart from running', async () => {
  const late = `journeys/late_${Date.now()}`;
  await call('POST', '/api/catalog/register', {
    content: `apiVersion: noetl.io/v2
kind: Playbook
metadata: {name: late, path: ${late}}
workflow:
  - step: start
    tool: {kind: python, code: "def main(): raise ValueError('not yet')"}
    retry: {max_attempts: 3, initial_delay: 2, backoff_multiplier: 1, jitter: false}
    case:
      - when: "{{ event.name == 'call.error' }}"
        then: [{next: [{step: each}]}]
  - step: each
    loop: {in: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], iterator: n}
    tool: {kind: python, args: {n: "{{ n }}"}, code: "import time\\ndef main(n):\\n    time.sleep(1.5)\\n    return n"}
    next: [{step: last}]
  - step: last
    tool: {kind: noop}
`,
  });
  ({ execution_id: held } = await call('POST', '/api/execute', { path: late }));
  await page.goto(`${ui}/executions/${held}`);
  const gantt = page.getByRole('region', { name: 'Steps over time' });
  const row = (step) => gantt.locator('.gantt-row', { hasText: step });
  // What comes and goes is not waited for: a pause stays, and the loop takes 18 s without it.
  await row('each')
    .getByText(/[1-9] of \d+/)
    .waitFor();
  await call('POST', `/api/executions/${held}/pause`, { reason: 'a look' });
  await row('each').getByRole('img', { name: 'Paused' }).waitFor();
  await page.waitForTimeout(2000);
  await shoot('paused');
  await call('POST', `/api/executions/${held}/resume`);
  await page.locator('h1 + .status', { hasText: 'Succeeded' }).waitFor();
  await row('start').getByText('3 attempts · waited 4').waitFor();
  await row('each')
    .getByText(/12 of 12 items · paused/)
    .waitFor();
  expect((await row('start').locator('.gantt-bar.within').count()) === 2, 'the delays are not drawn');
  expect((await row('each').locator('.gantt-bar.paused').count()) === 1, 'the pause is not drawn');
  await page.getByRole('button', { name: 'start', exact: true }).click();
  await page.locator('.panel').getByText('after a wait of 2.0').first().waitFor();
  await shoot('held');
});

/** Where each page is, and what shows that it is all there. */
const pages = () => ({
  executions: ['/executions', 'tr.row'],
  execution: [`/executions/${started()}`, '.gantt-bar'],
  step: [`/executions/${started()}/steps/check`, '.panel .tree'],
  graph: [`/executions/${started()}/graph`, '.react-flow__node'],
  logs: [`/executions/${started()}/logs`, '.log-line'],
  data: [`/executions/${started()}/data/start`, '.tree'],
  events: [`/executions/${started()}/events`, 'tr.row'],
  children: [`/executions/${started()}/children`, 'h2'],
  state: [`/executions/${started()}/state`, '.state .trace'],
  playbooks: ['/playbooks', 'tr.row'],
  playbook: [`/playbooks/${path}`, '.react-flow__node'],
  editor: [`/playbooks/${path}?tab=editor`, '.cm-line'],
  versions: [`/playbooks/${path}?tab=versions`, '.cm-changedLine'],
  runs: [`/playbooks/${path}?tab=runs`, 'tr .status'],
  tests: [`/playbooks/${path}?tab=tests`, '.cm-line'],
  triggers: [`/playbooks/${path}?tab=triggers`, 'tr.row'],
  undone: [`/executions/${undone}`, '.undone'],
  parked: [`/executions/${waits}`, '.standing'],
  held: [`/executions/${held}`, '.gantt-bar.paused'],
  keychain: [`/keychain?path=${path}`, 'h2'],
  'playbook-schedules': [`/playbooks/${path}?tab=schedules`, 'h2'],
  routes: [`/playbooks/${path}?tab=routes`, '#tab-panel li'],
  new: ['/editor', '.cm-line'],
  approvals: ['/approvals', 'h1'],
  schedules: ['/schedules', 'h1'],
  subscriptions: ['/subscriptions', 'h1'],
  credentials: ['/credentials', 'h1'],
  keys: ['/keys', 'h1'],
  audit: ['/audit', 'tr.row'],
  servers: ['/servers', 'tr.row'],
  sql: ['/sql', '.cm-line'],
  login: ['/login', 'form'],
  gone: ['/no/such/page', 'h2'],
});
for (const theme of ['light', 'dark']) {
  for (const width of [1280, 400]) {
    await journey(`every page, ${theme}, ${width} px wide: axe finds nothing`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate((chosen) => localStorage.setItem('noetl.theme', chosen), theme);
      const found = [];
      for (const [name, [at, shows]] of Object.entries(pages())) {
        await page.goto(ui + at);
        await page.locator(shows).first().waitFor();
        await page.waitForFunction(() => !document.querySelector('.loading'));
        await shoot(`${name}-${theme}-${width}`);
        const result = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const v of result.violations)
          found.push(
            `${name}: ${v.id} ${v.nodes
              .slice(0, 3)
              .map((n) => n.target.join(' '))
              .join(' | ')}`,
          );
      }
      expect(found.length === 0, found.join('\n'));
    });
  }
}
const locked = process.env.LOCKED_URL?.replace(/\/$/, '');
if (locked) {
  const person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  person.setDefaultTimeout(PATIENCE);
  const screen = await person.newPage();
  screen.on('pageerror', (error) => said.push(error.message));
  const signIn = async (name, password) => {
    await screen.getByLabel('User name').fill(name);
    await screen.getByLabel('Password').fill(password);
    await screen.getByRole('button', { name: 'Sign in' }).click();
  };
  await journey('people sign in, see what their role may, and sign out', async () => {
    const viewer = `viewer${Date.now()}`;
    await screen.goto(`${locked}/ui/playbooks`);
    await signIn('admin', 'wrong');
    await screen.getByText('The name or the password is wrong.').waitFor();
    await signIn('admin', process.env.ADMIN_PASSWORD ?? '');
    await screen.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
    await screen.getByRole('button', { name: 'New playbook' }).waitFor();
    await screen.getByRole('link', { name: 'Keys and users' }).click();
    await screen.getByRole('button', { name: 'New user' }).click();
    const form = screen.getByRole('dialog');
    await form.getByLabel('User name').fill(viewer);
    await form.getByLabel('Password (at least 12 characters)').fill('long enough for one');
    await form.getByLabel('Role').selectOption('viewer');
    await form.getByRole('button', { name: 'Create' }).click();
    await screen.getByRole('cell', { name: viewer }).waitFor();
    await screen.getByRole('button', { name: 'Sign out' }).click();
    await screen.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(viewer, 'long enough for one');
    await screen.getByRole('heading', { name: 'Executions', level: 1 }).waitFor();
    expect(
      (await screen.getByRole('link', { name: 'Keys and users' }).count()) === 0,
      'a viewer is led to the keys',
    );
    await screen.goto(`${locked}/ui/playbooks`);
    await screen.getByRole('heading', { name: 'Playbooks', level: 1 }).waitFor();
    expect((await screen.getByRole('button', { name: 'New playbook' }).count()) === 0, 'a viewer may write');
    await screen.screenshot({ path: `${shots}/viewer.png`, caret: 'initial' });
    await screen.getByRole('button', { name: 'Sign out' }).click();
    await screen.goto(`${locked}/ui/executions`);
    await screen.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
  await person.close();
}
await journey('no page was refused anything by its own policy, and none had an error', async () => {
  const bad = said.filter((text) => !/status of 40[1349]|status of 422/.test(text));
  expect(bad.length === 0, [...new Set(bad)].join('\n'));
});

await browser.close();
console.log(`${failed === 0 ? 'all journeys passed' : `${failed} journeys failed`}`);
process.exit(failed === 0 ? 0 : 1);
