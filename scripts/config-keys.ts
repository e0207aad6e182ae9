import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { code, describeType, keysOf, type SchemaKey } from './schema-rows.ts';

/** Parents first, each meaning once. */
export function renderConfigKeys(config: JsonSchema): string {
  const isOption = (key: string) => /^checks\.(?!(?:ignore|only|files)\b)/.test(key);
  const all = keysOf(config).filter(({ key }) => !isOption(key));
  const textOf = ({ key, schema }: SchemaKey) => `${key.split('.').at(-1)}: ${schema.description}`;
  const keys = all.filter(
    (key, index) => !all.slice(0, index).some((other) => textOf(other) === textOf(key)),
  );
  return keys
    .map(({ key, schema, isRequired }) => {
      const type = [describeType(schema), describeDefault(schema, isRequired)].join('');
      return `- \`${key}\`: ${type}. ${schema.description ?? ''}`.trimEnd();
    })
    .join('\n');
}

function describeDefault(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return ', required';
  // The keys of a mapping show their own defaults.
  if (schema.default === undefined || schema.properties !== undefined) return '';
  return `, default ${code(schema.default)}`;
}
