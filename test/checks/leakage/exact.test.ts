import { describe } from 'vitest';
import type { ModelData } from '../../../src/checks/evidence/model-data.ts';
import { leakageExact } from '../../../src/checks/leakage/exact.ts';
import type { Duplicates } from '../../../src/records/data/evidence-schema.ts';
import { CLEAN, known, leaked, unknown } from '../data/known-data.ts';
import { cases, judgeOne } from '../judge.ts';

const check = (exact: Duplicates, more: Partial<ModelData> = {}) =>
  judgeOne(leakageExact, { modelData: [{ ...known({ exact }), ...more } as ModelData] });
const LINES = { ...leaked(37), ids: ['line 2', 'line 3'] };
const files = { train: 'data/train.csv', test: `data/${'very-'.repeat(20)}long/test.csv` };
const natural = { train: { examples: 4000, twins: 3000 }, test: { examples: 1000, twins: 700 } };
const repeated = leaked(250, {
  train: { examples: 4000, twins: 1200 },
  test: { examples: 1000, twins: 90 },
});
/** 100 texts four times each. */
const fourfold = {
  train: { examples: 400, twins: 400, distinct: 100, twinsInSample: 152 },
  test: { examples: 60, twins: 0 },
};

describe('leakage/exact', () =>
  cases([
    ['no copies', check(CLEAN), { status: 'pass', value: 0, threshold: 0.01 }],
    [
      'copies above the threshold',
      check(leaked(37)),
      {
        status: 'fail',
        value: 0.037,
        message: '37 of 1000 test examples have a copy in the training data',
        evidence: '4000 examples examined: "gloss-0", "gloss-1", "gloss-2", "gloss-3", "gloss-4" and others',
      },
    ],
    [
      'files, long paths by their end',
      check(LINES, { files }),
      {
        message:
          /^37 of 1000 test examples \(…[-/\w]+long\/test\.csv\) have a copy in the training data \(data\/train\.csv\)\. /,
        evidence: '4000 examples examined: "line 2", "line 3" and others',
      },
    ],
    ['files that were found and not named', check(LINES, { files, areFound: true }), 'warn'],
    ['copies below the threshold', check(leaked(3)), { status: 'warn', value: 0.003 }],
    [
      'copies that are natural for a few yes-or-no features',
      check(leaked(760, natural)),
      { status: 'pass', value: 0.76, evidence: /; 75\.0 % are expected without a leak$/ },
    ],
    ['more than that', check(leaked(990, natural)), 'fail'],
    ['rows that were repeated before the split', check(repeated, { coincidence: 1e-6 }), 'warn'],
    ['rows that may be equal by chance', check(repeated, { coincidence: 0.5 }), 'pass'],
    ['text', check(repeated, { coincidence: null }), 'pass'],
    [
      'training data that repeats every example',
      check(leaked(200, { train: { examples: 4000, twins: 4000 } })),
      'fail',
    ],
    ['test examples hidden in such data', check(leaked(20, fourfold)), 'fail'],
    ['none hidden', check(leaked(0, fourfold)), 'pass'],
    [
      'unknown data of one model',
      judgeOne(leakageExact, { modelData: [unknown, known({})] }, {}, 'head'),
      {
        status: 'not-checked',
        model: 'head',
        message: 'the program reads its own data',
        advice: 'name the files of the splits under checks.files',
      },
    ],
  ]));
