import { describe, expect, test } from 'vitest';
import type { ImpossibleComparison } from '../../src/analysis/compare/comparison.ts';
import { gateSchema } from '../../src/config/schema/gate-schema.ts';
import { createRandom } from '../../src/stats/random.ts';
import { applyGate } from '../../src/verdict/gate.ts';
import type { CasePolicies } from '../../src/verdict/gate-cases.ts';
import { compareFiles, compareTable } from '../compare-results/compare-files.ts';

type Policy = CasePolicies[number];

const policy = (id: string, status: Policy['status'], variant = 'head'): Policy => ({
  id,
  variant,
  status,
  message: `${id} is ${status}`,
  cases: [],
  flaky: [],
  level: null,
  estimate: null,
});

const better = {
  variant: 'head',
  metric: 'score',
  role: 'primary',
  pairing: 'seed',
  verdict: 'improvement',
  reason: 'r',
  difference: null,
} as unknown as ImpossibleComparison;

test.each([
  ['no-case-regresses', 'pass', {}, 'success'],
  ['no-case-regresses', 'open', {}, 'neutral'],
  ['no-case-regresses', 'fail', {}, 'failure'],
  ['must-pass', 'open', {}, 'neutral'],
  ['must-pass', 'fail', {}, 'failure'],
  ['must-pass', 'open', { 'warn-on': [] }, 'success'],
  ['must-pass', 'open', { 'fail-on': ['inconclusive'], 'warn-on': [] }, 'failure'],
  ['must-pass', 'fail', { 'fail-on': ['never'] }, 'failure'],
  ['latency_ms.p95', 'pass', {}, 'success'],
  ['latency_ms.p95', 'open', {}, 'failure'],
  ['latency_ms.p95', 'fail', {}, 'failure'],
] as const)('%s that is %s with %j: %s', (id, status, lists, conclusion) => {
  const gate = gateSchema.parse(lists);
  const decision = applyGate(
    { comparisons: [better], checks: [], claim: null, policies: [policy(id, status)] },
    gate,
  );
  expect(decision.conclusion).toBe(conclusion);
  expect(decision.reason.includes(`${id} is ${status}`)).toBe(conclusion !== 'success');
  const isGuard = id.includes('.');
  expect(decision.failed).toEqual(
    conclusion === 'failure' ? [isGuard ? { on: 'no-worse', metric: id } : { on: id, metric: null }] : [],
  );
});

test('names the variant if there are several', () => {
  const policies = [policy('must-pass', 'fail', 'a'), policy('must-pass', 'pass', 'b')];
  const { reason } = applyGate(
    { comparisons: [better], checks: [], claim: null, policies },
    gateSchema.parse({}),
  );
  expect(reason).toBe('a: must-pass is fail');
});

interface World {
  readonly repeats: number;
  /** Chance that a case passes. */
  readonly base: (at: number) => number;
  readonly head: (at: number) => number;
  readonly answer?: (right: boolean, at: number, repeat: number) => string;
}

/** 40 cases in the plain form, a file for each arm. */
function logs({ repeats, base, head, answer }: World): Record<string, string> {
  const random = createRandom('case policies', repeats);
  const rows = (chance: (at: number) => number) =>
    Array.from({ length: repeats }, (_, repeat) =>
      Array.from({ length: 40 }, (_row, at) => {
        const right = random() < chance(at);
        const text = answer?.(right, at, repeat) ?? `${right} ${random()}`;
        return `case-${at},${repeat + 1},${Number(right)},${text},What is ${at}?`;
      }),
    ).flat();
  const header = 'case,repeat,score,answer,show';
  return {
    'base.csv': [header, ...rows(base)].join('\n'),
    'head.csv': [header, ...rows(head)].join('\n'),
  };
}

const ARMS = { baseline: 'base' };
const flakyAbove = (from: number) => (at: number) => (at < from ? 1 : 0.6);
const worse = (at: number) => (at < 2 ? 0 : flakyAbove(30)(at));

describe('compare with policies on cases', () => {
  test('blocks for cases that regress, and names them', async () => {
    const { gate, evaluation, provenance } = await compareFiles(
      logs({ repeats: 6, base: flakyAbove(30), head: worse }),
      {
        ...ARMS,
        noCaseRegresses: true,
      },
    );
    expect(gate).toMatchObject({
      conclusion: 'failure',
      reason: expect.stringContaining('2 cases that always passed regress: "case-0", "case-1"'),
      failed: [{ on: 'no-case-regresses', metric: null }],
    });
    expect(evaluation?.variants[0]?.newlyWrong[0]).toMatchObject({
      id: 'case-0',
      baselinePassed: 6,
      variantPassed: 0,
      prompt: 'What is 0?',
    });
    expect(provenance.command).toMatch(/--no-case-regresses$/);
  });

  test('lets flaky cases pass', async () => {
    const { gate } = await compareFiles(logs({ repeats: 6, base: flakyAbove(30), head: flakyAbove(30) }), {
      ...ARMS,
      noCaseRegresses: true,
      mustPass: ['case-3', 'case-4'],
    });
    expect(gate).toMatchObject({ passed: true, failed: [] });
  });

  test('warns where one repeat cannot tell, and blocks if the call says so', async () => {
    const files = logs({ repeats: 1, base: () => 1, head: (at) => (at < 2 ? 0 : 1) });
    const { gate } = await compareFiles(files, { ...ARMS, noCaseRegresses: true });
    expect(gate).toMatchObject({ conclusion: 'neutral', reason: expect.stringContaining('may be chance') });
    const strict = await compareFiles(files, { ...ARMS, noCaseRegresses: true, failOn: ['inconclusive'] });
    expect(strict.gate.failed).toContainEqual({ on: 'no-case-regresses', metric: null });
  });

  test('copies show that answers do not vary, so that a lost case blocks', async () => {
    const files = logs({
      repeats: 2,
      base: () => 1,
      head: (at) => (at === 7 ? 0 : 1),
      answer: (right, at) => `${right} ${at}`,
    });
    const { gate } = await compareFiles(files, { ...ARMS, noCaseRegresses: true });
    expect(gate.reason).toContain('1 case that passed now fails, and the answers do not vary: "case-7"');
    expect(gate.passed).toBe(false);
    const cached = Object.entries(files).map(([name, text]) => [
      name,
      text.replace(/^.+$/gm, (row) => `${row},${row.startsWith('case,') ? 'cached' : /^[^,]+,2,/.test(row)}`),
    ]);
    const open = await compareFiles(Object.fromEntries(cached), { ...ARMS, noCaseRegresses: true });
    expect(open.gate).toMatchObject({ passed: true, reason: expect.stringContaining('may be chance') });
  });

  test('blocks for a case that must pass, and warns for one with an error', async () => {
    const files = logs({ repeats: 3, base: () => 1, head: (at) => (at === 5 ? 0.5 : 1) });
    const failing = await compareFiles(files, { ...ARMS, mustPass: ['case-5'] });
    expect(failing.gate.failed).toContainEqual({ on: 'must-pass', metric: null });
    expect(failing.provenance.command).toContain('--must-pass case-5');
    const broken = (files['head.csv'] ?? '').replace(/^case-9,2,.*$/m, 'case-9,2,,,');
    const withError = broken
      .split('\n')
      .map(
        (row, at) =>
          `${row},${at === 0 ? 'error' : row.startsWith('case-9,2,') ? '429 Too many requests' : ''}`,
      );
    const open = await compareFiles(
      { ...files, 'head.csv': withError.join('\n') },
      { ...ARMS, mustPass: ['case-9'] },
    );
    expect(open.gate).toMatchObject({
      passed: true,
      conclusion: 'neutral',
      reason: expect.stringContaining('1 case that must pass has no answer in some repeat: "case-9"'),
    });
  });

  test('a pass mark makes scores pass', async () => {
    const rows = ['case,repeat,score', ...Array.from({ length: 20 }, (_, at) => `c${at},1,${at / 20}`)].join(
      '\n',
    );
    const files = { 'base.csv': rows, 'head.csv': rows.replace('c19,1,0.95', 'c19,1,0.9') };
    await expect(compareFiles(files, { ...ARMS, mustPass: ['c19'] })).rejects.toThrow('set --pass-mark');
    const { gate } = await compareFiles(files, { ...ARMS, mustPass: ['c19'], passMark: 0.92 });
    expect(gate.failed).toContainEqual({ on: 'must-pass', metric: null });
  });

  test.each([{ noCaseRegresses: true }, { mustPass: ['a'] }, { passMark: 0.5 }])(
    '%j needs an evaluation',
    async (options) => {
      const text = 'model,seed,x\na,1,1\na,2,2\nb,1,1\nb,2,2\n';
      await expect(compareTable(text, { ...options, metrics: ['x'] })).rejects.toThrow(
        'work on logs of evaluations',
      );
    },
  );
});
