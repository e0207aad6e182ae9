/** Finds one name for two metrics: an error in two units, an F1 averaged in two ways, or a loss per token of two tokenizers. */
import { median } from 'simple-statistics';
import { decidingSplit, finishedRuns } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { MetricValues, RunRecord } from '../../records/record.ts';
import { show } from '../words.ts';

export interface Problem {
  readonly metric: Metric;
  readonly message: string;
  readonly advice: string;
  /** Default: true. */
  readonly isSure?: boolean;
}

const AVERAGED = /(^|_)(f1|precision|recall)(_|$)/;
/** So many runs agree to the last digit only by definition. */
const FEWEST_RUNS = 3;
const FEWEST_DECIMALS = 3;

/** Equal means over other orders differ by rounding: on a balanced test set, macro recall is accuracy. */
const ROUNDING = 1e-9;

/** F1, precision and recall equal accuracy if they are averaged over examples (micro), and never if over classes. */
export function otherAverage(
  metric: Metric,
  records: readonly RunRecord[],
  models: readonly string[],
): Problem | null {
  const { name } = metric;
  if (!AVERAGED.test(name)) return null;
  const measured = models
    .map((model) => ({ model, runs: measuredRuns(records, model, [name, 'accuracy']) }))
    .filter(({ runs }) => runs.length >= FEWEST_RUNS);
  const isEqual = (run: MetricValues) =>
    Math.abs((run[name] as number) - (run.accuracy as number)) <= ROUNDING;
  const micro = measured.find(
    ({ runs }) => runs.every(isEqual) && new Set(runs.map((run) => run[name])).size > 1 && runs.some(isFine),
  );
  const other = measured.find(({ runs }) => !runs.some(isEqual));
  if (micro === undefined || other === undefined) return null;
  return {
    metric,
    message: `${name} equals accuracy to the last digit in all ${micro.runs.length} runs of ${micro.model} and in none of ${other.model}: one is averaged over examples (micro), the other over classes, so they are two metrics`,
    advice: 'choose one average for every model, such as macro',
  };
}

function isFine({ accuracy = 0 }: MetricValues): boolean {
  return (String(accuracy).split('.')[1] ?? '').length >= FEWEST_DECIMALS;
}

/** Power of the target's unit. */
const ERRORS: Readonly<Record<string, number>> = { rmse: 1, mae: 1, medae: 1, max_error: 1, mse: 2 };
/** No model is so much better than another that is worth a comparison. */
const FOLD = 25;
/** Variances of one set of labels that two arms imply differ by rounding alone. */
const VARIANCE_FOLD = 4;
/** R² of several outputs is their mean, which another model may move by less. */
const SURE_VARIANCE_FOLD = 100;

/** With R², an error shows the variance of the labels, which both arms share. Without it, a large factor is only a doubt. */
export function otherUnit(
  metric: Metric,
  records: readonly RunRecord[],
  models: readonly string[],
): Problem | null {
  const { name } = metric;
  const power = ERRORS[name];
  if (power === undefined) return null;
  const medians = models.flatMap((model) => {
    const runs = measuredRuns(records, model, [name]).filter((run) => (run[name] as number) > 0);
    if (runs.length === 0) return [];
    const variances = runs.flatMap((run) => varianceOf(run) ?? []);
    const variance = variances.length === 0 ? null : median(variances);
    return [{ model, error: median(runs.map((run) => run[name] as number)), variance }];
  });
  const [baseline, ...variants] = medians;
  for (const variant of variants) {
    if (baseline === undefined) continue;
    const values = `${name} is ${show(baseline.error)} in ${baseline.model} and ${show(variant.error)} in ${variant.model}`;
    if (baseline.variance !== null && variant.variance !== null) {
      const fold = foldOf(baseline.variance, variant.variance);
      if (fold < VARIANCE_FOLD) continue;
      const deviations = [baseline, variant].map(({ variance }) => show(Math.sqrt(variance as number)));
      return {
        metric,
        message: `${values}, and R² shows labels with standard deviations of ${deviations.join(' and ')}: the two are in different units or of different examples`,
        advice: ADVICE,
        isSure: fold >= SURE_VARIANCE_FOLD,
      };
    }
    if (foldOf(baseline.error, variant.error) < FOLD ** power) continue;
    return {
      metric,
      isSure: false,
      message: `${values}: such a factor is rather a different unit, such as a logarithm or a standardised target, than a better model`,
      advice: `${ADVICE}. Ignore this check if the factor is real`,
    };
  }
  return null;
}

const PER_TOKEN = /(^|_)(perplexity|ppl)$|(^|_)(loss|nll|bits|entropy)_per_token$|^(lm|token)_loss$/;
const PER_TOKEN_IF_SO = /^(loss|nll|cross_entropy)$/;
const TOKENIZER =
  /(^|_)tokeni[sz]er(_(name|type|file|path|model))?$|(^|_)(vocab(ulary)?|n_vocab|vocab(ulary)?_size)$/;
/** A vocabulary is often padded to a round size. */
const PADDING = 0.01;

/**
 * A tokenizer that cuts a text into longer tokens has fewer and harder ones, so a loss per token differs for the same model of the
 * text. A plain loss is one per token if its runs also log a perplexity. Two names or paths may lead to one tokenizer, so only sizes
 * are sure.
 */
export function otherTokens(
  metric: Metric,
  records: readonly RunRecord[],
  models: readonly string[],
): Problem | null {
  const { name } = metric;
  const isPerToken =
    PER_TOKEN.test(name) ||
    (PER_TOKEN_IF_SO.test(name) &&
      records.some(({ metrics }) =>
        Object.values(metrics).some((values) => Object.keys(values).some((other) => PER_TOKEN.test(other))),
      ));
  if (!isPerToken) return null;
  const [baseline, ...variants] = models.map((model) => ({
    model,
    tokens: tokenizerOf(finishedRuns(records, model)),
  }));
  for (const { model, tokens } of variants) {
    const known = [...tokens].filter(([key]) => baseline?.tokens.has(key));
    const isSize = (value: string) => Number.isFinite(Number(value));
    const sizes = known.filter(([, value]) => isSize(value));
    const differing = [...sizes, ...known].find(([key, value]) =>
      isOther(baseline?.tokens.get(key) ?? value, value),
    );
    if (baseline === undefined || differing === undefined) continue;
    const [key, value] = differing;
    const isSure = isSize(value) && isSize(baseline.tokens.get(key) ?? '');
    return {
      metric,
      isSure,
      message: `${name} is a loss per token, and ${key} is ${baseline.tokens.get(key)} in ${baseline.model} and ${value} in ${model}: other tokens of one text make it another metric`,
      advice: `log the loss per byte or per character of the text (bits_per_byte), which no tokenizer changes${isSure ? '' : '. Ignore this check if both are one tokenizer'}`,
    };
  }
  return null;
}

function isOther(one: string, other: string): boolean {
  const sizes = [Number(one), Number(other)] as const;
  return one !== other && !(foldOf(...sizes) <= 1 + PADDING);
}

/** What all runs of a model agree in. */
function tokenizerOf(runs: readonly RunRecord[]): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  const entries = runs.flatMap(({ params, environment, metrics }) =>
    [params, environment, ...Object.values(metrics)].flatMap((values) => Object.entries(values)),
  );
  for (const [key, value] of entries) {
    if (!TOKENIZER.test(key.toLowerCase())) continue;
    const text = String(value).slice(0, MAX_TOKENIZER_CHARS);
    const known = found.get(key);
    found.set(key, known === undefined || known === text ? text : null);
  }
  return new Map([...found].flatMap(([key, text]) => (text === null ? [] : [[key, text] as const])));
}

const MAX_TOKENIZER_CHARS = 60;

const ADVICE =
  "log the error in the target's unit in every model: transform predictions and labels back first";

function foldOf(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other);
}

function varianceOf({ rmse, mse, r2 }: MetricValues): number | null {
  const squared = mse ?? (rmse === undefined ? undefined : rmse ** 2);
  return squared === undefined || !(squared > 0) || r2 === undefined || r2 >= 1 ? null : squared / (1 - r2);
}

/** Metrics of the finished runs that have all of these. */
function measuredRuns(records: readonly RunRecord[], model: string, names: readonly [string, ...string[]]) {
  const split = decidingSplit(records, names[0]);
  if (split === null) return [];
  return finishedRuns(records, model).flatMap(({ metrics }) => {
    const values = metrics[split];
    return values !== undefined && names.every((name) => Object.hasOwn(values, name)) ? [values] : [];
  });
}
