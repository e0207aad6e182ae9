/** A metric of the config that is called `val_accuracy` is the accuracy of the validation split, whichever name a file has. */
import { knownMetric } from '../../config/known-metrics.ts';
import type { MetricValues, Split } from '../record.ts';
import { declaredSplit, parseFlatName } from './flat-names.ts';

interface Alias {
  readonly split: Split;
  readonly declared: string;
  /** What every other file calls it, and the checks look for. */
  readonly plain: string;
}

/**
 * For each declared name with a split in it, its value under both names. Only metrics that are known by name: `test_time` is no
 * metric `time` of the test split.
 */
export function aliasDeclared(
  declared: readonly string[],
): (split: Split, values: MetricValues) => MetricValues {
  const aliases = declared.flatMap(toAlias);
  return (split, values) => {
    const added = aliases.filter((alias) => alias.split === split).flatMap((alias) => missing(alias, values));
    return added.length === 0 ? values : { ...values, ...Object.fromEntries(added) };
  };
}

function toAlias(declared: string): Alias[] {
  const split = declaredSplit(declared);
  const { name: plain } = parseFlatName(declared);
  return split === null || knownMetric(plain) === null ? [] : [{ split, declared, plain }];
}

function missing({ declared, plain }: Alias, values: MetricValues): Array<readonly [string, number]> {
  const of = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
  const [ownValue, plainValue] = [of(declared), of(plain)];
  if (ownValue === undefined) return plainValue === undefined ? [] : [[declared, plainValue]];
  return plainValue === undefined ? [[plain, ownValue]] : [];
}
