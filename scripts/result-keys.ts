import type { JsonSchema } from '../src/config/schema/json-schema.ts';
import { describeType, keysOf, type SchemaKey } from './schema-rows.ts';

interface Line {
  readonly parent: string;
  readonly keys: readonly string[];
  readonly meaning: string;
}

/** Each meaning once. */
export function renderResultKeys(result: JsonSchema): string {
  const lines: Line[] = [];
  for (const key of keysOf(result)) if (isUpper(key)) addLine(lines, key);
  return lines.map(({ keys, meaning }) => `- ${keys.join('; ')}. ${meaning}`.trimEnd()).join('\n');
}

/** Mappings that programs act on; the JSON Schema has the keys of the others. */
const ACTED_ON = ['findings[]', 'comparisons[]', 'checks[]', 'claim', 'gate'];

function isUpper({ key }: SchemaKey): boolean {
  const [parent = '', ...names] = key.split('.');
  return names.length === 0 || (names.length === 1 && ACTED_ON.includes(parent));
}

function addLine(lines: Line[], { key, schema, isRequired }: SchemaKey): void {
  const type = describeType(schema);
  const described = schema.description ?? '';
  const [, parent = '', name = ''] = /^(.*\.)?([^.]+)$/.exec(key) ?? [];
  const isKnown = lines.some(({ keys, meaning }) => meaning === described && keys[0]?.includes(`.${name}\``));
  const meaning = isKnown ? '' : described;
  const isMapping = /^(?:list of )?mapping$/.test(type);
  // Its keys show that it is a mapping.
  if (isRequired && meaning === '' && isMapping && ACTED_ON.some((name) => name.startsWith(key))) return;
  const cell = (text: string) => `\`${text}${isRequired ? '' : '?'}\`: ${type}`;
  const last = lines.at(-1);
  if (last?.parent === parent && last.meaning === '' && meaning === '')
    lines[lines.length - 1] = { ...last, keys: [...last.keys, cell(name)] };
  else lines.push({ parent, keys: [cell(key)], meaning });
}
