import type { Schemas } from '../api/client';

export type FormField = Schemas['Approval']['form'][number];

/** What stands in a form's fields at first: their defaults. */
export function initial(form: FormField[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const field of form) {
    const given = field.default;
    values[field.name] = given === null || given === undefined ? '' : String(given);
  }
  return values;
}

/** What is sent: numbers, truths and options as they are; fields that are empty are left out. */
export function answers(form: FormField[], values: Record<string, string>): Record<string, unknown> {
  const sent: Record<string, unknown> = {};
  for (const field of form) {
    const text = values[field.name] ?? '';
    if (field.kind === 'boolean') {
      sent[field.name] = text === 'true';
    } else if (text !== '') {
      sent[field.name] =
        field.kind === 'number'
          ? Number(text)
          : field.kind === 'select'
            ? field.options.find((o) => String(o) === text)
            : text;
    } else if (field.default !== null && field.default !== undefined) {
      sent[field.name] = null;
    }
  }
  return sent;
}
