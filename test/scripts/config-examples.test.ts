import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { forEditors } from '../../scripts/config-examples.ts';
import { CONFIG_SCHEMA } from '../../src/checks/config-schema.ts';
import { configJsonSchema, type JsonSchema } from '../../src/config/schema/json-schema.ts';

const schema = forEditors(configJsonSchema(CONFIG_SCHEMA));

/** Every key with what the schema says of it; items of lists and forms of one key belong to that key. */
function keysOf(inner: JsonSchema, key = ''): ReadonlyArray<readonly [string, JsonSchema]> {
  const own = Object.entries(inner.properties ?? {}).flatMap(([name, one]) => {
    const path = key === '' ? name : `${key}.${name}`;
    return [[path, one] as const, ...keysOf(one, path)];
  });
  const below = [inner.items, inner.additionalProperties, ...(inner.anyOf ?? [])];
  return [...own, ...below.flatMap((one) => (typeof one === 'object' ? keysOf(one, key) : []))];
}

const keys = keysOf(schema);
const isListed = ({ type, enum: values, const: value }: JsonSchema) =>
  type === 'boolean' || values !== undefined || value !== undefined;

test('every key is described, and has examples where its values are not listed', () => {
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter(([, { description }]) => !description).map(([key]) => key)).toEqual([]);
  const bare = keys.filter(([, one]) => !isListed(one) && !one.examples?.length).map(([key]) => key);
  expect(bare, 'add an example to scripts/config-examples.ts').toEqual([]);
});

test('every example is one that the key may have', () => {
  const ajv = new Ajv({ strict: false });
  const wrong = keys.flatMap(([key, one]) =>
    (one.examples ?? []).filter((example) => !ajv.validate(one, example)).map((example) => [key, example]),
  );
  expect(wrong).toEqual([]);
});

test('an example for a key that is gone is told', () => {
  expect(() => forEditors({ properties: { seeds: {} } })).toThrow(
    /the config has no key name, trainer, .*, gate\b/,
  );
});
