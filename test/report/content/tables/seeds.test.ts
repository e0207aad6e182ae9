import { describe, expect, test } from 'vitest';
import { pairedDifferences } from '../../../../src/report/content/tables/pairs.ts';
import { bar, everySeed, sparkline } from '../../../../src/report/content/tables/seeds.ts';
import { plainText } from '../../../../src/report/format/plain.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { LOG_LOSS, MACRO_F1 } from '../../../support/sample-results.ts';
import * as samples from '../../../support/samples.ts';

test.each([
  [0.02, 0.02, '·····│█████'],
  [-0.02, 0.02, '█████│·····'],
  [0.01, 0.025, '·····│██···'],
  [-0.0001, 1, '····█│·····'],
  [0, 1, '·····│·····'],
  [0, 0, '·····│·····'],
  [Number.NaN, 1, '·····│·····'],
])('a difference of %d on a scale of %d is drawn %s', (difference, largest, expected) => {
  expect(bar(difference, largest)).toBe(expected);
});

test('a sparkline has one step a value, the lowest and the highest at its ends', () => {
  expect(sparkline([0, 0.5, 1], 0, 1)).toBe('▁▅█');
  expect(sparkline([3, 3], 3, 3)).toBe('▅▅');
});

describe('pairedDifferences', () => {
  test('pair by seed, not by position', () => {
    const [baseline, head] = samples.better.models;
    if (baseline === undefined || head === undefined) throw new Error('the sample lost its models');
    const shuffled = {
      ...head,
      values: { macro_f1: [...(head.values.macro_f1 ?? [])].reverse().slice(2) },
    };
    const pairs = pairedDifferences(
      viewOf({ ...samples.better, models: [baseline, shuffled] }),
      'head',
      MACRO_F1,
    );
    const full = pairedDifferences(viewOf(samples.better), 'head', MACRO_F1);
    expect(pairs).toHaveLength(6);
    expect(
      pairs.every((pair) =>
        full.some((other) => other.seed === pair.seed && other.difference === pair.difference),
      ),
    ).toBe(true);
  });

  test('are positive where a loss is lower', () => {
    const pairs = pairedDifferences(viewOf(samples.severalPrimary), 'bag', LOG_LOSS);
    expect(pairs.every(({ baseline, variant, difference }) => difference === baseline - variant)).toBe(true);
  });

  test('do not exist where the arms share no seed', () => {
    expect(pairedDifferences(viewOf(samples.unpaired), 'head', MACRO_F1)).toEqual([]);
  });
});

describe('everySeed', () => {
  test('shows unpaired results one row a model', () => {
    const [table] = everySeed(viewOf(samples.unpaired)).filter((block) => block.kind === 'table');
    expect(table?.table.rows.map(([model, runs]) => [plainText(model ?? []), plainText(runs ?? [])])).toEqual(
      [
        ['baseline', '8'],
        ['head', '10'],
      ],
    );
  });

  test('shows one row a pair otherwise', () => {
    const [table] = everySeed(viewOf(samples.better)).filter((block) => block.kind === 'table');
    expect(table?.table.rows).toHaveLength(8);
  });
});
