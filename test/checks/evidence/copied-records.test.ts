import { expect, test } from 'vitest';
import { findCopiedRecords } from '../../../src/checks/evidence/copied-records.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { change, drawExperiment } from '../experiments.ts';
import { ACCURACY, named } from '../judge.ts';

const found = (records: readonly RunRecord[]) =>
  findCopiedRecords({ models: named('baseline', 'head'), metrics: [ACCURACY] }, records).map(
    ({ model, seed, of }) => `${model} ${seed} is ${of.model} ${of.seed}`,
  );
const drawn = (draw: number, decimals: number | null = null) =>
  drawExperiment(createRandom('copied records', draw), { seeds: 6, decimals });
/** The results of another run. */
const like = (records: readonly RunRecord[], model: string, seed: number) => {
  const { curves, metrics } = records.find((run) => run.model === model && run.seed === seed) as RunRecord;
  return () => ({ curves, metrics });
};

test('results of another model under another seed are copies', () => {
  for (let draw = 0; draw < 10; draw++) {
    const records = drawn(draw);
    const copied = change(records, { model: 'head', seeds: [3] }, like(records, 'baseline', 5));
    expect(found(copied)).toEqual(['head 3 is baseline 5']);
  }
});

test('separate runs, a change without effect, and ties of rounded values are none', () => {
  for (let draw = 0; draw < 10; draw++) {
    const records = drawn(draw);
    expect(found(records)).toEqual([]);
    expect(found(drawn(draw, 2))).toEqual([]);
    const same = records.map((run) => ({ ...run, ...like(records, 'baseline', run.seed)() }));
    expect(found(same)).toEqual([]);
    const one = records.map((run) => ({ ...run, ...like(records, 'baseline', 1)() }));
    expect(found(one)).toEqual([]);
  }
});
