/** Names for metrics that a regular expression found: `printed: test accuracy ([0-9.]+)` becomes `test accuracy`. */
import { PRINTED } from '../../config/metric-source.ts';
import { type RunRecord, SPLITS } from '../record.ts';

/** A name stays as it is if another metric would share it. */
export function withPrintedNames<Row extends { readonly record: RunRecord }>(rows: readonly Row[]): Row[] {
  const names = new Set(rows.flatMap(({ record }) => namesIn(record)));
  const printed = [...names].filter((name) => name.startsWith(PRINTED));
  const words = printed.map((name) => wordsOf(name.slice(PRINTED.length)));
  const isFree = (name: string) =>
    name !== '' && !names.has(name) && words.indexOf(name) === words.lastIndexOf(name);
  const found = new Map(
    printed.flatMap((name, at) => {
      const word = words[at] ?? '';
      return isFree(word) ? [[name, word] as const] : [];
    }),
  );
  return rows.map((row) => (found.size === 0 ? row : { ...row, record: renamed(row.record, found) }));
}

/** The text of an expression, without its groups, classes and signs. */
function wordsOf(pattern: string): string {
  let text = pattern.replace(/\\[a-zA-Z][+*?]*/g, ' ').replace(/\[[^\]]*\][+*?]*/g, ' ');
  const group = /\((?:\\.|[^()\\])*\)[+*?]*/g;
  for (let before = ''; before !== text; ) [before, text] = [text, text.replace(group, ' ')];
  return text
    .replace(/\\/g, '')
    .replace(/[\^$*+?|{}()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[ :=,.-]+|[ :=,.-]+$/g, '');
}

function namesIn({ metrics, curves }: RunRecord): string[] {
  const last = curves.at(-1);
  const values = [...SPLITS.map((split) => metrics[split]), last?.train, last?.validation];
  return values.flatMap((known) => Object.keys(known ?? {}));
}

function renamed(record: RunRecord, names: ReadonlyMap<string, string>): RunRecord {
  const values = <Value>(known: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(known).map(([name, value]) => [names.get(name) ?? name, value]));
  const bySplit = <Value>(known: { readonly [Split in string]?: Readonly<Record<string, Value>> }) =>
    Object.fromEntries(Object.entries(known).map(([split, own]) => [split, values(own ?? {})]));
  const slices = Object.entries(record.slices).map(([name, slice]) => [
    name,
    { ...slice, metrics: values(slice.metrics) },
  ]);
  return {
    ...record,
    metrics: bySplit(record.metrics),
    ...(record.origins === undefined ? {} : { origins: bySplit(record.origins) }),
    curves: record.curves.map((epoch) => ({
      ...epoch,
      train: values(epoch.train),
      validation: values(epoch.validation),
    })),
    slices: Object.fromEntries(slices),
    divergedBy: record.divergedBy === null ? null : (names.get(record.divergedBy) ?? record.divergedBy),
  };
}
