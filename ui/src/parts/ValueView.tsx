import { Button } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, enc, query, Refused, type Schemas } from '../api/client';
import { t } from '../texts';
import { Empty, Loading, Problem } from './states';
import { pathOf, rowsOf } from './paths';
import { useSay } from './toasts';

type Part = Schemas['ValuePart'];
export type Source = Record<string, string | null>;

/** A value as a tree or a table, read in parts: what is long is cut, and opened further where one asks. */
export function ValueView({ id, source, root }: { id: string; source: Source; root: string }) {
  const [asTable, setAsTable] = useState<boolean | null>(null);
  const [at, setAt] = useState('');
  const url = `/api/executions/${enc(id)}/value`;
  const parts = useInfiniteQuery({
    queryKey: ['value', id, JSON.stringify(source), at],
    queryFn: ({ pageParam, signal }) =>
      api.get<Part>(url + query({ ...source, pointer: at, offset: pageParam || null, limit: 100 }), signal),
    initialPageParam: 0,
    getNextPageParam: (last) =>
      last.has_more && Array.isArray(last.value)
        ? last.offset + last.value.length
        : last.has_more && last.type === 'object'
          ? last.offset + Object.keys(last.value as object).length
          : undefined,
  });
  if (parts.isPending) return <Loading />;
  if (parts.isError) {
    return parts.error instanceof Refused && parts.error.status === 404 ? (
      <Empty title={t.execution.noValue}>{t.execution.noValueBody}</Empty>
    ) : (
      <Problem error={parts.error} retry={() => void parts.refetch()} />
    );
  }
  const pages = parts.data.pages;
  const first = pages[0] as Part;
  const value =
    first.type === 'array'
      ? pages.flatMap((p) => p.value as unknown[])
      : first.type === 'object'
        ? Object.assign({}, ...pages.map((p) => p.value as object))
        : first.value;
  const cut = new Set(pages.flatMap((p) => p.cut));
  const columns = rowsOf(value);
  const table = columns !== null && (asTable ?? true);
  return (
    <div className="value">
      <div className="value-tools">
        <nav aria-label={t.execution.dataOf} className="pointer">
          <button type="button" className="linkish" onClick={() => setAt('')}>
            {root}
          </button>
          {at
            .split('/')
            .slice(1)
            .map((name, i, all) => (
              <button
                key={i}
                type="button"
                className="linkish"
                onClick={() => setAt(`/${all.slice(0, i + 1).join('/')}`)}
              >
                {' / '}
                {name.replace(/~1/g, '/').replace(/~0/g, '~')}
              </button>
            ))}
        </nav>
        <span className="grow" />
        {columns && (
          <Button variant="link" isInline onClick={() => setAsTable(!table)}>
            {table ? t.execution.asTree : t.execution.asTable}
          </Button>
        )}
        <a href={url + query({ ...source, download: 'true' })} download>
          {t.common.download}
        </a>
      </div>
      {table ? (
        <div className="scroll-table" tabIndex={0} role="region" aria-label={root}>
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">#</th>
                {columns.map((name) => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(value as Record<string, unknown>[]).map((row, i) => (
                <tr key={i}>
                  <th scope="row">{i}</th>
                  {columns.map((name) => (
                    <td key={name}>
                      <Leaf value={row[name]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <ul className="tree">
          <Node name={null} value={value} pointer="" base={at} root={root} cut={cut} go={setAt} depth={0} />
        </ul>
      )}
      {parts.hasNextPage && (
        <Button
          variant="secondary"
          isLoading={parts.isFetchingNextPage}
          onClick={() => void parts.fetchNextPage()}
        >
          {t.execution.showMore}
        </Button>
      )}
    </div>
  );
}

/** A value that is at hand, as a tree. */
export function ValueTree({ value, cut, root }: { value: unknown; cut: Set<string>; root: string }) {
  return (
    <ul className="tree">
      <Node name={null} value={value} pointer="" base="" root={root} cut={cut} depth={0} />
    </ul>
  );
}

function Leaf({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className="json-null">null</span>;
  if (typeof value === 'object') {
    const text = JSON.stringify(value);
    return <code>{text.length > 120 ? `${text.slice(0, 120)}…` : text}</code>;
  }
  return <span className={`json-${typeof value}`}>{String(value)}</span>;
}

function Node({
  name,
  value,
  pointer,
  base,
  root,
  cut,
  go,
  depth,
}: {
  name: string | null;
  value: unknown;
  pointer: string;
  base: string;
  root: string;
  cut: Set<string>;
  /** Opens what is cut; missing where there is no more to read. */
  go?: (pointer: string) => void;
  depth: number;
}) {
  const [open, setOpen] = useState(depth < 2);
  const say = useSay();
  const nested = typeof value === 'object' && value !== null;
  const entries: [string, unknown][] = !nested
    ? []
    : Array.isArray(value)
      ? value.map((v, i) => [String(i), v])
      : Object.entries(value as object);
  const copyPath = () => {
    void navigator.clipboard.writeText(pathOf(root, base + pointer));
    say(pathOf(root, base + pointer));
  };
  const brackets = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return (
    <li>
      <span className="tree-line">
        {nested ? (
          <button type="button" className="tree-name" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span>{' '}
            {name !== null && <span className="json-key">{name}: </span>}
            {brackets[0]}
            {!open && ` ${entries.length}${cut.has(pointer) ? '+' : ''} ${brackets[1]}`}
            {open && entries.length === 0 && brackets[1]}
          </button>
        ) : (
          <>
            {name !== null && <span className="json-key">{name}: </span>}
            <span className={`json-${value === null ? 'null' : typeof value}`}>
              {typeof value === 'string' ? JSON.stringify(value) : String(value)}
              {cut.has(pointer) && '…'}
            </span>
          </>
        )}
        {name !== null && (
          <button
            type="button"
            className="tree-copy"
            title={t.execution.copyPath}
            aria-label={`${t.execution.copyPath}: ${pathOf(root, base + pointer)}`}
            onClick={copyPath}
          >
            {'{{ }}'}
          </button>
        )}
        {cut.has(pointer) && pointer !== '' && go && (
          <button type="button" className="linkish" onClick={() => go(base + pointer)}>
            {t.execution.showMore}
          </button>
        )}
        {cut.has(pointer) && !go && <span className="dim">{t.execution.inPart}</span>}
      </span>
      {open && entries.length > 0 && (
        <ul>
          {entries.map(([key, child]) => (
            <Node
              key={key}
              name={key}
              value={child}
              pointer={`${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`}
              base={base}
              root={root}
              cut={cut}
              go={go}
              depth={depth + 1}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
