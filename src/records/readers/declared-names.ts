/** Finds a metric of the config under other names: `val_accuracy` is accuracy on validation, `roc_auc` is AUROC. */
import { knownMetric } from '../../config/known-metrics.ts';
import { meansTheSame } from '../../stats/metrics/names.ts';
import type { Split } from '../record.ts';
import { declaredSplit, parseFlatName } from './flat-names.ts';

interface Alias {
  readonly split: Split | null;
  readonly declared: string;
  /** The usual name, which the checks look for. */
  readonly plain: string;
}

type ByName<Value> = Readonly<Record<string, Value>>;

/**
 * Adds to the values those of declared names that a file calls otherwise. A declared name with a split gets both names
 * if the metric is known: `test_time` is no metric `time` of the test split.
 */
export function aliasDeclared(
  declared: readonly string[],
): <Value>(split: Split, values: ByName<Value>) => ByName<Value> {
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

function missing<Value>({ declared, plain }: Alias, values: ByName<Value>): Array<readonly [string, Value]> {
  const own = of(values, declared);
  if (own !== undefined) return plain === declared || of(values, plain) !== undefined ? [] : [[plain, own]];
  const found = of(values, plain) ?? of(values, sameName(plain, values));
  return found === undefined ? [] : [[declared, found]];
}

function sameName(name: string, values: ByName<unknown>): string {
  return Object.keys(values).find((other) => meansTheSame(name, other)) ?? name;
}

function of<Value>(values: ByName<Value>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
