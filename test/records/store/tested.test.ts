import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  addTested,
  type FirstDesign,
  MAX_TESTED,
  readTested,
  type TestedComparison,
} from '../../../src/records/store/tested.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const tested = (digit: string, ...pairs: number[]): TestedComparison => ({
  comparison: digit.repeat(64),
  looks: pairs.map((each, index) => ({ seeds: each, pairs: each, spent: 0.01 * (index + 1) })),
  design: { number: 1, looks: pairs, pairs: 0, spent: 0, budget: 0.0475 },
});
const push = (pullRequest: number, digit: string) => ({ pullRequest, change: digit.repeat(64) });

describe('what was tested', () => {
  let folder: string;
  let warnings: string[];
  const warn = (message: string) => void warnings.push(message);
  const file = (name = 'tested.json') => join(folder, name);
  beforeEach(async () => {
    folder = await temporaryFolder();
    warnings = [];
  });

  test('is the longer history of each comparison, and every push once', async () => {
    await addTested(
      folder,
      { comparisons: [tested('a', 6, 8), tested('b', 6)], pushes: [push(1, 'c')] },
      warn,
    );
    await addTested(
      folder,
      {
        comparisons: [tested('a', 6), tested('b', 6, 9)],
        pushes: [push(1, 'c'), push(2, 'c'), push(1, 'd')],
      },
      warn,
    );
    const { comparisons, pushes } = await readTested(folder, warn);
    expect(comparisons).toEqual([tested('a', 6, 8), tested('b', 6, 9)]);
    expect(pushes).toEqual([push(1, 'c'), push(2, 'c'), push(1, 'd')]);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['not JSON', '{"schema"'],
    ['of another version', '{"schema": "conclusive.tested/2", "comparisons": [], "pushes": []}'],
    [
      'with looks that do not rise',
      JSON.stringify({ schema: 'conclusive.tested/1', comparisons: [tested('a', 8, 6)], pushes: [] }),
    ],
    [
      'with more than all of the error spent',
      JSON.stringify({
        schema: 'conclusive.tested/1',
        comparisons: [{ ...tested('a', 8), looks: [{ seeds: 8, pairs: 8, spent: 2 }] }],
        pushes: [],
      }),
    ],
  ])('is set aside and begun anew when it is %s, and says so', async (_, text) => {
    await writeFile(file(), text);
    expect(await readTested(folder, warn)).toEqual({ comparisons: [], pushes: [] });
    expect(warnings).toHaveLength(1);
    expect(await readFile(file('tested.broken.json'), 'utf8')).toBe(text);
  });

  test('is not read through a link', async () => {
    const elsewhere = join(await temporaryFolder(), 'tested.json');
    await addTested(join(elsewhere, '..'), { comparisons: [tested('a', 6)], pushes: [] }, warn);
    await symlink(elsewhere, file());
    expect((await readTested(folder, warn)).comparisons).toEqual([]);
    expect(warnings[0]).toContain('is not a regular file');
  });

  test('is the first design of two arms, with its latest verdict', async () => {
    const design = (digit: string, margin: number, verdict: FirstDesign['verdict'], isLost = false) => ({
      arms: digit.repeat(64),
      settings: [{ setting: 'margin' as const, subject: 'a', value: margin }],
      verdict,
      isLost,
    });
    const add = (...designs: FirstDesign[]) =>
      addTested(folder, { comparisons: [], designs, pushes: [] }, warn);
    await add(design('a', 9, null, true), design('b', 0.1, 'inconclusive'));
    await add(design('a', 0.1, 'equivalent'), design('b', 0.5, 'equivalent'));
    await add(design('b', 0.1, 'regression'), design('a', 0.5, 'improvement'));
    expect((await readTested(folder, warn)).designs).toEqual([
      design('a', 0.1, 'equivalent', true),
      design('b', 0.1, 'regression'),
    ]);
  });

  test('drops the oldest above its bound', async () => {
    const comparisons = Array.from({ length: MAX_TESTED + 1 }, (_, index) => ({
      ...tested('0', 6),
      comparison: index.toString(16).padStart(64, '0'),
    }));
    await addTested(folder, { comparisons, pushes: [] }, warn);
    const kept = (await readTested(folder, warn)).comparisons;
    expect(kept).toHaveLength(MAX_TESTED);
    expect(kept[0]?.comparison).toBe(comparisons[1]?.comparison);
  });
});
