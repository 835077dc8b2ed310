import { Checkbox, FormGroup, TextArea, TextInput } from '@patternfly/react-core';
import { t } from '../texts';
import type { Field } from './form';

/** A field for each value, by its type; what is no text, number or truth is written as JSON. */
export function ValueFields({
  fields,
  values,
  wrong,
  set,
}: {
  fields: Field[];
  values: Record<string, string>;
  wrong: string[];
  set: (name: string, text: string) => void;
}) {
  return fields.map((field) => {
    const id = `value-${field.name}`;
    const bad = wrong.includes(field.name);
    if (field.type === 'boolean') {
      return (
        <Checkbox
          key={id}
          id={id}
          label={field.name}
          isChecked={values[field.name] === 'true'}
          onChange={(_, on) => set(field.name, String(on))}
        />
      );
    }
    return (
      <FormGroup key={id} label={field.name} fieldId={id}>
        {field.type === 'json' || field.text.includes('\n') ? (
          <TextArea
            id={id}
            className={field.type === 'json' ? 'code-area' : undefined}
            rows={3}
            autoResize
            value={values[field.name]}
            validated={bad ? 'error' : 'default'}
            onChange={(_, v) => set(field.name, v)}
          />
        ) : (
          <TextInput
            id={id}
            type={field.type === 'number' ? 'number' : 'text'}
            step="any"
            value={values[field.name]}
            validated={bad ? 'error' : 'default'}
            onChange={(_, v) => set(field.name, v)}
          />
        )}
        {bad && (
          <p className="hint bad">{field.type === 'number' ? t.playbooks.badNumber : t.playbooks.badJson}</p>
        )}
      </FormGroup>
    );
  });
}
