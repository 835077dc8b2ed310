import { Loading, Problem } from '../parts/states';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import { api, enc, query, type Graph, type Overview, type StepRun } from '../api/client';
import { FlowGraph } from '../parts/FlowGraph';
import { liveOf } from '../parts/flow';

/** The graph of the version that ran, with how each step stands and the ways that were taken. */
export default function FlowTab({
  execution,
  steps,
  chosen,
}: {
  execution: Overview;
  steps: StepRun[];
  chosen?: string;
}) {
  const navigate = useNavigate();
  const graph = useQuery({
    queryKey: ['graph', execution.catalog_id],
    queryFn: ({ signal }) =>
      api.get<Graph>(`/api/catalog/graph${query({ catalog_id: execution.catalog_id })}`, signal),
    staleTime: Infinity,
  });
  if (graph.isPending) return <Loading />;
  if (graph.isError) return <Problem error={graph.error} retry={() => void graph.refetch()} />;
  return (
    <FlowGraph
      graph={graph.data}
      live={liveOf(graph.data, steps)}
      chosen={chosen}
      choose={(name) => navigate(`/executions/${execution.execution_id}/steps/${enc(name)}`)}
    />
  );
}
