import { z } from 'zod';
import type { ConfigSchema } from './schema.ts';

/** For error messages, editors and the docs. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}

/** Defaults may be left out. Editors' YAML servers support draft 7 best. */
export function configJsonSchema(schema: ConfigSchema): JsonSchema {
  const whole = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as JsonSchema;
  const required = whole.required?.filter((key) => key !== 'trainer') ?? [];
  return { ...whole, required, oneOf: [{ required: ['trainer'] }, { required: ['evaluate'] }] };
}
