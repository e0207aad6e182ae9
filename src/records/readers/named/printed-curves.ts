/** Reads curves from printed lines, of known tools or by expressions of the config. */
import { compilePattern } from '../../../config/metric-source.ts';
import type { PrintedCurves } from '../../../config/schema/trainer-schema.ts';
import { meansTheSame } from '../../../stats/metrics/names.ts';
import type { Split } from '../../record.ts';
import { splitFlatName, splitOfWord } from '../flat-names.ts';
import type { RunValues } from '../run-values.ts';
import { numberOf } from './key-path.ts';
import { printedLines } from './printed.ts';

/** A line starts an epoch, or has values of the stated or the current epoch. */
interface LineValues {
  readonly epoch?: number;
  readonly split?: Split;
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
  const readLine: ReadLine = typeof curves === 'string' ? TOOLS[curves] : byPatterns(curves);
  const byEpoch = new Map<number, Map<string, PrintedValue>>();
  let current = 0;
  for (const line of printedLines(printed)) {
    const found = readLine(line);
    if (found === null) continue;
    current = found.epoch ?? current;
    const values = byEpoch.get(current) ?? new Map();
    byEpoch.set(current, values);
    for (const [key, value] of found.values) {
      const { split, name } = splitFlatName(key, found.split ?? 'train', run.declared);
      values.set(`${split} ${name}`, { split, name, key, value });
    }
  }
  for (const [epoch, values] of byEpoch) {
    for (const { split, name, key, value } of values.values())
      run.add({ ...PLACE, split, name, at: run.requireEpoch(epoch, PLACE), key }, value);
  }
}

/** `Epoch 1/10`, then `12/12 ━━━━ 0s 3ms/step - accuracy: 0.9 - loss: 0.3 - val_loss: 0.4`. */
function keras(line: string): LineValues | null {
  const [, epoch] = /^Epoch (\d+)(?:\/\d+)?$/.exec(line) ?? [];
  if (epoch !== undefined) return { epoch: Number(epoch), values: [] };
  if (!/^\d+\/(\d+|Unknown)\b/.test(line)) return null;
  return { values: pairs(line.split(' - '), /^([\w@/.-]+): ([-+\d.e]+|nan|inf)$/i) };
}

/** `… | INFO | valid | epoch 001 | valid on 'valid' subset | loss 9.8 | ppl 893.7`. */
function fairseq(line: string): LineValues | null {
  const parts = line.split(' | ').map((part) => part.trim());
  const epoch = parts.map((part) => /^epoch (\d+)$/.exec(part)?.[1]).find((found) => found !== undefined);
  const split = parts.map((part) => splitOfWord(part)).find((found) => found !== null);
  if (epoch === undefined || split === undefined || split === null) return null;
  return {
    epoch: Number(epoch),
    split,
    values: pairs(
      parts.filter((part) => !part.startsWith('epoch ')),
      /^(\w+) ([-+\d.e]+|nan|inf)$/i,
    ),
  };
}

/** The command-line tool: `Progress: 100.0% … avg.loss:  0.52 …` while it trains, and `P@1  0.87` of a test. */
function fasttext(line: string): LineValues | null {
  const [, loss] = /avg\.loss:\s+([\d.]+|nan)/i.exec(line) ?? [];
  if (loss !== undefined) return { epoch: 1, values: [['loss', Number(loss)]] };
  const [, name, value] = /^([PR]@\d+)\s+([\d.]+)$/.exec(line) ?? [];
  return name === undefined ? null : { epoch: 1, split: 'test', values: [[name, Number(value)]] };
}

/** A dict of Python: `{'loss': 0.52, 'learning_rate': 5e-05, 'epoch': 1.0}`, `{'eval_loss': '0.41', …}`. */
function huggingface(line: string): LineValues | null {
  if (!line.startsWith("{'")) return null;
  const values = [...line.matchAll(/'(\w+)': '?([-+\d.e]+|nan|inf)'?/gi)].flatMap(([, key = '', digits]) => {
    const value = numberOf(digits);
    return value === null || BOOKKEEPING.test(key) ? [] : [[key, value] as const];
  });
  const epoch = values.find(([key]) => key === 'epoch')?.[1];
  // The last line summarises the training; its loss is a mean over all of it.
  if (epoch === undefined || line.includes("'train_runtime'")) return null;
  return { epoch, values: values.filter(([key]) => key !== 'epoch') };
}

const BOOKKEEPING = /(_runtime|_per_second|^learning_rate|^grad_norm|^total_flos)$/;

const TOOLS = { keras, fairseq, fasttext, huggingface } as const satisfies Record<string, ReadLine>;

/** The tool whose lines have the metric on a split other than training; null for none. */
export function toolThatPrints(printed: string, metric: string): keyof typeof TOOLS | null {
  const tools = Object.keys(TOOLS) as Array<keyof typeof TOOLS>;
  const lines = [...printedLines(printed)];
  return (
    tools.find((tool) =>
      lines.some((line) =>
        TOOLS[tool](line)?.values.some(([key]) => {
          const { split, name } = splitFlatName(key, TOOLS[tool](line)?.split ?? 'train', new Set());
          return split !== 'train' && meansTheSame(name, metric);
        }),
      ),
    ) ?? null
  );
}

function pairs(parts: readonly string[], pattern: RegExp): ReadonlyArray<readonly [string, number]> {
  return parts.flatMap((part) => {
    const [, name = '', digits] = pattern.exec(part) ?? [];
    const value = numberOf(digits);
    return value === null ? [] : [[name, value] as const];
  });
}

/** A line may match several patterns; without an epoch it belongs to the epoch above. */
function byPatterns({ epoch, ...values }: Exclude<PrintedCurves, string>): ReadLine {
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
