/** Where each value of a record comes from, as the report tells it. */
import { knownByName } from '../../stats/metrics/names.ts';
import { MAX_ORIGIN_CHARS, type MetricValues, type Origin, type Split } from '../record.ts';
import type { Findings, Stated, StatedByName } from './findings.ts';

type OriginsByName = Readonly<Record<string, Origin>>;

interface Merged {
  readonly split: Split;
  readonly findings: Findings;
  /** What was computed from the predictions. */
  readonly computed: MetricValues;
  readonly predictionsFile: string | null;
}

/** Fewer values are no choice. */
const FEWEST_VALUES = 3;
/** A stated value may be rounded. */
const RELATIVE_TOLERANCE = 5e-4;

/** In the order in which values replace each other: last values, stated ones, computed ones. */
export function originsOf({ split, findings, computed, predictionsFile }: Merged): OriginsByName {
  const stated = [...findings.metrics[split]].map(([name, value]) => {
    const origin = describe(name, findings.metrics[split].stated, 'stated');
    return [name, { ...origin, ...placeInCurve(name, value, split, findings) }] as const;
  });
  return {
    ...fromEach(findings.lastValues[split].stated, 'last'),
    ...fromEach(findings.curves[split], 'last'),
    ...Object.fromEntries(stated),
    ...Object.fromEntries(
      [...findings.named[split]].map(([name, origin]) => [
        name,
        { ...origin, file: shorten(origin.file), key: origin.key.slice(0, MAX_ORIGIN_CHARS) },
      ]),
    ),
    ...Object.fromEntries(
      Object.keys(computed).map((name) => [
        name,
        { file: shorten(predictionsFile ?? ''), key: name, at: 'computed' as const },
      ]),
    ),
  };
}

function fromEach(all: StatedByName, at: Origin['at']): OriginsByName {
  const present = [...all].filter(([, { count }]) => count > 0);
  return Object.fromEntries(present.map(([name]) => [name, describe(name, all, at)]));
}

function describe(name: string, all: StatedByName, at: Origin['at']): Origin {
  const { file, key, count } = all.get(name) as Stated;
  const plain = key.replaceAll(/\[\d+\]/g, '').slice(0, MAX_ORIGIN_CHARS);
  return {
    file: shorten(file),
    key: plain,
    at,
    ...(at === 'last' && count > 1 ? { of: count } : {}),
    ...(isCalledBest(plain) ? { selected: 'name' as const } : {}),
  };
}

/** `best_val_acc` and `val/acc_best`, but no `bestiality`. */
export function isCalledBest(key: string): boolean {
  return /(^|[^a-z])best([^a-z]|$)/i.test(key);
}

/** Names of event files hold the machine's, and those of runs are random: none of that says anything to a reader. */
function shorten(file: string): string {
  const plain = file.replace(/(tfevents)[^/]*$/, '$1…').replaceAll(/[0-9a-f]{32}/g, '…');
  return plain.length > MAX_ORIGIN_CHARS ? `…${plain.slice(1 - MAX_ORIGIN_CHARS)}` : plain;
}

/** Whether a value that is stated as final is the best of what was logged for it on the way: chosen, where the last is another. */
function placeInCurve(
  name: string,
  value: number,
  split: Split,
  { epochs }: Findings,
): Pick<Origin, 'selected' | 'isBest'> {
  const curve = [...epochs].sort(([a], [b]) => a - b).flatMap(([, bags]) => bags[split].get(name) ?? []);
  const last = curve.at(-1);
  if (curve.length < FEWEST_VALUES || last === undefined) return {};
  const isSame = (other: number) =>
    Math.abs(value - other) <= RELATIVE_TOLERANCE * Math.max(Math.abs(value), 1e-12);
  const direction = knownByName(name)?.direction;
  const [least, most] = [curve.reduce((a, b) => Math.min(a, b)), curve.reduce((a, b) => Math.max(a, b))];
  const isBest = (direction !== 'minimize' && isSame(most)) || (direction !== 'maximize' && isSame(least));
  return isBest ? (isSame(last) ? { isBest } : { selected: 'curve' }) : {};
}
