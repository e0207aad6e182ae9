import { describe } from 'vitest';
import { machine } from '../../../src/checks/conditions/machine.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { cases, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

type Run = Partial<RunRecord>;

const check = (of: (seed: number, arm: 0 | 1) => Run, more = {}) =>
  judgeOne(machine, { records: bothArms(4, of), ...more });
const cost = (more: object): Run => ({
  cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, ...more },
});
const between = (before: Run, after: Run, more = {}) => check((_, arm) => (arm === 0 ? before : after), more);
const onHosts = (before: object, after: object) =>
  between(cost({ machine: 'EPYC', node: 'n1', ...before }), cost({ machine: 'EPYC', node: 'n2', ...after }));
const EPYC = cost({ machine: 'EPYC' });
const XEON = cost({ machine: 'Xeon' });
const warned = (names: string) => ({
  status: 'warn',
  value: 1,
  message: `4 of 4 pairs were trained on two kinds of machines: ${names}`,
});

describe('machine', () =>
  cases([
    ['one kind for every pair', check((seed) => (seed > 2 ? EPYC : XEON)), { status: 'pass', value: 0 }],
    ['another machine for the baseline', between(EPYC, XEON), warned('EPYC and Xeon')],
    ['a reused run that gave the same here', between(EPYC, XEON, { reusedHold: true }), 'pass'],
    [
      'one pair of four',
      check((seed, arm) => (seed === 1 && arm === 0 ? XEON : EPYC)),
      { status: 'pass', value: 0.25 },
    ],
    [
      'hardware that runs state',
      between({ environment: { gpu: 'V100' } }, { environment: { gpu: 'T4' } }),
      warned('V100 and T4'),
    ],
    [
      'the rest of the environment',
      between({ environment: { torch: '1' } }, { environment: { torch: '2' } }),
      'not-checked',
    ],
    [
      'a parameter',
      between({ params: { device: 'cuda:0' } }, { params: { device: 'cpu' } }),
      warned('cuda and cpu'),
    ],
    ['another GPU', onHosts({ gpu: 'A100' }, { gpu: 'H100' }), warned('A100 and H100')],
    [
      'another driver',
      onHosts({ gpu: 'A100', driver: '550.1' }, { gpu: 'A100', driver: '570.2' }),
      warned('550.1 and 570.2'),
    ],
    ['a GPU in one arm', onHosts({ gpu: 'A100' }, {}), warned('A100 and no GPU')],
    ['two hosts of one kind', onHosts({}, {}), { status: 'pass', value: 0 }],
  ]));
