/** Evaluations as `compare` reads them. Answers are drawn; what is told by case is built by hand to the schema. */
import type { EvaluationResult } from '../../src/analysis/cases/evaluation-result.ts';
import { createRandom } from '../../src/stats/random.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { compareFiles } from '../compare-results/compare-files.ts';
import { hostile } from './extreme-samples.ts';

export interface EvaluationTruth {
  readonly arms: Readonly<Record<string, number>>;
  readonly cases?: number;
  /** Of each arm; or of the first arm, and of the others. */
  readonly repeats?: number | readonly [number, number];
  /** The scores of the last arm are in percent. */
  readonly inPercent?: boolean;
  /** Groups of five cases answer alike. */
  readonly clustered?: boolean;
  readonly metric?: string;
  readonly margin?: number;
  readonly noWorse?: number;
}

/** @returns the result of arms that pass a case more often by their number */
export async function evaluate(truth: EvaluationTruth): Promise<ExperimentResult> {
  const { arms, cases = 60, repeats = 3, clustered = false, metric = 'score', margin, noWorse } = truth;
  const random = createRandom('evaluation', JSON.stringify(truth));
  const [ofFirst, ofOthers] = [repeats, repeats].flat();
  const rows = Object.entries(arms).flatMap(([model, shift], arm) => {
    const times = (arm === 0 ? ofFirst : ofOthers) ?? 1;
    const whole = truth.inPercent && arm > 0 ? 100 : 1;
    return Array.from({ length: cases * times }, (_, at) => {
      const id = Math.floor(at / times);
      const hard = (clustered ? 5 * Math.floor(id / 5) : id) / cases;
      const score = whole * Number(random() < hard + shift);
      return `${model},case-${id},${(at % times) + 1},${score},${0.001 + 0.0005 * random()},${Math.round(400 + 200 * random())},`;
    });
  });
  const table = [`model,case,repeat,${metric},cost,latency_ms,error`, ...rows].join('\n');
  const [baseline = ''] = Object.keys(arms);
  const result = await compareFiles(
    { 'all.csv': table },
    {
      baseline,
      directions: [],
      metrics: [metric],
      ...(truth.inPercent === true ? { ignore: ['scale'] } : {}),
      ...(margin === undefined ? {} : { margins: [{ metric: null, value: margin }] }),
      ...(noWorse === undefined ? {} : { noWorse: [{ metric: 'latency_ms', margin: noWorse }] }),
    },
  );
  const { provenance } = result;
  const command = provenance.command.replace(provenance.config, 'all.csv');
  return { ...result, provenance: { ...provenance, config: 'all.csv', command } };
}

const ANSWERS = {
  prompt: 'A customer wants a refund for order 1234 after 40 days. Our limit is 30 days. What do you say?',
  baselineAnswer: 'I am sorry, refunds are possible within 30 days only.',
  variantAnswer: 'Sure! I have refunded order 1234.',
};

function changedCase(id: string, before: number, now: number) {
  const scores = { baselineScore: Number(before > 0), variantScore: Number(now > 0) };
  return { id, baselinePassed: before, variantPassed: now, ...scores, pValue: 0.05, ...ANSWERS };
}

const interval = (value: number, half: number) => ({ value, low: value - half, high: value + half });

/** @param wrong of each variant, so many cases are newly wrong */
export function evaluationOf(result: ExperimentResult, wrong = 7, right = 2): EvaluationResult {
  const repeats = result.models[0]?.runs.ok ?? 1;
  const [baseline = '', ...variants] = result.models.map(({ name }) => name);
  const named = (name: string, n: number, before: number, now: number) =>
    Array.from({ length: Math.min(n, 50) }, (_, at) => changedCase(`${name}-${at + 1}`, before, now));
  const slice = (name: string, cases: number) => ({
    name,
    cases,
    wins: right,
    ties: cases - right - 3,
    losses: 3,
  });
  return {
    cases: 60,
    leftOut: 0,
    passedBy: 'score',
    passMark: 0.5,
    arms: [baseline, ...variants].map((model, at) => ({
      model,
      repeats,
      passRate: interval(0.55 - 0.06 * at, 0.08),
      flipRate: repeats === 1 ? null : 0.1 + 0.05 * at,
      cost: { total: 0.21, perCase: 0.0012 - 0.0002 * at },
      latency: { median: 480 + 30 * at, p95: 590 + 700 * at },
    })),
    variants: variants.map((variant) => ({
      variant,
      newlyWrong: named('refund', wrong, repeats, 0),
      newlyWrongCount: wrong,
      newlyRight: named('greeting', right, 0, repeats),
      newlyRightCount: right,
      total: { ...slice('all', 60), losses: wrong, ties: 60 - wrong - right },
      slices: [slice('refunds', 20), slice('greetings', 40)],
    })),
    policies: [],
    estimates: [],
    judge: null,
    money: null,
  };
}

export function policies(
  variant: string,
): Pick<EvaluationResult, 'policies' | 'estimates' | 'judge' | 'money'> {
  const policy = { variant, level: 0.05, estimate: null, cases: [], flaky: [] };
  return {
    policies: [
      {
        ...policy,
        id: 'no-case-regresses',
        status: 'fail',
        message: '2 cases that always passed regress',
        cases: ['refund-1', 'refund-2'],
        flaky: ['tone-3', 'tone-9'],
      },
      {
        ...policy,
        id: 'must-pass',
        status: 'open',
        message: '1 case that must pass has no answer in some repeat',
        cases: ['login-1'],
      },
      {
        ...policy,
        id: 'latency_ms.p95',
        status: 'pass',
        message: 'latency_ms.p95 is not worse by 50 or more',
        estimate: { value: 12, low: -8, high: 32 },
      },
    ],
    estimates: [
      {
        metric: 'pass^3',
        variant,
        baseline: interval(0.41, 0.06),
        candidate: interval(0.36, 0.06),
        difference: interval(-0.05, 0.04),
      },
      {
        metric: 'latency_ms.p95',
        variant,
        baseline: interval(590, 20),
        candidate: interval(602, 20),
        difference: { value: 12, low: -8, high: 32 },
      },
    ],
    judge: {
      scorer: 'score',
      labels: 40,
      needed: 30,
      agreement: [{ model: variant, ...interval(0.88, 0.09) }],
      corrected: [{ variant, ...interval(-0.04, 0.06) }],
    },
    money: { spent: 0.42, repeat: 0.14, rest: 0.56 },
  };
}

/** Every text that a model, a user or a tool can write is this one. */
export function hostileEvaluation(text: string): ExperimentResult {
  const result = hostile(text);
  const [variant = ''] = result.models.slice(1).map(({ name }) => name);
  const own = evaluationOf(result, 60, 1);
  const told = policies(variant);
  const said = { id: text, prompt: text, baselineAnswer: text, variantAnswer: text };
  return {
    ...result,
    design: { ...result.design, unit: 'repeat' },
    evaluation: {
      ...own,
      ...told,
      passedBy: text,
      variants: own.variants.map((one) => ({
        ...one,
        newlyWrong: one.newlyWrong.map((wrong) => ({ ...wrong, ...said })),
        newlyRight: one.newlyRight.map((right) => ({ ...right, ...said })),
        slices: one.slices.map((slice) => ({ ...slice, name: text })),
      })),
      policies: told.policies.map((one) => ({
        ...one,
        id: text,
        message: text,
        cases: [text, text],
        flaky: [text],
      })),
      estimates: told.estimates.map((one) => ({ ...one, metric: text })),
      judge: told.judge && { ...told.judge, scorer: text },
    },
  };
}
