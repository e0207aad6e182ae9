import { expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import type { Check } from '../../src/checks/check.ts';
import { CONFIG_SCHEMA } from '../../src/checks/config-schema.ts';
import type { CheckDefinition } from '../../src/checks/define-check.ts';
import type { Gathered } from '../../src/checks/evidence.ts';
import { setupOf } from '../../src/checks/evidence.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import type { Metric } from '../../src/config/file/normalise.ts';
import { parseConfig } from '../support/parse-config.ts';

const config = parseConfig(
  `trainer: { command: train }
models: { variants: [{ name: head, params: { x: 1 } }] }
metrics: [{ name: accuracy }]`,
  'c.yml',
);

export const { limits } = config;
export const ACCURACY: Metric = {
  name: 'accuracy',
  role: 'primary',
  direction: 'maximize',
  margin: null,
  unit: 'percent',
};

/** Names of models, the baseline first. */
export const named = (...names: readonly string[]) => names.map((name) => ({ name }));

/** One check by itself, of a baseline and the variant `head` at alpha 0.05 unless said, with the options that a config gives it. */
export function judge(check: CheckDefinition, known: Partial<Gathered>, options: object = {}): Check[] {
  const setup = { ...setupOf({ config, models: named('baseline', 'head') }), metrics: [] };
  const unknown = { differingExample: null };
  return runChecks([check], { ...setup, ...unknown, ...known }, CONFIG_SCHEMA.shape.checks.parse(options));
}

/** Its only row, or that of the model. */
export function judgeOne(
  check: CheckDefinition,
  known: Partial<Gathered>,
  options: object = {},
  model?: string,
): Check {
  const rows = judge(check, known, options);
  const [row, ...others] = model === undefined ? rows : rows.filter((one) => one.model === model);
  if (row === undefined || others.length > 0) throw new Error(`${check.id} has ${rows.length} rows`);
  return row;
}

type Expected = Check['status'] | Readonly<Partial<Record<keyof Check, unknown>>>;
type Case = readonly [what: string, found: Check, expected: Expected, message?: string | RegExp];

/** One test per line: what is judged, the finding, and what it must hold. A regular expression must match, and a message may go on with why it matters. */
export function cases(table: readonly Case[]): void {
  test.each(table)('%s', (_, found, expected, message) => {
    const parts = {
      ...(typeof expected === 'string' ? { status: expected } : expected),
      ...(message === undefined ? {} : { message }),
    };
    const matchers = Object.entries(parts).map(([key, value]) => [
      key,
      value instanceof RegExp
        ? expect.stringMatching(value)
        : key === 'message' && typeof value === 'string'
          ? expect.stringMatching(startsWith(value))
          : value,
    ]);
    expect(found).toMatchObject(Object.fromEntries(matchers));
  });
}

function startsWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** The comparison of `head` on a primary metric, as far as checks read it. */
export function decided(verdict: Verdict, metric = 'accuracy'): Comparison[] {
  return [{ variant: 'head', metric, role: 'primary', verdict }] as unknown as Comparison[];
}
