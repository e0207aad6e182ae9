import { markdownTable } from 'markdown-table';
import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { describeType, escapeCell, keysOf, type SchemaKey } from './schema-rows.ts';

interface Row {
  readonly parent: string;
  readonly keys: readonly string[];
  readonly meaning: string;
}

/** The upper keys of result.json. Neighbours without a meaning of their own share a row, and a meaning appears once. */
export function renderResultTable(result: JsonSchema): string {
  const rows: Row[] = [];
  for (const key of keysOf(result)) if (isUpper(key)) addRow(rows, key);
  return markdownTable([
    ['Key, type', 'Meaning'],
    ...rows.map(({ keys, meaning }) => [keys.join('; '), meaning].map(escapeCell)),
  ]);
}

/** At most two names: `comparisons[].interval`. Deeper keys are in the JSON Schema. */
const isUpper = ({ key }: SchemaKey) => key.split('.').length <= 2;

function addRow(rows: Row[], { key, schema, isRequired }: SchemaKey): void {
  const type = describeType(schema);
  const described = schema.description ?? '';
  const [, parent = '', name = ''] = /^(.*\.)?([^.]+)$/.exec(key) ?? [];
  const isKnown = rows.some(({ keys, meaning }) => meaning === described && keys[0]?.includes(`.${name}\``));
  const meaning = isKnown ? '' : described;
  const isMapping = /^(?:list of )?mapping$/.test(type);
  // The rows of its keys show that it is a mapping.
  if (isRequired && meaning === '' && isMapping) return;
  const cell = (text: string) => `\`${text}${isRequired ? '' : '?'}\`: ${type}`;
  const last = rows.at(-1);
  if (last?.parent === parent && last.meaning === '' && meaning === '')
    rows[rows.length - 1] = { ...last, keys: [...last.keys, cell(name)] };
  else rows.push({ parent, keys: [cell(key)], meaning });
}
