/**
 * Mean of what people would grade, from a judge's grades of many cases and people's labels of some (PPI++).
 *
 *     estimate = λ mean(judge, unlabelled) + mean(label − λ judge, labelled)
 *
 * is unbiased for every λ if labelled cases are a random choice, however wrong the judge is. λ = cov(label, judge) / ((1 + n/N)
 * var(judge)), within 0 to 1, makes its variance least: a judge that says nothing of the labels gets 0.
 *
 * Unlike the source, the interval uses t, and half a case is added in which the judge errs each way: few labels may show no
 * error of a good judge (as A. Agresti and Y. Min, Biostatistics 6, 2005, do for matched pairs).
 *
 * Source: A. N. Angelopoulos, J. C. Duchi and T. Zrnic, PPI++: Efficient Prediction-Powered Inference (2023), section 6.
 */
import { mean, standardDeviation } from '../describe.ts';
import { requireFinite, StatisticsError } from '../error.ts';
import type { TEstimate } from '../tests/t-test.ts';

export interface GradedTwice {
  /** Of n cases, by people and by the judge. */
  readonly labels: readonly number[];
  readonly judged: readonly number[];
  /** Of N other cases, by the judge alone. */
  readonly unlabelled: readonly number[];
  /** Groups of the n cases and of the N others, which are not independent. */
  readonly groups?: { readonly labelled: readonly string[]; readonly unlabelled: readonly string[] } | null;
}

export interface PredictionPowered extends TEstimate {
  readonly lambda: number;
  /** Variances of the two means without the added case, in the unit squared. */
  readonly ofJudge: number;
  readonly ofLabels: number;
}

/** @throws StatisticsError for fewer than three labels, or values that are not finite */
export function predictionPowered({ labels, judged, unlabelled, groups }: GradedTwice): PredictionPowered {
  const [n, others] = [labels.length, unlabelled.length];
  if (n < 3 || judged.length !== n)
    throw new StatisticsError(`predictionPowered requires three labels with grades, but there are ${n}`);
  for (const values of [labels, judged, unlabelled]) requireFinite('predictionPowered', values);
  const lambda = others < 2 ? 0 : powerOf(labels, judged, unlabelled);
  const rest = labels.map((label, at) => label - lambda * (judged[at] as number));
  const ofJudge = others < 2 ? 0 : (lambda * standardDeviation(unlabelled)) ** 2 / others;
  const ofLabels = standardDeviation(rest) ** 2 / n;
  const difference = (others < 2 ? 0 : lambda * mean(unlabelled)) + mean(rest);
  const scaled = unlabelled.map((value) => lambda * value);
  // The largest error of a judge is the range of its grades.
  const unseen = ((Math.max(...labels, ...judged) - Math.min(...labels, ...judged)) / 2 / n) ** 2;
  const spread = groups
    ? grouped([
        { values: rest, ids: groups.labelled },
        { values: others < 2 ? [] : scaled, ids: groups.unlabelled },
      ])
    : {
        variance: ofJudge + ofLabels,
        degreesOfFreedom:
          (ofJudge + ofLabels + unseen) ** 2 /
            (ofJudge ** 2 / Math.max(1, others - 1) + (ofLabels + unseen) ** 2 / (n - 2)) || n - 2,
      };
  return {
    difference,
    lambda,
    ofJudge,
    ofLabels,
    standardError: Math.sqrt(spread.variance + unseen),
    degreesOfFreedom: spread.degreesOfFreedom,
  };
}

function powerOf(
  labels: readonly number[],
  judged: readonly number[],
  unlabelled: readonly number[],
): number {
  const n = labels.length;
  const [ofLabels, ofJudge] = [mean(labels), mean(judged)];
  const covariance = mean(labels.map((label, at) => (label - ofLabels) * ((judged[at] as number) - ofJudge)));
  const variance = standardDeviation([...judged, ...unlabelled]) ** 2;
  if (variance === 0) return 0;
  return Math.min(1, Math.max(0, covariance / ((1 + n / unlabelled.length) * variance)));
}

interface Part {
  readonly values: readonly number[];
  readonly ids: readonly string[];
}

/** A group may have cases in both parts, whose errors then go together. */
function grouped(parts: readonly Part[]): { variance: number; degreesOfFreedom: number } {
  const sums = new Map<string, number>();
  for (const { values, ids } of parts) {
    if (values.length === 0) continue;
    const centre = mean(values);
    values.forEach((value, at) => {
      const id = ids[at] as string;
      sums.set(id, (sums.get(id) ?? 0) + (value - centre) / values.length);
    });
  }
  const labelled = new Set(parts[0]?.ids).size;
  if (labelled < 2) throw new StatisticsError('predictionPowered requires labels in two groups');
  const squares = [...sums.values()].reduce((sum, one) => sum + one * one, 0);
  return { variance: (squares * labelled) / (labelled - 1), degreesOfFreedom: labelled - 1 };
}
