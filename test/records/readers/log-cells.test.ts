/** Logs in which numbers have several spellings: each is the true number, or the file is refused. */
import { expect, it, test } from 'vitest';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { readWanted, wanted } from './named/wanted.ts';

const random = createRandom('log cells');
const pick = <Value>(from: readonly Value[]) => from[randomInteger(random, from.length)] as Value;

/** What a person of each country writes; `en` and `de` differ in what a point is. */
const SPELLINGS: Readonly<Record<string, (value: number) => string>> = {
  plain: String,
  en: (value) => value.toLocaleString('en', { maximumFractionDigits: 6 }),
  de: (value) => value.toLocaleString('de', { maximumFractionDigits: 6 }),
  percent: (value) => `${Number((100 * value).toPrecision(12))} %`,
};
/** Values of one scale: shares, and numbers with thousands. */
const SCALES: ReadonlyArray<() => number> = [
  () => (1 + randomInteger(random, 9_998)) / 10_000,
  () => 1000 + randomInteger(random, 9_000_000) / pick([1, 1, 10, 1000]),
];
const FILES: ReadonlyArray<readonly [file: string, text: (values: readonly string[]) => string]> = [
  ['log.csv', (values) => ['epoch;val_accuracy', ...values.map((one, at) => `${at + 1};${one}`)].join('\n')],
  ['log.tsv', (values) => ['step\tval_accuracy', ...values.map((one, at) => `${at + 1}\t${one}`)].join('\n')],
  ['out.yaml', (values) => `val_accuracy: ${values.at(-1)}`],
];

async function lastIn(file: string, text: string) {
  const from = file.endsWith('yaml') ? { file, key: 'val_accuracy' } : undefined;
  const read = readWanted({ [file]: `${text}\n` }, [wanted('accuracy', from)]);
  return (await read.catch(() => null))?.metrics.validation?.accuracy;
}

test.each(FILES)('%s', async (file, write) => {
  let isRead = 0;
  for (let count = 0; count < 40; count += 1) {
    const draw = pick(SCALES);
    const values = Array.from({ length: 4 }, draw);
    const spellings = [pick(Object.keys(SPELLINGS)), pick(Object.keys(SPELLINGS))];
    const written = values.map((value) => SPELLINGS[pick(spellings)]?.(value) ?? '');
    const isLone = written.every((one) => /^\d{1,3}\.\d{3}$/.test(one)) || file === 'out.yaml';
    const found = await lastIn(file, write(written));
    if (found === undefined) continue;
    isRead += 1;
    const last = values.at(-1) as number;
    // Alone, 1.234 is the number that it looks like.
    const meant = isLone && /^\d{1,3}\.\d{3}$/.test(written.at(-1) ?? '') ? Number(written.at(-1)) : last;
    expect(found, written.join(' ')).toBeCloseTo(meant, 9);
  }
  expect(isRead).toBeGreaterThan(8);
});

it.each([
  ['YAML in braces', 'r.yaml', '{accuracy: 0,93}'],
  ['YAML that repeats a key', 'r.yaml', 'accuracy: 0.5\naccuracy: 0.6'],
  ['TOML', 'r.toml', 'accuracy = 0,93'],
  ['JSON', 'r.json', '{"accuracy": 0,93}'],
  ['JSON that repeats a key', 'r.json', '{"accuracy": 0.5, "accuracy": 0.6}'],
  ['lines of JSON that repeat a key', 'r.jsonl', '{"accuracy": 0.5}\n{"accuracy": 0.5, "accuracy": 0.6}'],
])('no number of %s is read', async (_, file, text) => {
  const { metrics, hint } = await readWanted({ [file]: text }, [
    wanted('accuracy', { file, key: 'accuracy' }),
  ]).catch((error: Error) => ({ metrics: {}, hint: error.message }));
  expect(metrics).toEqual({});
  expect(hint).toContain(file);
});
