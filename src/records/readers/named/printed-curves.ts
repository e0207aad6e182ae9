/** Reads curves from printed lines, by expressions of the config. */
import { compilePattern } from '../../../config/metric-source.ts';
import type { PrintedCurves } from '../../../config/schema/trainer-schema.ts';
import type { Split } from '../../record.ts';
import { splitFlatName } from '../flat-names.ts';
import type { RunValues } from '../run-values.ts';
import { numberOf } from './key-path.ts';
import { printedLines } from './printed.ts';

/** A line starts an epoch, or has values of the stated or the current epoch. */
interface LineValues {
  readonly epoch?: number;
  readonly values: ReadonlyArray<readonly [name: string, value: number]>;
}
interface PrintedValue {
  readonly split: Split;
  readonly name: string;
  readonly key: string;
  readonly value: number;
}
type ReadLine = (line: string) => LineValues | null;

const PLACE = { file: 'stdout', line: null };
/** Progress bars repeat values of an epoch: the last one counts, without a warning. */
export function addPrintedCurves(curves: PrintedCurves, printed: string, run: RunValues): void {
  const readLine = byPatterns(curves);
  const byEpoch = new Map<number, Map<string, PrintedValue>>();
  let current = 0;
  for (const line of printedLines(printed)) {
    const found = readLine(line);
    if (found === null) continue;
    current = found.epoch ?? current;
    const values = byEpoch.get(current) ?? new Map();
    byEpoch.set(current, values);
    for (const [key, value] of found.values) {
      const { split, name } = splitFlatName(key, 'train', run.declared);
      values.set(`${split} ${name}`, { split, name, key, value });
    }
  }
  for (const [epoch, values] of byEpoch) {
    for (const { split, name, key, value } of values.values())
      run.add({ ...PLACE, split, name, at: run.requireEpoch(epoch, PLACE), key }, value);
  }
}

/** A line may match several patterns; without an epoch it belongs to the epoch above. */
function byPatterns({ epoch, ...values }: PrintedCurves): ReadLine {
  const compiled = Object.entries(values).flatMap(([name, pattern]) => {
    const found = pattern === undefined ? null : compilePattern(pattern);
    return found === null ? [] : [[name, found] as const];
  });
  const ofEpoch = compilePattern(epoch);
  const groupIn = (pattern: ReturnType<typeof compilePattern>, line: string) => {
    const matcher = pattern?.matcher(line);
    return matcher?.find() === true ? numberOf(matcher.group(1)) : null;
  };
  return (line) => {
    const stated = groupIn(ofEpoch, line);
    const found = compiled.flatMap(([name, pattern]) => {
      const value = groupIn(pattern, line);
      return value === null ? [] : [[name, value] as const];
    });
    if (stated === null && found.length === 0) return null;
    return { ...(stated === null ? {} : { epoch: stated }), values: found };
  };
}
