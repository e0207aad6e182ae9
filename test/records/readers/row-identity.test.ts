/** Logs generated from a truth: the true number is read, or the log is refused with the line that chooses. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { RowIdentity } from '../../../src/records/readers/row-identity.ts';
import { createRandom, randomInteger } from '../../../src/stats/random.ts';
import { readWanted, wanted } from './named/wanted.ts';

const CASES = 100;
const random = createRandom('row identity');
const below = (limit: number) => randomInteger(random, limit);
const pick = <Value>(from: readonly Value[]) => from[below(from.length)] as Value;
const truth = () => (2_001 + below(7_900)) / 10_000;

type Row = Readonly<Record<string, string | number>>;

const FORMS = [',', ';', '\t', 'jsonl'] as const;
const IDENTITIES: ReadonlyArray<readonly [column: string, values: ReadonlyArray<string | number>]> = [
  ['fold', [1, 2, 3]],
  ['seed', [11, 7, 3]],
  ['rank', [0, 1, 2]],
  ['run', ['a', 'b', 'c']],
  ['dataset', ['cifar', 'svhn', 'mnist']],
  ['class', ['dog', 'cat', 'bird']],
  ['corruption', ['blur', 'noise', 'fog']],
  ['split', ['clean', 'noisy', 'ood']],
];
const ENCODINGS: ReadonlyArray<(text: string) => Buffer> = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => gzipSync(text),
];

function written(rows: readonly Row[], form: (typeof FORMS)[number]): string {
  if (form === 'jsonl') return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
  const keys = Object.keys(rows[0] ?? {});
  const style = pick([
    String,
    (cell: string | number) => (form === ',' ? String(cell) : String(cell).replace('.', ',')),
  ]);
  const lines = rows.map((row) => keys.map((key) => style(row[key] ?? '')).join(form));
  // A resumed run writes its header again.
  if (below(3) === 0) lines.splice(1 + below(lines.length - 1), 0, keys.join(form));
  return `${[keys.join(form), ...lines].join('\n')}\n`;
}

async function accuracyIn(files: Readonly<Record<string, Buffer>>, from?: { file: string; key: string }) {
  const read = await readWanted(files, [wanted('accuracy', from)]).catch((error: Error) => ({
    metrics: {} as Record<string, Record<string, number>>,
    hint: error.message,
    warnings: [],
  }));
  return { ...read, value: read.metrics.test?.accuracy ?? read.metrics.validation?.accuracy };
}

/** The places that a message suggests. */
function placesIn(message: string | null) {
  const found = [...(message ?? '').matchAll(/from: \{ file: ([^,]+), key: ("[^"]*"|[^ }]+) \}/g)];
  return found.map(([, file = '', key = '']) => ({
    file: file.replaceAll('"', ''),
    key: key.startsWith('"') ? (JSON.parse(key) as string) : key,
  }));
}

describe('a log', () => {
  it('by epoch or step is read to its end, in any form', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const axis = pick(['epoch', 'step', 'Epoch', 'global_step']);
      const name = pick(['val_accuracy', 'val_acc', 'accuracy/validation', 'eval_accuracy']);
      const values = Array.from({ length: 2 + below(5) }, truth);
      const rows = values.map((value, at) => ({ [axis]: (at + 1) * 3, train_loss: truth(), [name]: value }));
      const form = pick(FORMS);
      const text = written(rows, form);
      const encode = pick(ENCODINGS);
      const file = `log.${form === 'jsonl' ? 'jsonl' : form === '\t' ? 'tsv' : 'csv'}${encode === ENCODINGS[3] ? '.gz' : ''}`;
      const { value } = await accuracyIn({ [file]: encode(text) });
      expect(value, `${file}\n${text}`).toBe(values.at(-1));
    }
  });

  it('whose rows differ in a column besides is refused, and what is suggested reads what it names', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const axis = pick(['epoch', 'step']);
      const [column, names] = pick(IDENTITIES);
      const epochs = 1 + below(4);
      // Epochs that go on from one model or task to the next make no curve.
      const continues = column !== 'corruption' && below(2) === 0;
      const table = names.flatMap((name, of) =>
        Array.from({ length: epochs }, (_, at) => ({
          [column]: name,
          [axis]: at + 1 + (continues ? of * epochs : 0),
          val_accuracy: truth(),
        })),
      );
      const rows = below(2) === 0 ? table : [...table].sort((a, b) => Number(a[axis]) - Number(b[axis]));
      const form = pick([...FORMS, ...(axis === 'epoch' ? ['json' as const] : [])]);
      const text = form === 'json' ? JSON.stringify(rows) : written(rows, form);
      const file = form.startsWith('json') ? `log.${form}` : 'log.csv';
      const { value, hint } = await accuracyIn({ [file]: Buffer.from(text) });
      expect(value, text).toBeUndefined();
      const places = placesIn(hint);
      expect(places.length, `${text}${hint}`).toBeGreaterThan(0);
      for (const from of places) {
        const [, chosen = ''] = /=([^\]]*)\]/.exec(from.key) ?? [];
        const expected = rows.findLast((row) => String(row[column]) === chosen)?.val_accuracy;
        const read = await accuracyIn({ [file]: Buffer.from(text) }, from);
        expect(read.value, `${text}${JSON.stringify(from)}`).toBe(expected);
      }
    }
  });
});

describe('two files', () => {
  const NAMES: ReadonlyArray<readonly [string, string]> = [
    ['rank_0/LOG', 'rank_1/LOG'],
    ['cifar/LOG', 'svhn/LOG'],
    ['fold_1/out/LOG', 'fold_2/out/LOG'],
    ['clean_LOG', 'noisy_LOG'],
    ['LOG_0', 'LOG_1'],
  ];
  const CONTENTS: ReadonlyArray<readonly [extension: string, text: (value: number) => string]> = [
    ['csv', (value) => `epoch,val_accuracy\n1,0.1\n2,${value}\n`],
    ['csv', (value) => `step,val_accuracy\n10,0.1\n20,${value}\n`],
    ['csv', (value) => `accuracy\n${value}\n`],
    ['json', (value) => JSON.stringify({ accuracy: value })],
    ['jsonl', (value) => `{"epoch": 1, "val_accuracy": ${value}}\n`],
    ['jsonl', (value) => `{"step": 10, "val_accuracy": ${value}}\n`],
  ];

  it('that state a metric differently are refused, whatever they are', async () => {
    for (const names of NAMES) {
      for (const [extension, text] of CONTENTS) {
        const files = names.map(
          (name) => `${name.replace('LOG', extension === 'json' ? 'metrics' : 'results')}.${extension}`,
        );
        const values = [0.8125, 0.7];
        const written = Object.fromEntries(
          files.map((file, at) => [file, Buffer.from(text(values[at] as number))]),
        );
        const { value, hint } = await accuracyIn(written);
        expect(value, `${files} ${text(1)}`).toBeUndefined();
        const places = placesIn(hint);
        expect(places.length, `${files} ${text(1)} ${hint}`).toBeGreaterThan(0);
        for (const from of places) {
          const read = await accuracyIn(written, from);
          expect(read.value, JSON.stringify(from)).toBe(values[files.indexOf(from.file)]);
        }
      }
    }
  });
});

it('a final value and the end of a curve in another file are one number, or the message names both', async () => {
  const LOGS = [
    [
      'log.csv',
      (values: readonly number[]) =>
        `epoch,test_acc\n${values.map((one, at) => `${at},${one}`).join('\n')}\n`,
    ],
    [
      'log.csv',
      (values: readonly number[]) =>
        `step,test/accuracy\n${values.map((one, at) => `${at},${one}`).join('\n')}\n`,
    ],
    [
      'log.jsonl',
      (values: readonly number[]) =>
        values.map((one, at) => `{"epoch":${at},"test_accuracy":${one}}\n`).join(''),
    ],
  ] as const;
  for (let count = 0; count < CASES / 3; count += 1) {
    const values = Array.from({ length: 3 + below(3) }, truth);
    const last = values.at(-1) as number;
    const best = Math.max(...values);
    const final = pick([last, Number(last.toFixed(2)), best, truth()]);
    const [file, write] = pick(LOGS);
    const written = {
      [file]: Buffer.from(write(values)),
      'metrics.json': Buffer.from(JSON.stringify({ [pick(['accuracy', 'test_acc'])]: final })),
    };
    const { value, hint } = await accuracyIn(written);
    // Of a log by step only the last value of the test split is kept.
    const isBest = final === best && !write([]).startsWith('step');
    const isSame = isBest || Math.abs(final - last) < 0.5 * 10 ** -String(final).slice(2).length + 1e-12;
    expect(value, JSON.stringify([values, final])).toBe(isSame ? final : undefined);
    if (isSame) continue;
    const places = placesIn(hint);
    expect(places.length, String(hint)).toBe(1);
    const read = await accuracyIn(written, places[0]);
    expect(read.value).toBe(places[0]?.file === 'metrics.json' ? final : last);
    expect(hint).toContain('metrics.json');
    expect(hint).toContain(file);
  }
});

describe('a final value beside a curve', () => {
  const curve = [
    { epoch: 1, val_loss: 0.5, val_acc: 0.71, test_acc: 0.7 },
    { epoch: 2, val_loss: 0.3, val_acc: 0.82, test_acc: 0.8 },
    { epoch: 3, val_loss: 0.4, val_acc: 0.9, test_acc: 0.85 },
    { epoch: 4, val_loss: 0.6, val_acc: 0.88, test_acc: 0.86 },
  ];
  const read = async (final: Readonly<Record<string, number>>) => {
    const files = {
      'log.jsonl': Buffer.from(curve.map((row) => `${JSON.stringify(row)}\n`).join('')),
      'metrics.json': Buffer.from(JSON.stringify(final)),
    };
    return (await readWanted(files, [wanted('accuracy')])).metrics;
  };

  it.each([
    ['the lowest validation loss', { val_acc: 0.82, test_acc: 0.8 }],
    ['the highest validation accuracy', { val_acc: 0.9, test_acc: 0.85 }],
  ])('is of the model with %s', async (_, final) => {
    const { validation, test } = await read(final);
    expect([validation?.accuracy, test?.accuracy]).toEqual([final.val_acc, final.test_acc]);
  });

  it('of no such epoch is no result', async () => {
    expect((await read({ test_acc: 0.7 })).test?.accuracy).toBeUndefined();
  });

  it('has too few digits to be another in short', async () => {
    expect((await read({ test_acc: 0.9 })).test?.accuracy).toBeUndefined();
  });
});

it('ranks that have 0.8 and 0.81 state two values', async () => {
  const json = (accuracy: number) => Buffer.from(JSON.stringify({ accuracy }));
  const files = { 'rank_0/metrics.json': json(0.8), 'rank_1/metrics.json': json(0.81) };
  expect((await accuracyIn(files)).value).toBeUndefined();
});

it('a suggested key is no column of texts', () => {
  const identity = new RowIdentity();
  identity.note({ loss: 0.5, event: 'start' });
  identity.note({ loss: 0.4, event: 'end' });
  expect(identity.keyToShow(['epoch', 'loss', 'event'], new Set())).toBe('loss');
});

describe('the split in a path', () => {
  const WORDS = [
    ['train', 'train'],
    ['training', 'train'],
    ['val', 'validation'],
    ['valid', 'validation'],
    ['dev', 'validation'],
    ['test', 'test'],
  ] as const;
  const PLACES: ReadonlyArray<(word: string, value: number) => readonly [file: string, text: string]> = [
    (word, value) => [`${word}/metrics.json`, JSON.stringify({ accuracy: value })],
    (word, value) => [`out/${word}/metrics.json`, JSON.stringify({ accuracy: value })],
  ];

  it.each(WORDS)('%s states what its numbers are of', async (word, split) => {
    for (const place of PLACES) {
      const value = truth();
      const [file, text] = place(word, value);
      const { metrics, hint } = await readWanted({ [file]: Buffer.from(text) }, [wanted('accuracy')]);
      expect(metrics, file).toEqual({ [split]: { accuracy: value } });
      expect(placesIn(hint), file).toEqual([]);
    }
  });
});

describe('no value and no suggestion', () => {
  const value = truth();
  it.each([
    ['settings', 'config.json', JSON.stringify({ accuracy: value })],
    ['settings', 'args.yaml', `accuracy: ${value}\n`],
    ['settings', 'out/hparams.yaml', `accuracy: ${value}\n`],
    ['several documents', 'r.yaml', `accuracy: ${value}\n---\naccuracy: 0.1\n`],
    ['a name twice', 'r.yaml', `accuracy: ${value}\naccuracy: 0.1\n`],
    ['a single class', 'metrics.json', JSON.stringify({ per_class: { cat: { accuracy: value } } })],
  ])('comes from %s in %s', async (_, file, text) => {
    const read = await accuracyIn({ [file]: Buffer.from(text) });
    expect(read.value).toBeUndefined();
    expect(placesIn(read.hint)).toEqual([]);
  });
});
