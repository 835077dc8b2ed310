import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useNavigate } from 'react-router-dom';
import { enc, type StepRun } from '../api/client';
import { ValueView, type Source } from '../parts/ValueView';
import { t } from '../texts';
import { Variables } from './Variables';

/** What it was started with, what it gave, what was set, and what each step gave. */
export default function Data({ id, steps, step }: { id: string; steps: StepRun[]; step?: string }) {
  const navigate = useNavigate();
  const names = [...new Set(steps.map((s) => s.step))];
  const chosen = step ?? '@payload';
  const source: Source =
    chosen === '@payload'
      ? { of: 'payload' }
      : chosen === '@result'
        ? { of: 'result' }
        : { of: 'step', name: chosen };
  const root = chosen === '@payload' ? 'workload' : chosen === '@result' ? 'result' : chosen;
  return (
    <div className="data">
      <FormSelect
        className="filter-select"
        aria-label={t.execution.dataOf}
        value={chosen}
        onChange={(_, value) => navigate(`/executions/${id}/data/${enc(value)}`)}
      >
        <FormSelectOption value="@payload" label={t.execution.dataPayload} />
        <FormSelectOption value="@result" label={t.execution.dataResult} />
        <FormSelectOption value="@variables" label={t.execution.dataVariables} />
        {names.map((name) => (
          <FormSelectOption key={name} value={name} label={t.execution.dataStep(name)} />
        ))}
      </FormSelect>
      {chosen === '@variables' ? (
        <Variables id={id} />
      ) : (
        <ValueView key={chosen} id={id} source={source} root={root} />
      )}
    </div>
  );
}
