import {
  Button,
  Checkbox,
  FormSelect,
  FormSelectOption,
  MenuToggle,
  PageSection,
  SearchInput,
  Select,
  SelectList,
  SelectOption,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { api, query, type FoundExecution, type Schemas } from '../api/client';
import { BulkBar } from '../execution/BulkBar';
import { Histogram } from '../execution/Histogram';
import { SavedViews } from '../execution/SavedViews';
import { useChanges } from '../execution/live';
import { useMay } from '../parts/me';
import { useRows } from '../parts/shortcuts';
import { Empty, Loading, Problem } from '../parts/states';
import { StatusLabel } from '../parts/status';
import { Duration, Time } from '../parts/time';
import { t } from '../texts';

const statuses = ['PENDING', 'RUNNING', 'PAUSED', 'COMPENSATING', 'COMPLETED', 'FAILED', 'CANCELLED'];
const spans: Record<string, number> = { '1h': 3600, '24h': 86_400, '7d': 604_800, '30d': 2_592_000 };
const PAGE = 100;
const ROW = 44;

type Found = Schemas['FoundExecutions'];

/** The filter of the address, as the server reads it. A span of time is counted from the minute that is now. */
export function filterOf(params: URLSearchParams, now: number): Record<string, string> {
  const filter: Record<string, string> = {};
  for (const name of [
    'q',
    'status',
    'path',
    'label',
    'trigger',
    'started_by',
    'parent_execution_id',
    'roots',
    'from',
    'to',
  ]) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  const span = spans[params.get('range') ?? ''];
  if (span && !filter.from)
    filter.from = new Date(Math.floor(now / 60_000) * 60_000 - span * 1000).toISOString();
  return filter;
}

export default function Executions() {
  const [params, setParams] = useSearchParams();
  const [minute, setMinute] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const filter = useMemo(() => filterOf(params, minute), [params, minute]);
  const key = JSON.stringify(filter);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayAct = useMay('operator');
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [allMatching, setAllMatching] = useState(false);
  const [active, setActive] = useState(-1);
  const scroll = useRef<HTMLDivElement>(null);

  const set = useCallback(
    (changes: Record<string, string | null>) => {
      setParams((old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      });
      setSelected(new Set());
      setAllMatching(false);
      setActive(-1);
    },
    [setParams],
  );

  const found = useInfiniteQuery({
    queryKey: ['executions', key],
    queryFn: ({ pageParam, signal }) =>
      api.get<Found>(`/api/executions/search${query({ ...filter, limit: PAGE, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  });
  const total = useQuery({
    queryKey: ['executions-count', key],
    queryFn: ({ signal }) =>
      api.get<Found>(`/api/executions/search${query({ ...filter, limit: 1, count: true })}`, signal),
  });
  const { rows: changed, fresh, live, clear } = useChanges(filter);
  const rows = useMemo(
    () =>
      (found.data?.pages ?? [])
        .flatMap((page) => page.items)
        .map((row) => changed.get(row.execution_id) ?? row),
    [found.data, changed],
  );

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  useEffect(() => {
    if (lastShown >= rows.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [lastShown, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const mark = useCallback(
    (row: number) => {
      const id = rows[row]?.execution_id;
      if (!id) return;
      setAllMatching(false);
      setSelected((old) => {
        const next = new Set(old);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [rows],
  );
  const go = useCallback(
    (row: number) => {
      setActive(row);
      virtual.scrollToIndex(row);
    },
    [virtual],
  );
  const open = useCallback(
    (row: number) => {
      const id = rows[row]?.execution_id;
      if (id) navigate(`/executions/${id}`);
    },
    [rows, navigate],
  );
  useRows(rows.length, active, go, open, mark);

  const refresh = () => {
    clear();
    setMinute(Math.floor(Date.now() / 60_000) * 60_000);
    void client.invalidateQueries({ queryKey: ['executions'] });
    void client.invalidateQueries({ queryKey: ['executions-count'] });
    void client.invalidateQueries({ queryKey: ['counts'] });
  };
  const filtered = Object.keys(filter).length > 0;
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);

  return (
    <>
      <PageSection className="page-head">
        <div className="head-row">
          <Title headingLevel="h1">{t.executions.title}</Title>
          <span className={live ? 'live' : 'live off'} role="status">
            {live ? t.common.live : t.common.liveOff}
          </span>
          {total.data && (
            <span className="count">
              {t.executions.count(total.data.total ?? 0, total.data.total_is_more ?? false)}
            </span>
          )}
          <span className="grow" />
          <SavedViews current={params.toString()} choose={(view) => setParams(new URLSearchParams(view))} />
        </div>
        <Filters params={params} set={set} />
        <Histogram filter={filter} choose={(from, to) => set({ from, to, range: null })} />
      </PageSection>
      <PageSection className="page-body">
        {mayAct && selected.size > 0 && (
          <BulkBar
            ids={[...selected]}
            filter={filter}
            all={allMatching}
            canAll={filtered && selected.size < (total.data?.total ?? 0)}
            total={t.executions.count(total.data?.total ?? 0, total.data?.total_is_more ?? false)}
            chooseAll={() => setAllMatching(true)}
            done={() => {
              setSelected(new Set());
              setAllMatching(false);
              refresh();
            }}
          />
        )}
        {fresh > 0 && (
          <Button variant="link" onClick={refresh} className="fresh">
            {t.executions.fresh(fresh)}
          </Button>
        )}
        {found.isPending ? (
          <Loading />
        ) : found.isError ? (
          <Problem error={found.error} retry={() => void found.refetch()} />
        ) : rows.length === 0 ? (
          filtered ? (
            <Empty
              title={t.executions.noneTitle}
              search
              action={
                <Button variant="link" onClick={() => setParams(new URLSearchParams())}>
                  {t.executions.clear}
                </Button>
              }
            >
              {t.executions.noneBody}
            </Empty>
          ) : (
            <Empty title={t.executions.emptyTitle} action={<Link to="/playbooks">{t.nav.playbooks}</Link>}>
              {t.executions.emptyBody} <code>noetlctl exec PATH</code>
            </Empty>
          )
        ) : (
          <div className="virtual" ref={scroll} tabIndex={0} role="region" aria-label={t.executions.title}>
            <table className="grid executions-grid" aria-rowcount={rows.length}>
              <thead>
                <tr>
                  <th scope="col" className="c-check">
                    <Checkbox
                      id="select-shown"
                      aria-label={t.executions.selectAll}
                      isChecked={selected.size === 0 ? false : selected.size >= rows.length ? true : null}
                      onChange={(_, on) =>
                        setSelected(on ? new Set(rows.map((r) => r.execution_id)) : new Set())
                      }
                    />
                  </th>
                  <th scope="col" className="c-status">
                    {t.executions.columns.status}
                  </th>
                  <th scope="col">{t.executions.columns.path}</th>
                  <th scope="col" className="c-id">
                    {t.executions.columns.id}
                  </th>
                  <th scope="col" className="c-time">
                    {t.executions.columns.started}
                  </th>
                  <th scope="col" className="c-duration">
                    {t.executions.columns.duration}
                  </th>
                  <th scope="col" className="c-by">
                    {t.executions.columns.by}
                  </th>
                  <th scope="col" className="c-labels">
                    {t.executions.columns.labels}
                  </th>
                </tr>
              </thead>
              <tbody>
                {before > 0 && (
                  <tr aria-hidden="true" style={{ height: before }}>
                    <td colSpan={8} />
                  </tr>
                )}
                {shown.map((item) => {
                  const row = rows[item.index] as FoundExecution;
                  return (
                    <tr
                      key={row.execution_id}
                      aria-rowindex={item.index + 2}
                      className={item.index === active ? 'row active' : 'row'}
                      style={{ height: ROW }}
                    >
                      <td className="c-check">
                        <Checkbox
                          id={`select-${row.execution_id}`}
                          aria-label={t.executions.selectRow(row.execution_id)}
                          isChecked={allMatching || selected.has(row.execution_id)}
                          onChange={() => mark(item.index)}
                        />
                      </td>
                      <td className="c-status">
                        <StatusLabel status={row.status} />
                      </td>
                      <td className="c-path">
                        <Link to={`/executions/${row.execution_id}`} title={row.error ?? row.path}>
                          {row.path}
                        </Link>{' '}
                        <span className="dim">v{row.version}</span>
                        {row.error && <div className="row-error">{row.error}</div>}
                      </td>
                      <td className="c-id">
                        <code>{row.execution_id}</code>
                      </td>
                      <td className="c-time">
                        <Time at={row.started_at} />
                      </td>
                      <td className="c-duration">
                        <Duration from={row.started_at} to={row.ended_at} />
                      </td>
                      <td className="c-by">
                        {row.started_by ?? t.executions.triggers[row.trigger ?? ''] ?? row.trigger ?? '–'}
                      </td>
                      <td
                        className="c-labels"
                        title={Object.entries(row.labels)
                          .map(([name, value]) => `${name}: ${String(value)}`)
                          .join(', ')}
                      >
                        {Object.entries(row.labels).map(([name, value]) => (
                          <button
                            key={name}
                            type="button"
                            className="label"
                            onClick={() => set({ label: `${name}:${String(value)}` })}
                          >
                            {name}: {String(value)}
                          </button>
                        ))}
                      </td>
                    </tr>
                  );
                })}
                {after > 0 && (
                  <tr aria-hidden="true" style={{ height: after }}>
                    <td colSpan={8} />
                  </tr>
                )}
              </tbody>
            </table>
          </div>
        )}
      </PageSection>
    </>
  );
}

function Filters({
  params,
  set,
}: {
  params: URLSearchParams;
  set: (changes: Record<string, string | null>) => void;
}) {
  const [q, setQ] = useState(params.get('q') ?? '');
  const [openStatus, setOpenStatus] = useState(false);
  const given = params.get('q') ?? '';
  useEffect(() => setQ(given), [given]);
  useEffect(() => {
    if (q === given) return;
    const timer = setTimeout(() => set({ q: q || null }), 300);
    return () => clearTimeout(timer);
  }, [q, given, set]);
  const chosen = (params.get('status') ?? '').split(',').filter(Boolean);
  return (
    <div className="filters" role="search">
      <SearchInput
        data-page-search
        className="filter-wide"
        aria-label={t.executions.search}
        placeholder={t.executions.search}
        value={q}
        onChange={(_, value) => setQ(value)}
        onClear={() => setQ('')}
      />
      <Select
        isOpen={openStatus}
        onOpenChange={setOpenStatus}
        selected={chosen}
        onSelect={(_, value) => {
          const next = chosen.includes(String(value))
            ? chosen.filter((s) => s !== value)
            : [...chosen, String(value)];
          set({ status: next.join(',') || null });
        }}
        toggle={(ref) => (
          <MenuToggle ref={ref} onClick={() => setOpenStatus(!openStatus)} isExpanded={openStatus}>
            {t.executions.status}
            {chosen.length > 0 && `: ${chosen.map((s) => t.status[s]).join(', ')}`}
          </MenuToggle>
        )}
      >
        <SelectList>
          {statuses.map((status) => (
            <SelectOption key={status} value={status} hasCheckbox isSelected={chosen.includes(status)}>
              {t.status[status]}
            </SelectOption>
          ))}
        </SelectList>
      </Select>
      <Delayed
        name="path"
        label={t.executions.path}
        placeholder={t.executions.path}
        params={params}
        set={set}
      />
      <Delayed
        name="label"
        label={t.executions.label}
        placeholder={`${t.executions.label} ${t.executions.labelHint}`}
        params={params}
        set={set}
      />
      <FormSelect
        className="filter-select"
        aria-label={t.executions.trigger}
        value={params.get('trigger') ?? ''}
        onChange={(_, value) => set({ trigger: value || null })}
      >
        <FormSelectOption value="" label={`${t.executions.trigger}: ${t.executions.anyTrigger}`} />
        {Object.entries(t.executions.triggers).map(([value, label]) => (
          <FormSelectOption key={value} value={value} label={label} />
        ))}
      </FormSelect>
      <FormSelect
        className="filter-select"
        aria-label={t.executions.range}
        value={params.get('from') ? 'chosen' : (params.get('range') ?? 'all')}
        onChange={(_, value) => set({ range: value === 'all' ? null : value, from: null, to: null })}
      >
        {params.get('from') && <FormSelectOption value="chosen" label={t.executions.chosenRange} />}
        {Object.entries(t.executions.ranges).map(([value, label]) => (
          <FormSelectOption key={value} value={value} label={label} />
        ))}
      </FormSelect>
      <Checkbox
        id="roots"
        label={t.executions.roots}
        isChecked={params.get('roots') === 'true'}
        onChange={(_, on) => set({ roots: on ? 'true' : null })}
      />
      {[...params.keys()].length > 0 && (
        <Button
          variant="link"
          onClick={() => set(Object.fromEntries([...params.keys()].map((k) => [k, null])))}
        >
          {t.executions.clear}
        </Button>
      )}
    </div>
  );
}

/** A field that waits until one has written. */
function Delayed({
  name,
  label,
  placeholder,
  params,
  set,
}: {
  name: string;
  label: string;
  placeholder: string;
  params: URLSearchParams;
  set: (changes: Record<string, string | null>) => void;
}) {
  const given = params.get(name) ?? '';
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  useEffect(() => {
    if (text === given) return;
    const timer = setTimeout(() => set({ [name]: text || null }), 400);
    return () => clearTimeout(timer);
  }, [text, given, name, set]);
  return (
    <TextInput
      className="filter-text"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(_, value) => setText(value)}
    />
  );
}
