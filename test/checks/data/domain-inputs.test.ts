import { describe, expect } from 'vitest';
import { domainInputs } from '../../../src/checks/data/domain-inputs.ts';
import type { ModelData } from '../../../src/checks/evidence/model-data.ts';
import { cases, judgeOne } from '../judge.ts';
import { known, unknown } from './known-data.ts';

const judged = (data: ModelData) => judgeOne(domainInputs, { modelData: [data] });
const check = (
  auc: number,
  standardError: number,
  shifted: { auc: number; standardError: number } | null = null,
) => judged(known({ domains: { test: { auc, standardError }, shifted } }));

describe('domain/inputs', () =>
  cases([
    [
      'a clear difference',
      check(0.8, 0.02),
      {
        status: 'warn',
        value: 0.8,
        threshold: 0.7,
        interval: { level: 0.95, low: expect.closeTo(0.7608), high: expect.closeTo(0.8392) },
      },
    ],
    ['a difference too small to matter', check(0.65, 0.01), 'pass'],
    ['a difference that may be chance', check(0.72, 0.12), 'pass'],
    ['no difference', check(0.5, 0.02), 'pass'],
    [
      'a different shifted split',
      check(0.5, 0.02, { auc: 0.97, standardError: 0.01 }),
      'pass',
      /; shifted inputs 0\.97 \[0\.95, 0\.99\] \(0\.5: indistinguishable\)$/,
    ],
    ['unknown data', judged(unknown), 'not-checked'],
    [
      'too little data',
      judged(known({})),
      'not-checked',
      'too few training or test examples for a classifier',
    ],
  ]));
