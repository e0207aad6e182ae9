/** Evaluations from config to result, by real processes. Each world is a random truth; `compare` on the same logs is the reference. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareResults } from '../../../src/compare-results.ts';
import { describeCases } from '../../../src/experiment/looks/settle-look.ts';
import { createRandom } from '../../../src/stats/random.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { writeEvaluation } from '../small-evaluation.ts';

const ARMS = ['base', 'head'] as const;
const HEADER = 'case,group,score,cost,answer,error';

interface World {
  readonly repeats: number;
  readonly cases: number;
  /** Share of the answers with an error. */
  readonly errors?: number;
  /** Whether repeat 2 of the baseline is repeat 1 again. */
  readonly hasCopy?: boolean;
  /** Whether all repeats of the arm are alike. */
  readonly fixed?: readonly string[];
  /** Cases of a group. */
  readonly groupsOf?: number;
  /** Gain of the variant. */
  readonly gain?: number;
}

function logsOf(label: number, world: World): Record<string, string> {
  const { repeats, cases, errors = 0, hasCopy = false, fixed = [], groupsOf = 0, gain = 0.2 } = world;
  const random = createRandom('evaluate', label);
  const ease = Array.from({ length: cases }, () => random());
  const files: Record<string, string> = {};
  for (const arm of ARMS) {
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      const rows = ease.map((chance, at) => {
        const right = random() < Math.min(1, chance + (arm === 'head' ? gain : 0));
        const id = `c${at},${groupsOf === 0 ? '' : `g${Math.floor(at / groupsOf)}`}`;
        if (random() < errors) return `${id},,,,429 Too many requests`;
        return `${id},${Number(right)},0.01,"answer ${right} ${random()}",`;
      });
      files[`${arm}/${repeat}.csv`] = [HEADER, ...rows].join('\n');
    }
    const first = files[`${arm}/1.csv`] as string;
    if (fixed.includes(arm))
      for (let repeat = 2; repeat <= repeats; repeat += 1) files[`${arm}/${repeat}.csv`] = first;
  }
  if (hasCopy) files['base/2.csv'] = files['base/1.csv'] as string;
  return files;
}

async function compareLogs(
  logs: string,
  more: Partial<Parameters<typeof compareResults>[0]> = {},
): Promise<ExperimentResult> {
  const { result } = await compareResults({
    files: ARMS.map((arm) => join(logs, arm)),
    baseline: 'base',
    variants: [],
    metrics: ['score'],
    secondary: ['cost'],
    directions: [],
    margins: [{ metric: 'score', value: 0.1 }],
    alpha: undefined,
    design: undefined,
    failedRuns: undefined,
    failOn: [],
    outputDirectory: undefined,
    ...more,
  });
  return result;
}

/** What both ways must agree on. */
function numbersOf({ comparisons, evaluation, verdict }: ExperimentResult) {
  return {
    verdict,
    comparisons: comparisons.map((one) =>
      one.difference === null
        ? one.reason
        : {
            metric: one.metric,
            difference: one.difference,
            components: one.crossed?.components,
            seedsPValue: one.crossed?.seedsPValue,
            skewCorrected: one.crossed?.skewCorrectedPValue,
            interval: one.interval,
            pValue: one.pValue,
            verdict: one.verdict,
            pairing: one.pairing,
            n: [one.baseline.n, one.candidate.n],
            examples: one.testExamples,
          },
    ),
    cases: [evaluation?.cases, evaluation?.leftOut],
    passed: evaluation?.arms.map(({ repeats, passRate, flipRate }) => [repeats, passRate, flipRate]),
    changed: evaluation?.variants.map(({ newlyWrongCount, newlyRightCount }) => [
      newlyWrongCount,
      newlyRightCount,
    ]),
  };
}

const metrics = '[{ name: score, margin: 0.1 }, { name: cost }]';
const WORLDS: readonly World[] = [
  { repeats: 3, cases: 40, errors: 0.02 },
  { repeats: 1, cases: 60 },
  { repeats: 2, cases: 30, errors: 0.01, gain: 0 },
  { repeats: 3, cases: 40, hasCopy: true },
  { repeats: 1, cases: 30, errors: 0.05, gain: 0.4 },
  { repeats: 3, cases: 50, fixed: ['base'] },
  { repeats: 3, cases: 30, fixed: ['base', 'head'] },
  { repeats: 4, cases: 20, errors: 0.01, hasCopy: true, gain: 0.5 },
  { repeats: 2, cases: 40, groupsOf: 4 },
  { repeats: 2, cases: 12, gain: 0 },
];

describe('the same logs give the same numbers by config and by compare', () => {
  test.each(WORLDS.map((world, label) => [JSON.stringify(world), label, world] as const))(
    '%s',
    async (_, label, world) => {
      const { logs, run } = await writeEvaluation({
        files: logsOf(label, world),
        evaluate: `  repeats: ${world.repeats}`,
        metrics,
      });
      const { result } = await run();
      expect(result.runs.failures).toEqual([]);
      expect(result.design.unit).toBe('repeat');
      expect(numbersOf(result)).toEqual(numbersOf(await compareLogs(logs)));
    },
  );
});

describe('metrics over cases and repeats are those of compare', () => {
  const speed = createRandom('speed', 0);
  const slow = Object.fromEntries(
    Object.entries(logsOf(108, { repeats: 4, cases: 80 })).map(([name, text]) => [
      name,
      text.replace('cost', 'latency_ms').replaceAll(',0.01,', () => `,${500 + Math.round(99 * speed())},`),
    ]),
  );
  test.each([
    ['shown', '{ name: score, margin: 0.1 }, { name: pass^3, role: secondary }', ['score'], ['pass^3']],
    ['deciding', '{ name: pass^3, margin: 0.1 }', ['pass^3'], []],
  ] as const)('pass^3 is %s, the 95th percentile guarded', async (_, own, deciding, secondary) => {
    const { logs, run } = await writeEvaluation({
      files: slow,
      evaluate: '  repeats: 4',
      metrics: `[${own}, { name: latency_ms.p95, role: secondary, margin: 60 }]`,
      config: 'gate: { metrics: { latency_ms.p95: no-worse }, cases: { pass-mark: 0.5 } }',
    });
    const { result } = await run();
    const other = await compareLogs(logs, {
      metrics: [...deciding],
      secondary: [...secondary],
      passMark: 0.5,
      margins: [{ metric: deciding[0], value: 0.1 }],
      noWorse: [{ metric: 'latency_ms.p95', margin: 60 }],
    });
    expect(result.evaluation?.estimates).toHaveLength(2);
    expect(result.evaluation?.estimates).toEqual(other.evaluation?.estimates);
    expect(result.evaluation?.policies).toEqual(other.evaluation?.policies);
    expect(result.evaluation?.policies).toMatchObject([{ id: 'latency_ms.p95', status: 'pass' }]);
    expect(numbersOf(result)).toEqual(numbersOf(other));
    expect(result.gate.failed).toEqual([]);
  });
});

test('stops as soon as it is decided, and says what it cost and saved', async () => {
  const { run } = await writeEvaluation({
    files: logsOf(100, { repeats: 8, cases: 80, gain: 0.6 }),
    evaluate: '  repeats: { min: 2, max: 8 }',
    metrics,
  });
  const { result } = await run();
  expect(result.verdict).toBe('improvement');
  const { trained } = result.runs;
  expect(trained).toBeLessThan(16);
  expect(result.evaluation?.money).toEqual({
    spent: expect.closeTo(trained * 0.8),
    repeat: expect.closeTo(2 * 0.8),
    rest: expect.closeTo((16 - trained) * 0.8),
  });
});

test('unequal numbers of repeats are tested once, and the report says so', async () => {
  const { 'head/2.csv': _, ...files } = logsOf(108, { repeats: 3, cases: 20, gain: 0.9 });
  const { run } = await writeEvaluation({
    files,
    evaluate: '  repeats: { min: 2, max: 3 }',
    config: 'limits: { failed-runs: 0.5 }',
  });
  const { result } = await run();
  expect(result.comparisons[0]).toMatchObject({ baseline: { n: 3 }, candidate: { n: 2 } });
  expect(result.provenance.notices).toContain(
    '"head" has 2 repeats, and the baseline 3, without failed ones and copies. With unequal numbers, it is tested once, at the last look.',
  );
});

test('a guard on a quantile in the wrong direction is refused where the log states the right one', () => {
  const cases = {
    ids: ['a', 'b'],
    scorers: ['score', 'ter'],
    arms: [],
    leftOut: 0,
    lowerIsBetter: new Set(['ter']),
  };
  const direction = 'maximize' as const;
  const metrics = [{ name: 'score', role: 'primary', direction, margin: null, unit: 'none' }] as const;
  const config = { metrics, caseMetrics: [{ name: 'ter.p95', margin: 1, direction }], alpha: 0.05, gate: {} };
  expect(() => describeCases({ cases }, { config, models: [] } as never)).toThrow(
    'metrics: the log says that lower is better for "ter.p95"; add direction: minimize to it',
  );
});

test('ends at one repeat if all of them have the same answers', async () => {
  const { run } = await writeEvaluation({
    files: logsOf(101, { repeats: 6, cases: 30, gain: 0, fixed: ARMS }),
    evaluate: '  repeats: { min: 2, max: 6 }',
  });
  const { result } = await run();
  expect(result.runs.trained).toBe(4);
  expect(result.provenance.notices.join('\n')).toContain(
    'all 2 repeats have the same answers, so the evaluation ended at one repeat',
  );
  expect(result.comparisons[0]).toMatchObject({ baseline: { n: 1 } });
});

test('a log that lacks prices is refused with a limit on them', async () => {
  const files = Object.fromEntries(
    Object.entries(logsOf(102, { repeats: 2, cases: 12 })).map(([name, text]) => [
      name,
      text.replaceAll(',0.01,', ',,'),
    ]),
  );
  const { run } = await writeEvaluation({
    files,
    evaluate: '  repeats: 2',
    config: 'limits: { total-cost: 5 }',
  });
  await expect(run()).rejects.toThrow('does not say what each answer cost');
});

test.each([0, 'all'])(
  'no repeat starts if its look would cost more than is left, ahead: %s',
  async (ahead) => {
    const { run } = await writeEvaluation({
      files: logsOf(103, { repeats: 8, cases: 30, gain: 0.05 }),
      evaluate: '  repeats: { min: 2, max: 8 }',
      metrics,
      config: `limits: { total-cost: 2, parallel: 2 }\nexecutor: { kind: local, ahead: ${ahead} }`,
    });
    const { result } = await run();
    const spent = result.evaluation?.money?.spent ?? 0;
    expect(spent).toBeLessThanOrEqual(2);
    expect(result.runs.trained).toBe(Math.round(spent / 0.3));
    // Repeats that were begun ahead, and paid, are judged.
    expect(result.runs).toMatchObject({ trained: 6 });
    expect(result.runs.inVain).toBeUndefined();
    expect(result.provenance.notices.join('\n')).toContain(
      'limits.total-cost: a further look would cost more',
    );
  },
);

describe('invalid, and says why', () => {
  const settings = (temperature: number) => (text: string) =>
    JSON.stringify({
      evalId: 'x',
      results: {
        version: 3,
        results: text
          .split('\n')
          .slice(1)
          .map((row, at) => ({
            testIdx: at,
            promptIdx: 0,
            provider: { id: 'echo' },
            prompt: { raw: 'p' },
            vars: { at },
            testCase: { vars: { at } },
            success: row.split(',')[2] === '1',
            score: Number(row.split(',')[2]),
            response: { output: row },
          })),
      },
      config: { providers: [{ id: 'echo', config: { temperature } }] },
    });
  const promptfoo = (base: number, head: number) =>
    Object.fromEntries(
      Object.entries(logsOf(104, { repeats: 2, cases: 20 })).map(([name, text]) => [
        name.replace('.csv', '.json'),
        settings(name.startsWith('base') ? base : head)(text),
      ]),
    );

  test('another temperature, unless it is the change', async () => {
    const { run } = await writeEvaluation({
      files: promptfoo(0.5, 1),
      evaluate: '  repeats: 2',
      // As promptfoo does where cases fail; its log is whole.
      exitCode: { head: 100 },
    });
    const { result, exitCode } = await run();
    expect([result.verdict, exitCode]).toEqual(['invalid', 1]);
    expect(result.reason).toBe(
      'head: "temperature" is "1", but baseline has "0.5"; compare arms that differ in the model or prompt alone. If this is the change that you test, add to evaluate.ignore: "temperature"',
    );
  });

  test('not with evaluate.ignore', async () => {
    const { run } = await writeEvaluation({
      files: promptfoo(0.5, 1),
      evaluate: '  repeats: 2\n  ignore: [temperature]',
    });
    expect((await run()).result.verdict).not.toBe('invalid');
  });

  test('errors in too many cases', async () => {
    const { run } = await writeEvaluation({
      files: logsOf(105, { repeats: 1, cases: 40, errors: 1 }),
      evaluate: '  repeats: 1',
    });
    const { result } = await run();
    expect(result.reason).toContain('40 of 40 cases are left out of all arms: an error in "baseline": "429');
    expect(result.reason).toContain('evaluate.missing-cases changes that');
  });
});

describe('a run without one log of one repeat has failed', () => {
  const one = logsOf(106, { repeats: 1, cases: 5 })['base/1.csv'] as string;
  const suite = '<testsuite name="a"><testcase classname="a" name="b" time="1"/></testsuite>';
  test.each([
    ['no log', { 'base/1-notes.txt': 'x' }, 'no log of an evaluation in the run directory, only 1-notes.txt'],
    ['logs of two tools', { 'base/1-a.csv': one, 'base/1-b.xml': suite }, 'has logs of 2 tools'],
    ['several repeats', { 'base/1.csv': 'case,repeat,score\na,1,1\na,2,0' }, 'has 2 repeats of its cases'],
    ['several models', { 'base/1.csv': 'case,model,score\na,x,1\na,y,0' }, 'has 2 models'],
    ['no log after an error', { 'base/2.csv': one }, 'exit code 7'],
    ['a table that an error may have cut', { 'base/1.csv': one }, 'exit code 7'],
  ] as const)('%s', async (_, files, said) => {
    const { run } = await writeEvaluation({
      files: { 'head/1.csv': one, ...files },
      evaluate: '  repeats: 1',
      exitCode: said === 'exit code 7' ? { base: 7 } : {},
    });
    const { result } = await run();
    expect(result.runs.failures.map(({ message }) => message).join('\n')).toContain(said);
    expect(result.verdict).toBe('invalid');
  });
});

test('records of other jobs carry the cases', async () => {
  const { run } = await writeEvaluation({
    files: logsOf(107, { repeats: 2, cases: 20, errors: 0.01 }),
    evaluate: '  repeats: 2',
  });
  const first = await run();
  const again = await run({ recordsOnly: true });
  expect(numbersOf(again.result)).toEqual(numbersOf(first.result));
  const kept = await readdir(join(first.outputDirectory, 'runs'));
  expect(kept.filter((name) => name.endsWith('.predictions.jsonl'))).toHaveLength(4);

  for (const name of kept.filter((one) => one.endsWith('.json'))) {
    const path = join(first.outputDirectory, 'runs', name);
    const record = JSON.parse(await readFile(path, 'utf8'));
    if (record.model === 'baseline') record.cost.day = '2026-01-02';
    await writeFile(path, JSON.stringify(record));
  }
  const later = await run({ recordsOnly: true });
  expect(later.result.provenance.notices.join('\n')).toContain(
    '"baseline" was evaluated on 2026-01-02, and "head"',
  );
});
