/** Losses and metrics by epoch from the lines that a program prints: of tools that are known, or by expressions of the config. */
import { compilePattern } from '../../../config/metric-source.ts';
import type { PrintedCurves } from '../../../config/schema/trainer-schema.ts';
import { meansTheSame } from '../../../stats/metrics/names.ts';
import type { Split } from '../../record.ts';
import type { Findings } from '../findings.ts';
import { splitFlatName, splitOfWord } from '../flat-names.ts';
import { numberOf } from './key-path.ts';
import { printedLines } from './printed.ts';

/** What a line says: an epoch begins, or values, of the epoch that they state or of the one under way. */
interface LineValues {
  readonly epoch?: number;
  readonly split?: Split;
  readonly values: ReadonlyArray<readonly [name: string, value: number]>;
}
type ReadLine = (line: string) => LineValues | null;

const PLACE = { file: 'stdout', line: null };
/** The same value of an epoch is drawn over and over by a progress bar: the last counts, and nothing is said of it. */
export function addPrintedCurves(curves: PrintedCurves, printed: string, findings: Findings): void {
  const readLine: ReadLine = typeof curves === 'string' ? TOOLS[curves] : byPatterns(curves);
  const byEpoch = new Map<
    number,
    Map<
      string,
      { readonly split: Split; readonly name: string; readonly key: string; readonly value: number }
    >
  >();
  let current = 0;
  for (const line of printedLines(printed)) {
    const found = readLine(line);
    if (found === null) continue;
    current = found.epoch ?? current;
    const values = byEpoch.get(current) ?? new Map();
    byEpoch.set(current, values);
    for (const [key, value] of found.values) {
      const { split, name } = splitFlatName(key, found.split ?? 'train', findings.declared);
      values.set(`${split} ${name}`, { split, name, key, value });
    }
  }
  for (const [epoch, values] of byEpoch) {
    if (values.size === 0) continue;
    const bags = findings.epoch(epoch, PLACE);
    for (const { split, name, key, value } of values.values())
      findings.add(bags[split], name, value, key, PLACE);
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
  // The last line sums up the training; its loss is the mean over all of it.
  if (epoch === undefined || line.includes("'train_runtime'")) return null;
  return { epoch, values: values.filter(([key]) => key !== 'epoch') };
}

const BOOKKEEPING = /(_runtime|_per_second|^learning_rate|^grad_norm|^total_flos)$/;

const TOOLS = { keras, fairseq, fasttext, huggingface } as const satisfies Record<string, ReadLine>;

/** The tool by whose lines the metric is known on a split that can be compared; null for none. */
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

/** A line may say several things; one without an epoch is of the epoch of the lines above. */
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
