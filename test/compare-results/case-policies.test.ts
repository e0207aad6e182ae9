import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/stats/random.ts';
import { compareFiles, compareTable } from './compare-files.ts';

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
      reason: expect.stringContaining('"case-9" must pass, and has no answer in some repeat'),
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
