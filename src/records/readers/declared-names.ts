/** A metric of the config under the name that it has there: `val_accuracy` is the accuracy of validation, and `roc_auc` the AUROC. */
import { knownMetric } from '../../config/known-metrics.ts';
import { meansTheSame } from '../../stats/metrics/names.ts';
import type { MetricValues, Split } from '../record.ts';
import { declaredSplit, parseFlatName } from './flat-names.ts';

interface Alias {
  /** Null for any. */
  readonly split: Split | null;
  readonly declared: string;
  /** What every other file calls it, and the checks look for. */
  readonly plain: string;
}

/**
 * For each declared name its value where a file has it under another tool's word for the same metric, and for one with a split in it the
 * value under both names. The latter only for metrics that are known by name: `test_time` is no metric `time` of the test split.
 */
export function aliasDeclared(
  declared: readonly string[],
): (split: Split, values: MetricValues) => MetricValues {
  const aliases = declared.map(toAlias);
  return (split, values) => {
    const here = aliases.filter((alias) => alias.split === null || alias.split === split);
    const added = here.flatMap((alias) => missing(alias, values));
    return added.length === 0 ? values : { ...values, ...Object.fromEntries(added) };
  };
}

function toAlias(declared: string): Alias {
  const split = declaredSplit(declared);
  const { name: plain } = parseFlatName(declared);
  const isOfSplit = split !== null && knownMetric(plain) !== null;
  return isOfSplit ? { split, declared, plain } : { split: null, declared, plain: declared };
}

function missing({ declared, plain }: Alias, values: MetricValues): Array<readonly [string, number]> {
  const own = of(values, declared);
  if (own !== undefined) return plain === declared || of(values, plain) !== undefined ? [] : [[plain, own]];
  const found = of(values, plain) ?? of(values, sameName(plain, values));
  return found === undefined ? [] : [[declared, found]];
}

function sameName(name: string, values: MetricValues): string {
  return Object.keys(values).find((other) => meansTheSame(name, other)) ?? name;
}

function of(values: MetricValues, name: string): number | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
