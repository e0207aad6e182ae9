/**
 * Names of metrics in other tools: scikit-learn, Keras, torchmetrics, Hugging Face's evaluate, lm-evaluation-harness,
 * boosting libraries.
 */
import type { Metric } from './metric.ts';
import { METRICS } from './registry.ts';

export type KnownMetric = Pick<Metric, 'direction' | 'unit' | 'maximum' | 'minimum'>;

/**
 * Other names of equal metrics. Not equal: `recall_macro` (counts classes without labels), torchmetrics' `MulticlassAccuracy`
 * (a mean over classes), `ece` (other bins).
 */
const EQUALS: Readonly<Record<string, readonly string[]>> = {
  accuracy: [
    'acc',
    'accuracy_score',
    'categorical_accuracy',
    'sparse_categorical_accuracy',
    'binaryaccuracy',
  ],
  macro_f1: ['f1_macro', 'macrof1'],
  micro_f1: ['f1_micro'],
  weighted_f1: ['f1_weighted', 'totalf1'],
  balanced_accuracy: ['balanced_accuracy_score', 'balancedaccuracy'],
  mcc: ['matthews_corrcoef', 'matthews_correlation', 'matthewscorrcoef'],
  log_loss: ['logloss', 'binary_logloss', 'multi_logloss', 'mlogloss', 'multiclass'],
  auroc: ['roc_auc', 'roc_auc_score', 'auc', 'binaryauroc'],
  rmse: ['root_mean_squared_error'],
  mae: ['mean_absolute_error', 'meanabsoluteerror'],
  mse: ['mean_squared_error', 'meansquarederror'],
  r2: ['r2_score', 'r2score', 'r_squared', 'rsquared'],
  perplexity: ['ppl'],
};

const SHARE = { direction: 'maximize', unit: 'none', maximum: 1, minimum: 0 } as const;
const SIGNED_SHARE = { ...SHARE, minimum: -1 } as const;
/** At most 1, and below zero without end. */
const EXPLAINED = { direction: 'maximize', unit: 'none', maximum: 1 } as const;
const ERROR_SHARE = { direction: 'minimize', unit: 'none', maximum: 1, minimum: 0 } as const;
const HIGHER = { direction: 'maximize', unit: 'none', maximum: null } as const;
/** These have their own unit, or are logged as 0–100 as often as 0–1. */
const HIGHER_PERCENT = { direction: 'maximize', unit: 'none', maximum: null } as const;
const LOWER_PERCENT = { direction: 'minimize', unit: 'none', maximum: null, minimum: 0 } as const;
const LOWER = { direction: 'minimize', unit: 'none', maximum: null } as const;

/**
 * Reported metrics that are not ours. Those mostly logged as 0–100 (BLEU, COCO's AP) have no maximum, so that a margin of a
 * point is 1.
 */
const REPORTED_ONLY: ReadonlyArray<readonly [KnownMetric, string]> = [
  [
    SHARE,
    'precision recall sensitivity specificity npv ppv f1_score f1score fbeta f2 f0_5 jaccard jaccardindex iou miou mean_iou mean_io_u meaniou dice dice_score',
  ],
  [SHARE, 'average_precision averageprecision pr_auc auprc mrr ndcg hit_rate hits'],
  [
    SHARE,
    'top_k_accuracy acc_norm acc_mutual_info exact_match em exact_str_match prefix_match pass mc1 mc2 win_rate success_rate',
  ],
  [EXPLAINED, 'explained_variance d2_absolute_error_score'],
  [
    SIGNED_SHARE,
    'pearson pearsonr pearsoncorrcoef spearman spearmanr spearmancorrcoef kendalltau concordance cosine_similarity cohen_kappa cohenkappa kappa quadratic_kappa adjusted_rand_score adjusted_mutual_info_score',
  ],
  [
    SHARE,
    'rand_score normalized_mutual_info_score homogeneity_score completeness_score v_measure_score fowlkes_mallows_score',
  ],
  [
    ERROR_SHARE,
    'error_rate brier brier_score brier_score_loss hamming hamming_distance hammingdistance zero_one_loss merror multi_error binary_error expected_calibration_error eer',
  ],
  [LOWER_PERCENT, 'wer cer ter mape smape wmape mean_absolute_percentage_error'],
  [
    LOWER,
    'msle rmsle mean_squared_log_error root_mean_squared_log_error medae median_absolute_error max_error mean_pinball_loss',
  ],
  [
    LOWER,
    'mean_poisson_deviance mean_gamma_deviance mean_tweedie_deviance crps fid kid lpips nll kl_divergence kldivergence bits_per_byte bits_per_character bpb bpc word_perplexity byte_perplexity',
  ],
  [
    HIGHER_PERCENT,
    'bleu sacrebleu chrf meteor rouge rouge1 rouge2 rougel rougelsum bertscore comet ssim top1 top5 top_1 top_5 ap map map50 map75 map50_95 map_50 map_75',
  ],
  [
    HIGHER,
    'mutual_info_score psnr inception_score log_likelihood elbo reward mean_reward episode_reward episode_reward_mean episode_return_mean ep_rew_mean return',
  ],
];

/** Unambiguous endings, each with a metric that is read alike. */
const SUFFIXES: ReadonlyArray<readonly [RegExp, string]> = [
  [/(^|[_/.])(accuracy|acc)$/, 'accuracy'],
  [/(^|[_/.])f1(_score)?$/, 'f1'],
  [/(^|[_/.])error_rate$/, 'error_rate'],
  [/(^|[_/.])(precision|recall|iou|dice|ndcg|auroc|auc)$/, 'recall'],
  [/(^|[_/.])perplexity$/, 'perplexity'],
  [/(^|[_/.])loss$/, 'loss'],
  // A share of wrong answers, perhaps in percent, or a mean in its own unit.
  [/(^|[_/.])error$/, 'wer'],
];

const AMOUNT =
  /(^|_)(seconds?|secs?|ms|time|latency|duration|bytes|memory|flops|cost|price|params|parameters|epochs?|steps?)$/;

/** Splits are prefixes; averages, cut-offs and filters (`acc,none`) are suffixes. */
const SPLIT_IN_FRONT = /^(train|training|val|valid|validation|eval|dev|test)_(?=.)/;
const AT_THE_END = /(,[\w-]*|(@|_at_)\d+|_(macro|micro|weighted|samples|binary|ovr|ovo))$/;

/** Units in headers: `Accuracy (%)`, `RMSE [m]`. */
const UNIT_AT_THE_END = /_*[([][^()[\]]*[)\]]$/;

const EXACT: ReadonlyMap<string, Metric> = new Map(METRICS.map((metric) => [metric.name, metric]));
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ...METRICS.map(({ name }) => [name, name] as const),
  ...Object.entries(EQUALS).flatMap(([name, others]) => others.map((other) => [other, name] as const)),
]);
const KNOWN: ReadonlyMap<string, KnownMetric> = new Map(
  REPORTED_ONLY.flatMap(([known, names]) => names.split(' ').map((name) => [name, known] as const)),
);

export function otherNames(): {
  readonly equal: ReadonlyArray<readonly [metric: string, names: readonly string[]]>;
  readonly reported: ReadonlyArray<readonly [KnownMetric, readonly string[]]>;
} {
  const reported = [
    SHARE,
    SIGNED_SHARE,
    EXPLAINED,
    ERROR_SHARE,
    HIGHER_PERCENT,
    LOWER_PERCENT,
    HIGHER,
    LOWER,
  ].map((known) => {
    const own = REPORTED_ONLY.filter(([kind]) => kind === known).flatMap(([, names]) => names.split(' '));
    return [known, own] as const;
  });
  return { equal: Object.entries(EQUALS), reported };
}

/** Our metric for any tool's name, ignoring case; undefined if unknown. */
export function metricMeant(name: string): Metric | undefined {
  return EXACT.get(name) ?? EXACT.get(CANONICAL.get(tidy(name)) ?? '');
}

/** Tells whether two names, ignoring case, are of one metric. */
export function meansTheSame(one: string, other: string): boolean {
  const [a, b] = [tidy(one), tidy(other)];
  return a === b || (CANONICAL.get(a) ?? a) === (CANONICAL.get(b) ?? b);
}

/** Direction, unit and scale of a name; null if unknown. scikit-learn negates what it would minimize: `neg_…`. */
export function knownByName(name: string): KnownMetric | null {
  const bare = tidy(name).replace(UNIT_AT_THE_END, '').replace(SPLIT_IN_FRONT, '');
  if (bare.startsWith('neg_')) return HIGHER;
  for (let key = bare; ; key = key.replace(AT_THE_END, '')) {
    const known = metricMeant(key) ?? KNOWN.get(key);
    if (known !== undefined) return known;
    if (!AT_THE_END.test(key)) break;
  }
  const shape = bare.replace(AT_THE_END, '');
  const alike = SUFFIXES.find(([pattern]) => pattern.test(shape))?.[1];
  return alike === undefined ? null : (EXACT.get(alike) ?? KNOWN.get(alike) ?? null);
}

/** Tells whether 0.9 and 90 may be equal: not if the name is that of a loss or amount. */
export function mayBeShare(name: string): boolean {
  const known = knownByName(name);
  if (known === null) return !AMOUNT.test(tidy(name));
  return known.maximum === 1 || known === HIGHER_PERCENT || known === LOWER_PERCENT;
}

const TIMES: ReadonlyArray<readonly [RegExp, string]> = [
  [/(^|_)(ms|milliseconds?)$/, 'ms'],
  [/(^|_)(s|secs?|seconds?)$/, 's'],
  [/(^|_)(min|minutes?)$/, 'min'],
  [/(^|_)(h|hours?)$/, 'h'],
  [/(^|_)(time|latency|duration|runtime|wall_?clock)$/, ''],
];

/** The unit of a metric whose name says that it is a time: `train_seconds`; empty if it does not tell the unit, null if it is no time. */
export function timeUnit(name: string): string | null {
  const bare = tidy(name).replace(AT_THE_END, '');
  return TIMES.find(([pattern]) => pattern.test(bare))?.[1] ?? null;
}

function tidy(name: string): string {
  return name.toLowerCase().replaceAll(/[ -]/g, '_');
}
