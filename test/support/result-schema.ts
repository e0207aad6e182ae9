import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ExperimentResult } from '../../src/verdict/result.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/result.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
}).compile<ExperimentResult>(schema);

/** A result that the program wrote. @throws Error for what `schema/result.schema.json` does not allow */
export function readResult(json: string): ExperimentResult {
  const result: unknown = JSON.parse(json);
  if (validate(result)) return result;
  const found = (validate.errors ?? []).map(({ instancePath, message }) =>
    `${instancePath} ${message}`.trim(),
  );
  throw new Error([...new Set(found)].join('\n'));
}
