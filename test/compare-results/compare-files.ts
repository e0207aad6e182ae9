/** Comparisons of tables that a test writes down. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MeasuredComparison } from '../../src/analysis/compare/comparison.ts';
import { type CompareRequest, compareResults } from '../../src/compare-results.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Options = Partial<Omit<CompareRequest, 'files'>>;

const DEFAULTS: Omit<CompareRequest, 'files'> = {
  baseline: 'a',
  variants: [],
  metrics: [],
  secondary: [],
  directions: [{ metric: null, value: 'maximize' }],
  margins: [],
  alpha: undefined,
  design: undefined,
  failedRuns: undefined,
  failOn: [],
  outputDirectory: undefined,
};

/** Files in folders are compared by their folder. */
export async function compareFiles(
  contents: Readonly<Record<string, string | Uint8Array>>,
  options: Options = {},
) {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const named = Object.keys(contents).map((name) => (name.includes('/') ? dirname(name) : name));
  const files = [...new Set(named)].map((name) => join(folder, name));
  return (await compareResults({ ...DEFAULTS, ...options, files })).result;
}

export const compareTable = (text: string, options: Options = {}) => compareFiles({ 'a.csv': text }, options);

/** A table of arms, from `firstSeed` on. */
export function table(
  arms: Readonly<Record<string, readonly number[]>>,
  firstSeed: Readonly<Record<string, number>> = {},
) {
  const rows = Object.entries(arms).flatMap(([model, values]) =>
    values.map((value, index) => `${model},${(firstSeed[model] ?? 1) + index},${value}`),
  );
  return `${['model,seed,x', ...rows].join('\n')}\n`;
}

export async function measured(text: string, options: Options = {}): Promise<MeasuredComparison> {
  const [comparison] = (await compareTable(text, options)).comparisons;
  if (comparison === undefined || comparison.difference === null) throw new Error('not measured');
  return comparison;
}
