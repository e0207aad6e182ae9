import { markdownTable } from 'markdown-table';
import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { code, describeType, escapeCell, keysOf } from './schema-rows.ts';

/** Every key of the config as a row. A key comes before those inside it. */
export function renderConfigTable(config: JsonSchema): string {
  const rows = keysOf(config).map(({ key, schema, isRequired }) => [
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
