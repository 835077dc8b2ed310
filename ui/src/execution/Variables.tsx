import { useQuery } from '@tanstack/react-query';
import { api, enc, query } from '../api/client';
import { Empty, Loading, Problem } from '../parts/states';
import { ValueTree } from '../parts/ValueView';
import { t } from '../texts';

interface State {
  variables: Record<string, unknown>;
  cut: string[];
}

const PART = '/variables';

/** What its steps have set so far, with the template of each; of long values the beginnings. */
export function Variables({ id }: { id: string }) {
  const state = useQuery({
    queryKey: ['variables', id],
    queryFn: ({ signal }) =>
      api.get<State>(`/api/executions/${enc(id)}/state${query({ preview: true })}`, signal),
  });
  if (state.isPending) return <Loading />;
  if (state.isError) return <Problem error={state.error} retry={() => void state.refetch()} />;
  const { variables, cut } = state.data;
  if (Object.keys(variables).length === 0)
    return <Empty title={t.execution.noVariables}>{t.execution.noVariablesBody}</Empty>;
  const within = cut
    .filter((pointer) => pointer === PART || pointer.startsWith(`${PART}/`))
    .map((pointer) => pointer.slice(PART.length));
  return <ValueTree value={variables} cut={new Set(within)} root="ctx" />;
}
