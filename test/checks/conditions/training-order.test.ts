import { describe, expect } from 'vitest';
import { trainingOrder } from '../../../src/checks/conditions/training-order.ts';
import { inspectColumns } from '../../../src/records/data/split-columns.ts';
import { createRandom, randomInteger, randomNormal, shuffle } from '../../../src/stats/random.ts';
import { known } from '../data/known-data.ts';
import { cases, judgeOne } from '../judge.ts';

const random = createRandom('training order');
const row = (label: number) => `${label + randomNormal(random)},${randomNormal(random)},${label}`;
const rows = (labels: readonly number[]) => ['a,b,label', ...labels.map(row)];
const MIXED = Array.from({ length: 90 }, () => randomInteger(random, 3));
const SORTED = MIXED.toSorted((a, b) => a - b);
const BLOCKS = [...SORTED, ...SORTED];
const NEARLY = [...SORTED];
NEARLY.push(...SORTED.splice(0, 1));
const ONE = MIXED.map(() => 1);
shuffle(MIXED, random);

const check = (labels: readonly number[], orderedBatches: string | null, hasProgram = true) =>
  judgeOne(trainingOrder, {
    modelData: ['baseline', 'head'].map((model) => ({
      ...known({}),
      model,
      files: { train: 'data/train.csv', test: 'data/test.csv' },
      columns: inspectColumns(rows(labels), rows(MIXED)),
    })),
    programSigns: hasProgram
      ? ['baseline', 'head'].map((model) => ({ model, beforeSplit: null, orderedBatches }))
      : [],
  });
const LINE = '`for i in range(0, n, 32):`';

describe('training-order', () =>
  cases([
    [
      'sorted rows in batches',
      check(
        MIXED.toSorted((a, b) => a - b),
        LINE,
      ),
      'warn',
      `data/train.csv is sorted by label, and the program of baseline trains in that order (${LINE}). `,
    ],
    [
      'rows that fall',
      check(
        MIXED.toSorted((a, b) => b - a),
        LINE,
      ),
      'warn',
    ],
    [
      'sorted rows that are mixed',
      check(
        MIXED.toSorted((a, b) => a - b),
        null,
      ),
      'pass',
    ],
    ['mixed rows in batches', check(MIXED, LINE), 'pass'],
    ['two sorted blocks', check(BLOCKS, LINE), 'pass'],
    ['one row out of place', check(NEARLY, LINE), 'pass'],
    ['one class', check(ONE, LINE), { status: expect.not.stringMatching('warn') as unknown as 'pass' }],
    ['another program', check(MIXED, LINE, false), 'not-checked'],
  ]));
