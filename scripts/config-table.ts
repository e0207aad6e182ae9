import { markdownTable } from 'markdown-table';
import type { JsonSchema } from '../src/config/schema/json-schema.ts';

/** Every key of the config as a row: key, type, default, meaning. A key stands before those inside it. */
export function renderConfigTable(schema: JsonSchema): string {
  return markdownTable([['Key', 'Type', 'Default', 'Meaning'], ...rowsOf(schema, '')]);
}

function rowsOf(schema: JsonSchema, above: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = above === '' ? name : `${above}.${name}`;
    const isRequired = schema.required?.includes(name) ?? false;
    const row = [
      `\`${key}\``,
      describeType(inner),
      describeDefault(inner, isRequired),
      inner.description ?? '',
    ];
    return [row.map(escapeCell), ...innerRows(inner, key)];
  });
}

function innerRows(schema: JsonSchema, key: string): string[][] {
  if (schema.items !== undefined) return innerRows(schema.items, `${key}[]`);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((branch) => rowsOf(branch, key));
  return rowsOf(schema, key);
}

function describeType(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeType).join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  if (schema.type === 'array') return `list of ${describeType(schema.items ?? {})}`;
  if (schema.type === 'object') {
    const values = schema.additionalProperties;
    return typeof values === 'object' ? `name: ${describeType(values)}` : 'mapping';
  }
  if (schema.type === 'number' || schema.type === 'integer') {
    return [schema.type === 'integer' ? 'whole number' : 'number', bounds(schema)].join(' ').trim();
  }
  return schema.type ?? 'anything';
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum}`;
  const limits = [
    ['>', exclusiveMinimum],
    ['≥', minimum],
    ['<', exclusiveMaximum],
    ['≤', maximum],
  ] as const;
  return limits.flatMap(([sign, limit]) => (limit === undefined ? [] : [`${sign} ${limit}`])).join(', ');
}

function describeDefault(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  // The default of a mapping is those of the keys in it, which have rows of their own.
  if (schema.default === undefined || schema.properties !== undefined) return '';
  return code(schema.default);
}

function code(value: unknown): string {
  if (Array.isArray(value)) return `\`[${value.join(', ')}]\``;
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
