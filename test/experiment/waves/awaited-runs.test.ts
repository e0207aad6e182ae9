import { describe, expect, test } from 'vitest';
import { describeWave, nextWave } from '../../../src/experiment/waves/awaited-runs.ts';
import type { PreparedModel } from '../../../src/plan/runs/plan-runs.ts';
import { planWaves } from '../../../src/plan/runs/plan-waves.ts';
import type { RunContext } from '../../../src/train/run/train-run.ts';
import { record } from '../../checks/records.ts';

const modelOf = (name: string): PreparedModel => ({
  ...{ name, ref: null, commit: null, directory: '.', params: {} },
  fingerprint: (seed) => `${name} ${seed}`,
});
const context = {} as RunContext;
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Waves to 8, 14 and 25 pairs. @param pairs of the look that lacks runs @param seeds of which both arms are on record */
function awaiting(pairs: number, seeds: readonly number[], alone: readonly string[] = []) {
  const known = new Map(
    [...seeds.flatMap((seed) => [`baseline ${seed}`, `head ${seed}`]), ...alone].map((fingerprint) => {
      const [model = '', seed] = fingerprint.split(' ');
      return [fingerprint, record(model, Number(seed), { fingerprint })];
    }),
  );
  const models = [modelOf('baseline'), modelOf('head')];
  return {
    kind: 'look',
    models,
    pairs,
    waves: planWaves([6, 8, 11, 14, 19, 25], 3),
    known,
    context,
  } as const;
}

/** `baseline` and `head` unless they are told apart. */
function next(...[awaited, asked]: Parameters<typeof nextWave>) {
  const { wave, runs } = describeWave(nextWave(awaited, asked));
  const seedsOf = (name: string) =>
    runs
      .filter(({ model }) => model === name)
      .map(({ seed }) => seed)
      .sort((a, b) => a - b);
  const [baseline, head] = [seedsOf('baseline'), seedsOf('head')];
  return baseline.join() === head.join() ? { wave, seeds: head } : { wave, baseline, head };
}

describe('the wave that is trained next', () => {
  test.each([
    ['the first, before any', awaiting(6, []), 1, from(1, 8)],
    ['the one after the last that has records', awaiting(11, from(1, 8)), 2, from(9, 14)],
    ['the same, with what was lost before', awaiting(6, [1, 2, 3, 4, 6, 7, 8]), 2, [5, ...from(9, 14)]],
    [
      'the one in the middle, where a later one has records',
      awaiting(11, [...from(1, 8), ...from(15, 25)]),
      2,
      from(9, 14),
    ],
    ['the last again, where one of its runs never came', awaiting(25, from(1, 24)), 3, [25]],
    [
      'not the last, because of a record of its own or beyond the design',
      awaiting(6, [1, 25, 30]),
      1,
      from(2, 8),
    ],
    ['the one that is under way', awaiting(11, [...from(1, 8), 9, 10]), 2, from(11, 14)],
  ])('is %s', (_, awaited, wave, seeds) => {
    expect(next(awaited)).toEqual({ wave, seeds });
  });

  test('is the first where only the baseline has records, of all seeds, from an earlier change', () => {
    const left = from(1, 25).map((seed) => `baseline ${seed}`);
    expect(next(awaiting(6, [], left))).toEqual({ wave: 1, baseline: [], head: from(1, 8) });
  });

  test('has the arm alone that is missing', () => {
    expect(next(awaiting(6, from(1, 7), ['head 8']), 1)).toEqual({ wave: 1, baseline: [8], head: [] });
  });

  test('is the one that is asked for, with all that is missing before; checks come after the looks', () => {
    expect(next(awaiting(6, [1]), 1)).toEqual({ wave: 1, seeds: from(2, 8) });
    expect(next(awaiting(6, from(1, 8)), 1)).toEqual({ wave: 1, seeds: [] });
    expect(next(awaiting(6, []), 'checks')).toEqual({ wave: 'checks', seeds: [] });
    expect(() => next(awaiting(6, []), 4)).toThrow(
      'there is no wave 4: this experiment has 3 waves; choose one from 1 to 3',
    );
  });
});
