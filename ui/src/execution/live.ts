import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { query, type FoundExecution } from '../api/client';
import { Refresher } from './refresher';

/** Listens to a stream of the server; the browser comes back by itself where a connection broke. */
export function useStream(
  path: string | null,
  heard: (data: string, id: string) => void,
  type: string,
  ended?: (data: string) => void,
): boolean {
  const [live, setLive] = useState(false);
  const latest = useRef({ heard, ended });
  latest.current = { heard, ended };
  useEffect(() => {
    if (!path) return;
    const source = new EventSource(path);
    source.onopen = () => setLive(true);
    source.onerror = () => setLive(false);
    source.addEventListener(type, (event) => latest.current.heard(event.data as string, event.lastEventId));
    source.addEventListener('end', (event) => {
      source.close();
      setLive(false);
      latest.current.ended?.(event.data as string);
    });
    return () => {
      source.close();
      setLive(false);
    };
  }, [path, type]);
  return live;
}

/** Reads what is known of an execution again, each kind of it at its own pace, however often something is new. */
export function useRefresh(kinds: readonly string[], id: string): () => void {
  const client = useQueryClient();
  const refreshers = useRef<Refresher[]>([]);
  useEffect(() => {
    const mine = kinds.map((kind) => new Refresher(() => client.invalidateQueries({ queryKey: [kind, id] })));
    refreshers.current = mine;
    return () => mine.forEach((one) => one.stop());
  }, [client, kinds, id]);
  return useCallback(() => refreshers.current.forEach((one) => one.news()), []);
}

/** What has changed in a list since it was read: rows that are known, and how many are new. */
export function useChanges(filter: Record<string, string>) {
  // A row that leaves the status one looks at is news, too.
  const path = `/api/executions/changes${query({ ...filter, status: null })}`;
  const [rows, setRows] = useState<Map<string, FoundExecution>>(new Map());
  const [fresh, setFresh] = useState<Set<string>>(new Set());
  const since = useRef(Date.now());
  const clear = useCallback(() => {
    since.current = Date.now();
    setFresh(new Set());
  }, []);
  useEffect(clear, [path, clear]);
  const live = useStream(
    path,
    (data) => {
      const row = JSON.parse(data) as FoundExecution;
      setRows((old) => new Map(old).set(row.execution_id, row));
      if (Date.parse(row.started_at) > since.current) {
        setFresh((old) => (old.has(row.execution_id) ? old : new Set(old).add(row.execution_id)));
      }
    },
    'change',
  );
  return { rows, fresh: fresh.size, live, clear };
}
