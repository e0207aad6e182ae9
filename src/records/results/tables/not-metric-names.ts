/** Names of columns that are no metric: inputs, times, durations, labels. */
import { knownMetric } from '../../../config/known-metrics.ts';
import { isHardwareName } from '../../hardware-names.ts';
import { isAxisName, isFoldName, isSeedName } from './column-names.ts';
import { bareName, isGiven, metricNameOf } from './table.ts';

const INTERNAL = /^_|^system_/;
const BY_NAME: ReadonlyArray<readonly [reason: string, pattern: RegExp]> = [
  [
    'a time or a cost',
    /^(run|wall|cpu|gpu|elapsed|train(ing)?|fit|eval|inference|total|start|end|epoch)?_?(time|runtime|duration|elapsed)(_\w+)?$|_(seconds?|secs?|ms|minutes|hours|time|runtime|duration)(_(train|test|eval))?$|^(seconds?|secs?|ms|minutes|hours|cost|price|memory|flops|macs|throughput)$|_(bytes|mb|gb|memory|per_second|per_sec)$/,
  ],
  [
    'a date',
    /^(created|updated|started|finished|ended|logged|date|timestamp|start_date|end_date)(_at|_on|_time)?$|_(timestamp|date)$/,
  ],
  [
    'a process',
    /^((local|global|gpu|node|world)_?)?(rank|worker|process|proc|shard)(_?(id|idx|index|no|nr))?$/,
  ],
  [
    'an id',
    /^(id|uuid|hash|sha\d*|digest|key|index|idx|pid|port|version|revision|url|path|no|nr|#|unnamed:_?\d+|level_\d)$|(^|_)(id|uuid|commit|sha|hash|uri|url|path|version)$|^(git|commit|job|slurm|experiment|trial|run|sweep|fold|rep|replicate|trial_number|repeat|repetition)(_\w+)?$/,
  ],
  [
    'a note',
    /^(notes?|comments?|remarks?|description|tags?|user(_name)?|author|owner|host(_?name)?|name|label|status|state|sweep)$/,
  ],
  [
    'a setting',
    /^(lr|learning_?rate|base_lr|init_lr|batch_?size|bs|weight_?decay|wd|momentum|drop_?out(_\w+)?|optimi[sz]er|scheduler|activation|warm_?up(_\w+)?|patience|grad(ient)?_(clip|accum)\w*|clip\w*|hidden(_\w+)?|units|layers|depth|heads|kernel_size|temperature|l1|l2|gamma|lambda|epsilon|eps|beta_?[12]?|alpha|dataset_size|train_size|test_size|support|max_\w+|n_\w+|num_\w+|\w+_(dim|dims|size|layers|units|heads|depth|lr|rate_decay|learning_rate))$/,
  ],
  ['a size', /^(params?|parameters|(model|trainable|total)_(params?|parameters))$/],
  ['a spread', /(^|_)(std|stdev|std_?dev|stderr|std_err|sem|ci|ci_?(low|lower|high|upper)|variance)$/],
];

/** @returns what the column is instead; null where its name does not tell */
export function nameTellsNoMetric(column: string): string | null {
  if (isGiven(column)) return 'given to the run';
  if (isSeedName(column)) return 'a seed';
  if (isFoldName(column)) return 'a fold';
  if (isAxisName(column)) return 'a step';
  if (isHardwareName(column)) return 'the hardware';
  const name = bareName(metricNameOf(column));
  if (INTERNAL.test(name)) return 'internal to a tracker';
  if (knownMetric(metricNameOf(column)) !== null) return null;
  return BY_NAME.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}
