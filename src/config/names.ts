import { z } from 'zod';

export const MAX_NAME_CHARS = 100;
const MAX_PARAMS = 1000;

const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** A metric, a slice, a parameter: chosen by a user or another program. */
export const nameSchema = z
  .string()
  .min(1)
  .max(MAX_NAME_CHARS)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'must not contain control characters')
  .refine((name) => !FORBIDDEN_NAMES.has(name), 'must not be a reserved name');

/**
 * Values by names that another program chose. zod silently drops an own key `__proto__`; `parseJson` and `parseYaml` refuse
 * it with a message.
 */
export function namedValues<Value extends z.ZodType>(value: Value, maximum: number) {
  return z
    .record(nameSchema, value)
    .refine((values) => Object.keys(values).length <= maximum, `must have at most ${maximum} names`);
}

const paramValueSchema = z.union([z.number(), z.string().max(1000), z.boolean()], {
  error: 'must be a number, a string, true or false',
});
export const paramsSchema = namedValues(paramValueSchema, MAX_PARAMS);
export type Params = Readonly<Record<string, number | string | boolean>>;
