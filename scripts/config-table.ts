import { markdownTable } from 'markdown-table';
import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { code, describeType, escapeCell, keysOf } from './schema-rows.ts';

/** The keys of the config as rows. A key comes before those inside it. Options of single checks are on their own pages. */
export function renderConfigTable(config: JsonSchema): string {
  const isOption = (key: string) => /^checks\.(?!(?:ignore|only|files)\b)/.test(key);
  const keys = keysOf(config).filter(({ key }) => !isOption(key));
  const rows = keys.map(({ key, schema, isRequired }) => [
    `\`${key}\``,
    `${describeType(schema)}${describeDefault(schema, isRequired)}`,
    schema.description ?? '',
  ]);
  return markdownTable([['Key', 'Type (default)', 'Meaning'], ...rows.map((row) => row.map(escapeCell))]);
}

function describeDefault(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return ', required';
  // The default of a mapping is those of the keys in it, which have rows of their own.
  if (schema.default === undefined || schema.properties !== undefined) return '';
  return ` (${code(schema.default)})`;
}
