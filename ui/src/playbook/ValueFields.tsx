import {
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { t } from '../texts';
import type { Field } from './form';

/** A field for each value, by its type and what the playbook says of it; what is no text, number or truth is written as JSON. */
export function ValueFields({
  fields,
  labels,
  values,
  wrong,
  set,
}: {
  fields: Field[];
  /** What the fields are called, where it is not by their names: members of an object. */
  labels?: string[];
  values: Record<string, string>;
  wrong: string[];
  set: (name: string, text: string) => void;
}) {
  return fields.map((field, i) => {
    const id = `value-${field.name.replaceAll(' › ', '-')}`;
    const bad = wrong.includes(field.name);
    const value = values[field.name] ?? '';
    if (field.children) {
      return (
        <fieldset key={id} className="members">
          <legend>{labels?.[i] ?? field.name}</legend>
          {field.description && <p className="hint">{field.description}</p>}
          <ValueFields
            fields={field.children.map((one) => one.field)}
            labels={field.children.map((one) => one.member)}
            values={values}
            wrong={wrong}
            set={set}
          />
        </fieldset>
      );
    }
    if (field.type === 'boolean') {
      return (
        <Checkbox
          key={id}
          id={id}
          label={labels?.[i] ?? field.name}
          description={field.description}
          isChecked={value === 'true'}
          onChange={(_, on) => set(field.name, String(on))}
        />
      );
    }
    return (
      <FormGroup key={id} label={labels?.[i] ?? field.name} fieldId={id}>
        {field.options ? (
          <FormSelect id={id} value={value} onChange={(_, v) => set(field.name, v)}>
            {(field.options.includes(value) ? field.options : [value, ...field.options]).map((option) => (
              <FormSelectOption key={option} value={option} label={option} />
            ))}
          </FormSelect>
        ) : field.type === 'json' || (field.text.includes('\n') && !field.secret) ? (
          <TextArea
            id={id}
            className={field.type === 'json' ? 'code-area' : undefined}
            rows={3}
            autoResize
            value={value}
            validated={bad ? 'error' : 'default'}
            onChange={(_, v) => set(field.name, v)}
          />
        ) : (
          <TextInput
            id={id}
            type={field.type === 'number' ? 'number' : field.secret ? 'password' : 'text'}
            autoComplete={field.secret ? 'off' : undefined}
            step="any"
            list={field.suggestions ? `${id}-list` : undefined}
            value={value}
            validated={bad ? 'error' : 'default'}
            onChange={(_, v) => set(field.name, v)}
          />
        )}
        {field.suggestions && (
          <datalist id={`${id}-list`}>
            {field.suggestions.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        )}
        {field.description && <p className="hint">{field.description}</p>}
        {bad && (
          <p className="hint bad">{field.type === 'number' ? t.playbooks.badNumber : t.playbooks.badJson}</p>
        )}
      </FormGroup>
    );
  });
}
