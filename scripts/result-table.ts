import { markdownTable } from 'markdown-table';
import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { describeType, escapeCell, keysOf } from './schema-rows.ts';

/** Every key of result.json as a row. One that may be left out has a question mark. */
export function renderResultTable(result: JsonSchema): string {
  const rows = keysOf(result).map(({ key, schema, isRequired }) => [
    `\`${key}${isRequired ? '' : '?'}\``,
    describeType(schema),
    schema.description ?? '',
  ]);
  return markdownTable([['Key', 'Type', 'Meaning'], ...rows.map((row) => row.map(escapeCell))]);
}
