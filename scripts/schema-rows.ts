import type { JsonSchema } from '../src/config/schema/json-schema.ts';

/** A schema key with its parents: `models.variants[].ref`. */
export interface SchemaKey {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** Every key once, parents first; alternatives share most keys. */
export function keysOf(schema: JsonSchema): SchemaKey[] {
  const keys = new Map<string, SchemaKey>();
  for (const one of allKeysOf(schema, '')) if (!keys.has(one.key)) keys.set(one.key, one);
  return [...keys.values()];
}

function allKeysOf(schema: JsonSchema, above: string): SchemaKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = above === '' ? name : `${above}.${name}`;
    return [
      { key, schema: inner, isRequired: schema.required?.includes(name) ?? false },
      ...keysInside(inner, key),
    ];
  });
}

function keysInside(schema: JsonSchema, key: string): SchemaKey[] {
  if (schema.items !== undefined) return keysInside(schema.items, `${key}[]`);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((branch) => allKeysOf(branch, key));
  return allKeysOf(schema, key);
}

export function describeType(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(describeType))].join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  const types: unknown = schema.type;
  if (Array.isArray(types)) return types.map((type) => describeType({ ...schema, type })).join(' or ');
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

export function code(value: unknown): string {
  if (Array.isArray(value)) return `\`[${value.join(', ')}]\``;
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
