/** Logs generated from a truth: the true number is read, or none. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normaliseSource } from '../../../../src/config/metric-source.ts';
import { readPrinted } from '../../../../src/records/readers/named/read-printed.ts';
import { suggestPrinted } from '../../../../src/records/readers/named/suggest-printed.ts';
import { createRandom } from '../../../../src/stats/random.ts';
import { readWanted, wanted } from './wanted.ts';

const CASES = 120;

/** Ways to print a number; null where only a refusal is right. */
const FORMS: ReadonlyArray<readonly [print: (value: number) => string, isReadable: boolean]> = [
  [(value) => value.toFixed(4), true],
  [(value) => `${(value * 100).toFixed(2)}%`, true],
  [(value) => `${(value * 100).toFixed(2)} %`, true],
  [(value) => value.toExponential(3), true],
  [(value) => value.toFixed(4).replace('.', ','), true],
  [(value) => `${value.toFixed(4)} ± 0.0123`, true],
  [(value) => `${value.toFixed(4)} +/- 0.0123`, true],
  [(value) => `${value.toFixed(4)} (0.0123)`, true],
  [(value) => `${Math.round(value * 10_000)}/10000`, true],
  [(value) => `tensor(${value.toFixed(4)}, device='cuda:0')`, true],
  [(value) => `${Math.round(value * 10_000)} of 10000`, false],
  [(value) => `${Math.round(value * 10_000)} out of 10000`, false],
  [(value) => `${(value * 1e3).toFixed(1)} x 10^-3`, false],
  [(value) => `${(value * 1e3).toFixed(1)}·10⁻³`, false],
  [(value) => `5 ${Math.round(value * 900) + 100},24`, false],
  [(value) => `5'${Math.round(value * 900) + 100}.24`, false],
  [(value) => `5\u202f${Math.round(value * 900) + 100},24`, false],
  [(value) => `1,${Math.round(value * 900) + 100}`, false],
  [(value) => `0.1111, ${value.toFixed(4)}`, false],
  [(value) => `0.1111 -> ${value.toFixed(4)}`, false],
  [(value) => `0.1111 vs ${value.toFixed(4)}`, false],
];
const NAMES = ['accuracy', 'Accuracy', 'acc', 'Test accuracy', 'test_accuracy', 'Final accuracy', 'test/acc'];
const LINES: ReadonlyArray<(name: string, number: string) => string> = [
  (name, number) => `${name}: ${number}`,
  (name, number) => `${name} = ${number}`,
  (name, number) => `${name}=${number}`,
  (name, number) => `${name} -> ${number}`,
  (name, number) => `| ${name} | ${number} |`,
  (name, number) => `${name} is ${number}`,
  (name, number) => `loss: 0.4321, ${name}: ${number}`,
  (name, number) => `{'loss': 0.4321, '${name}': ${number}}`,
];
const CLOCKS = ['', '2026-01-01 10:00:00,123 INFO ', '[10:00:01] ', 'INFO:root:', 'train.py:33: '];
const IDENTITIES = [
  (at: number) => `[fold ${at}] `,
  (at: number) => `[rank${at}] `,
  (at: number) => `Fold ${at}/5: `,
  (at: number) => `seed=${at} | `,
  (at: number) => `${['dog', 'cat', 'bird'][at]}: `,
  (at: number) => `${['dog', 'cat', 'bird'][at]} `,
  (at: number) => `${['MNLI-m', 'MNLI-mm', 'QNLI'][at]} - `,
  (at: number) => `model_${at} `,
  (at: number) => `${at}) `,
];
const OTHERS = [
  'accuracy std: 0.0777',
  'EMA accuracy: 0.0777',
  'train accuracy: 0.0777',
  'top 5 accuracy: 0.0777',
  'Balanced accuracy: 0.0777',
  'accuracy threshold: 0.0777',
  'lr: 0.0777, seed: 3',
  'best epoch: 7',
  'accuracy improvement: 0.0777',
  'saved model to out/model_0.0777.pt',
  'fit time: 0.0777 s',
  'target accuracy: 0.0777',
];

const { below, pick } = (() => {
  const random = createRandom('printed identity');
  const under = (limit: number) => Math.floor(random() * limit);
  return { below: under, pick: <Value>(from: readonly Value[]) => from[under(from.length)] as Value };
})();

/** Numbers with four digits, none of them another one's percentage. */
const truth = () => (2_001 + below(7_900)) / 10_000;

function withOthers(lines: readonly string[]): string {
  const all = [...lines];
  for (let count = below(4); count > 0; count -= 1) all.splice(below(all.length + 1), 0, pick(OTHERS));
  return all.map((line) => pick(CLOCKS) + line).join('\n');
}

async function suggested(
  printed: string,
): Promise<ReadonlyArray<readonly [said: number | null, read: number | undefined]>> {
  const text = suggestPrinted('accuracy', printed) ?? '';
  const found = [
    ...text.matchAll(
      /stdout: '((?:[^']|'')*)'(?:, split: (\w+))? \} \}\](?:, which reads ([-\d.e]+) here)?/g,
    ),
  ];
  return Promise.all(
    found.map(async ([, stdout = '', split, said]) => {
      const from = { stdout: stdout.replaceAll("''", "'"), split };
      expect(normaliseSource(from)).toBeDefined();
      const { metrics } = await readWanted({}, [wanted('accuracy', from)], { printed });
      const { accuracy } = metrics.test ?? metrics.validation ?? {};
      return [said === undefined ? null : Number(said), accuracy] as const;
    }),
  );
}

describe('a printed number', () => {
  it('in any form and line is read whole, or not at all', async () => {
    let missed = 0;
    for (let count = 0; count < CASES; count += 1) {
      const value = truth();
      const [print, isReadable] = pick(FORMS);
      const printed = withOthers([pick(LINES)(pick(NAMES), print(value))]);
      const read = readPrinted('accuracy', printed)?.find(({ split }) => split === 'test');
      if (read !== undefined && isReadable) expect(read.points.at(-1)?.value, printed).toBeCloseTo(value, 4);
      else expect(read, printed).toBeUndefined();
      if (read === undefined && isReadable) missed += 1;
      for (const [said, got] of await suggested(printed)) {
        expect(got, printed).toBe(said);
        expect(
          [value, value * 100].some((one) => Math.abs(one - (got ?? 0)) < 1e-4),
          printed,
        ).toBe(isReadable);
      }
    }
    expect(missed).toBeLessThan(CASES / 20);
  });

  it('with several identities is refused, and the suggested expression reads the one that it names', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const identity = pick(IDENTITIES);
      const values = [truth(), truth(), truth()];
      const line = pick(LINES.slice(0, 6));
      const name = pick(NAMES);
      const printed = withOthers(values.map((value, at) => identity(at) + line(name, value.toFixed(4))));
      const read = readPrinted('accuracy', printed)?.filter(({ split }) => split !== 'train') ?? [];
      expect(read, printed).toEqual([]);
      for (const [said, got] of await suggested(printed)) {
        expect(said, printed).toBeNull();
        expect(values, printed).toContain(got);
      }
    }
  });

  it('of each epoch is a curve whose last value counts, and two curves are refused', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const epochs = 2 + below(5);
      const axis = pick([
        (at: number) => `Epoch ${at}/${epochs} - `,
        (at: number) => `[epoch ${at}] `,
        (at: number) => `step:${at * 100} `,
        (at: number) => `Epoch: ${at}\n`,
        (at: number) => `{'epoch': ${at}.0, `,
      ]);
      const curves = Array.from({ length: 1 + below(2) }, () => Array.from({ length: epochs }, truth));
      const identity = curves.length === 1 ? () => '' : pick(IDENTITIES);
      const rows = curves.flatMap((curve, of) => curve.map((value, at) => ({ of, at, value })));
      if (below(2) === 0) rows.sort((one, other) => one.at - other.at);
      const printed = rows
        .map(({ of, at, value }) => `${axis(at + 1)}${identity(of)}train_loss: 0.3 - val_accuracy: ${value}`)
        .join('\n');
      const read = readPrinted('accuracy', printed)?.find(({ split }) => split === 'validation');
      if (curves.length > 1) expect(read, printed).toBeUndefined();
      else expect(read?.points.at(-1)?.value, printed).toBe(curves[0]?.at(-1));
      for (const [, got] of await suggested(printed)) {
        expect(
          curves.map((curve) => curve.at(-1)),
          printed,
        ).toContain(got);
      }
    }
  });

  it('of each epoch without a split is training, on the line of the epoch and below it', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const axis = pick(['Epoch', 'epoch:', 'step', 'INFO Epoch']);
      const start = below(2);
      const values = Array.from({ length: 1 + below(4) }, truth);
      const between = pick([' - ', ' ', ' loss: 0.3 ', '\n', '\nloss: 0.3\n', ' loss: 0.3\n']);
      const name = pick(['accuracy', 'Accuracy', 'acc', 'Final acc']);
      const lines = values.map((value, at) => `${axis} ${start + at}${between}${name}: ${value}`);
      const read = (more: readonly string[]) => readPrinted('accuracy', more.join('\n')) ?? [];
      expect(
        read(lines).map(({ split, points }) => [split, points.map(({ value }) => value)]),
        lines.join('\n'),
      ).toEqual([['train', values]]);
      expect(read([`accuracy: ${truth()}`, ...lines.map((line) => line.replace(/acc\w*/i, 'f1'))])).toEqual(
        [],
      );
      const final = truth();
      const isInline = !between.includes('\n');
      const others = lines.map((line) => (isInline ? line : line.replace(/acc\w*/i, 'f1')));
      const ended = read([...others, `accuracy: ${final}`, 'best epoch: 1']);
      const last = isInline || values.length > 1 ? ['test', final] : ['train', final];
      expect(
        ended.map(({ split, points }) => [split, points.at(-1)?.value]),
        others.join('\n'),
      ).toEqual([last]);
    }
  });

  it('before the epochs, or under other folds above, is refused', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const epochs = Array.from({ length: 1 + below(3) }, (_, at) => `Epoch ${at + 1}\ntrain_loss: 0.3`);
      const name = pick(NAMES);
      const fold = (at: number) =>
        [`Fold ${at}`, ...epochs, ...(at === 2 ? ['Epoch 9'] : []), `${name}: ${truth()}`].join('\n');
      const printed = pick([
        `${name}: ${truth()}\n${epochs.map((line, at) => `${line} ${name}: ${truth()}${at}`).join('\n')}`,
        `${fold(1)}\n${fold(2)}`,
        `${name}: ${truth()}\nMNLI-mm\n${name}: ${truth()}`,
      ]);
      const read = readPrinted('accuracy', printed)?.filter(({ split }) => split !== 'train') ?? [];
      expect(read, printed).toEqual([]);
    }
  });
});

describe('a heading', () => {
  const HEADINGS: ReadonlyArray<(split: string) => string> = [
    (split) => split,
    (split) => `=== ${split.toUpperCase()} ===`,
    (split) => `[${split}]`,
    (split) => `${split} set:`,
    (split) => `--- results on the ${split} data ---`,
    (split) => `2026-01-01 10:00:00,123 INFO ${split} report`,
  ];
  const WORDS = {
    train: ['train', 'Training'],
    validation: ['val', 'validation', 'dev'],
    test: ['test', 'Testing'],
  };

  it('of a split says what the lines below are', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const heading = pick(HEADINGS);
      const splits = (['train', 'validation', 'test'] as const).filter(() => below(3) > 0);
      const truths = splits.map((split) => [split, truth()] as const);
      if (below(2) === 0) truths.reverse();
      const report = (value: number) => `precision recall f1-score support\naccuracy ${value} 100`;
      const line = pick([
        (value: number) => `accuracy: ${value}`,
        (value: number) => `  acc = ${value}`,
        report,
      ]);
      const printed = truths
        .map(([split, value]) => `${heading(pick(WORDS[split]))}\nloss: 0.5\n${line(value)}`)
        .join('\n\n');
      const read = readPrinted('accuracy', printed) ?? [];
      expect(
        Object.fromEntries(read.map(({ split, points }) => [split, points.at(-1)?.value])),
        printed,
      ).toEqual(Object.fromEntries(truths));
    }
  });

  it.each(['Training...', 'Training: 100%|████|', 'training 3 models', 'Start training on cuda'])(
    'is not %s',
    (line) => {
      expect(readPrinted('accuracy', `${line}\naccuracy: 0.9`)).toMatchObject([{ split: 'test' }]);
    },
  );
});

describe('what real tools print', () => {
  const printed = (name: string) =>
    readFileSync(new URL(`../../../../fixtures/exports/printed/${name}`, import.meta.url), 'utf8');
  const STATSMODELS = `                            OLS Regression Results
==============================================================================
Dep. Variable:                      y   R-squared:                       0.416
Model:                            OLS   Adj. R-squared:                  0.353
Method:                 Least Squares   F-statistic:                     6.646
Time:                        10:18:24   Log-Likelihood:                -12.978
No. Observations:                  32   AIC:                             33.96
Df Residuals:                      28   BIC:                             39.82`;
  const CONLLEVAL = `processed 46435 tokens with 5648 phrases; found: 5620 phrases; correct: 5100.
accuracy:  97.85%; precision:  90.75%; recall:  90.30%; FB1:  90.52
              LOC: precision:  92.61%; recall:  93.23%; FB1:  92.91  1679
             MISC: precision:  80.10%; recall:  78.21%; FB1:  79.14  683`;

  it.each<[string, string, number]>([
    ['accuracy', printed('classification-report.txt'), 0.85],
    ['macro_f1', printed('classification-report.txt'), 0.85],
    ['weighted_precision', printed('classification-report.txt'), 0.86],
    ['accuracy', printed('cross-validation.txt'), 0.8876],
    ['auroc', printed('lightgbm.txt'), 0.970136],
    ['r2', STATSMODELS, 0.416],
    ['aic', STATSMODELS, 33.96],
    ['log_likelihood', STATSMODELS, -12.978],
    ['accuracy', CONLLEVAL, 0.9785],
    ['accuracy', 'Epoch 1/15 - train_loss: 0.9 - acc: 0.3\nTest accuracy: 93.4 ± 0.2', 93.4],
  ])('has %s once', (metric, text, value) => {
    const read = readPrinted(metric, text)?.filter(({ split }) => split !== 'train') ?? [];
    expect(read.map(({ points }) => points.at(-1)?.value)).toEqual([value]);
  });

  it.each([
    ['precision', CONLLEVAL],
    ['f1', CONLLEVAL],
    ['precision', printed('classification-report.txt')],
    ['f1', printed('classification-report.txt')],
    ['accuracy', '[rank0] accuracy: 0.91\n[rank1] accuracy: 0.92'],
  ])('of %s for each class or rank is refused', (metric, text) => {
    expect(readPrinted(metric, text) ?? []).toEqual([]);
  });
});
