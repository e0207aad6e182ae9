/** Printed text generated from a truth: the true number is read, or none. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { pointsMatching, printedLines, readPrinted } from '../../../../src/records/readers/named/printed.ts';
import { describeNumber, printedNumber } from '../../../../src/records/readers/named/printed-number.ts';
import { suggestPrinted } from '../../../../src/records/readers/named/suggest-printed.ts';
import { createRandom } from '../../../../src/stats/random.ts';
import { readWanted, wanted } from './wanted.ts';

const CASES = 400;
const ACCURACY = [wanted('accuracy')];

test('lines are what a terminal was drawn with, without its colours', () => {
  expect([...printedLines('\u001b[1m a\r b \n\n\u0008\u0008c')]).toEqual(['a', 'b', 'c']);
});

test.each([
  ['accuracy: 0.1111\b\b\b\b\b\b0.2222', ['accuracy: 0.2222']],
  [`10/20 acc: 0.1${'\b'.repeat(14)}20/20 acc: 0.2\n`, ['20/20 acc: 0.2']],
  ['\b\b\ba', ['a']],
])('backspaces remove what they go back over', (text, lines) => {
  expect([...printedLines(text)]).toEqual(lines);
});

test.each([
  ['0.93', 0.93],
  ['.93', 0.93],
  ['93.', 93],
  ['-1e-3', -0.001],
  ['93 %', 0.93],
  ['1,234.50', 1234.5],
  ['1,234,567', 1234567],
  ['0,801', 0.801],
  ['12,5', 12.5],
  ['1.234,56', 1234.56],
  ['9665/10000', 0.9665],
  ['nan', Number.NaN],
  ['-inf', Number.NEGATIVE_INFINITY],
])('%s is %d', (text, value) => {
  expect(printedNumber(text)).toBe(value);
});

test.each(['1,234', '1.2.3', '1,2,3', '12:30', '5/0', ''])('%j is no number, or two', (text) => {
  expect(printedNumber(text)).toBeNull();
});

test('what is no number is told with its two meanings', () => {
  expect(describeNumber('1,234')).toBe('1,234, which may mean 1234 or 1.234; print it without the comma');
  expect(describeNumber('high')).toBe('"high", which is not a number');
});

/** Ways to print a number whole, and the start of each that a careless expression would take. */
const NUMBERS: ReadonlyArray<(value: number) => readonly [text: string, read: number]> = [
  (value) => [value.toFixed(4), value],
  (value) => [`${(value * 100).toFixed(2)}%`, value],
  (value) => [`${(value * 100).toFixed(2)} %`, value],
  (value) => [value.toExponential(3), value],
  (value) => [value.toFixed(4).replace('.', ','), value],
  (value) => [`${Math.round(value * 10_000)}/10000`, value],
  (value) => [`${Math.round(value * 719)}/719`, Math.round(value * 719) / 719],
  (value) => [`-${value.toFixed(4)}`, -value],
];
/** All that a line may be whose number counts. */
const ALONE: ReadonlyArray<(number: string) => string> = [
  (number) => `accuracy: ${number}`,
  (number) => `accuracy = ${number}`,
  (number) => `accuracy=${number}`,
  (number) => `  Accuracy: ${number}  `,
  (number) => `test_accuracy: ${number}`,
  (number) => `Test accuracy: ${number}`,
  (number) => `"accuracy": ${number}`,
  (number) => `\u001b[1maccuracy\u001b[0m: \u001b[33m${number}\u001b[0m`,
];
/** What stands around a number that is another one, or that nothing tells apart from another one. */
const NOT_ALONE: ReadonlyArray<(number: string) => string> = [
  (number) => `accuracy: ${number} (training set)`,
  (number) => `accuracy: ${number} (train) 0.8311 (test)`,
  (number) => `accuracy: ${number} (baseline) vs 0.8311`,
  (number) => `accuracy: ${number} (EMA)`,
  (number) => `accuracy: ${number} (best so far)`,
  (number) => `accuracy: ${number} (fold 5 of 5)`,
  (number) => `accuracy: +${number}`,
  (number) => `accuracy: ${number} +0.02`,
  (number) => `accuracy: ${number} -> 0.8311`,
  (number) => `accuracy: ${number} ± 0.0123`,
  (number) => `accuracy: ${number} of 10000`,
  (number) => `accuracy: 0.1111, ${number}`,
  (number) => `accuracy: ~${number}`,
  (number) => `accuracy: < ${number}`,
  (number) => `accuracy: tensor(${number})`,
  (number) => `accuracy ${number}`,
  (number) => `| accuracy | ${number} |`,
  (number) => `epoch 3 accuracy: ${number}`,
  (number) => `[fold 2] accuracy: ${number}`,
  (number) => `seed=3 | accuracy: ${number}`,
  (number) => `dog accuracy: ${number}`,
  (number) => `Balanced accuracy: ${number}`,
  (number) => `top 5 accuracy: ${number}`,
  (number) => `best accuracy: ${number}`,
  (number) => `accuracy std: ${number}`,
  (number) => `loss: 0.4, accuracy: ${number}`,
  (number) => `{"accuracy": ${number}}`,
  (number) => `accuracy: ${number} dog`,
  (number) => `1 - accuracy: ${number}`,
];
const OTHERS = ['saved model_0.0777.pt', 'loss: 0.0777', 'train accuracy: 0.0777', 'done', 'lr=0.0777'];

const { below, pick } = (() => {
  const random = createRandom('printed lines');
  const under = (limit: number) => Math.floor(random() * limit);
  return { below: under, pick: <Value>(from: readonly Value[]) => from[under(from.length)] as Value };
})();
/** Four digits, and no other number's percentage. */
const truth = () => (2_001 + below(7_900)) / 10_000;

function amongOthers(lines: readonly string[]): string {
  const all = [...lines];
  for (let count = below(4); count > 0; count -= 1) all.splice(below(all.length + 1), 0, pick(OTHERS));
  return all.join('\n');
}

const testValues = (printed: string) =>
  readPrinted('accuracy', printed).found.flatMap(({ split, value }) => (split === 'test' ? [value] : []));

/** Takes a suggestion at its word. */
async function taken(said: string, printed: string) {
  const [config] = /\{ name: accuracy, from: .* \} \}/.exec(said) ?? [];
  if (config === undefined) return undefined;
  const { from } = parseYaml(config);
  const { metrics } = await readWanted({}, [wanted('accuracy', from)], { printed });
  return metrics.test?.accuracy ?? metrics.validation?.accuracy;
}

describe('a line', () => {
  it('that is the name and a number is the metric, in any form of the number', () => {
    for (let count = 0; count < CASES; count += 1) {
      const [number, value] = pick(NUMBERS)(truth());
      const printed = amongOthers([pick(ALONE)(number)]);
      const [read = Number.NaN, ...more] = testValues(printed);
      expect(read, printed).toBeCloseTo(value, 4);
      expect(more).toEqual([]);
    }
  });

  it('that says anything else is not, and no suggestion for it reads another number than it says', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const [number, value] = pick(NUMBERS)(truth());
      const printed = amongOthers([pick(NOT_ALONE)(number)]);
      expect(testValues(printed), printed).toEqual([]);
      const said = suggestPrinted('accuracy', printed) ?? '';
      const read = await taken(said, printed);
      if (read === undefined) continue;
      expect(said, printed).toContain(`which reads ${read} here`);
      expect(read, printed).toBeCloseTo(value, 4);
    }
  });

  it('that comes again with another value is refused, and the suggestion reads the last', async () => {
    for (let count = 0; count < CASES / 4; count += 1) {
      const values = [0.1 + truth() / 2, truth(), truth()];
      const line = pick(ALONE);
      const printed = values.map((value) => line(value.toFixed(4))).join('\n');
      const { found, problem } = readPrinted('accuracy', printed);
      expect(found).toEqual([]);
      expect(problem).toMatch(/^accuracy is printed 3 times \(.*take: last/);
      expect(await taken(problem ?? '', printed)).toBeCloseTo(values[2] as number, 4);
    }
  });

  it('may come again with the same value, and state its split', async () => {
    const printed = 'val_accuracy: 0.9\ntrain accuracy: 0.99\naccuracy: 0.93\naccuracy: 0.93';
    const { metrics, origins } = await readWanted({}, ACCURACY, { printed });
    expect(metrics).toMatchObject({ validation: { accuracy: 0.9 }, test: { accuracy: 0.93 } });
    expect(origins?.test?.accuracy).toEqual({ file: 'stdout', key: 'accuracy', at: 'stated' });
  });

  it('that is NaN is a run that diverged', async () => {
    const { status, failure } = await readWanted({}, ACCURACY, { printed: 'accuracy: nan\n' });
    expect({ status, failure }).toEqual({ status: 'diverged', failure: 'stdout: accuracy is NaN' });
  });

  it('with a number of two meanings is told, not guessed', () => {
    expect(readPrinted('rmse', 'rmse: 1,234').problem).toBe(
      'rmse is printed as 1,234, which may mean 1234 or 1.234; print it without the comma',
    );
  });

  it('counts only if no file has the metric', async () => {
    const files = { 'metrics.json': { accuracy: 0.8 } };
    const { metrics } = await readWanted(files, ACCURACY, { printed: 'accuracy: 0.93\n' });
    expect(metrics.test?.accuracy).toBe(0.8);
  });
});

describe('an expression of the config', () => {
  it.each([
    ['Accuracy: ([0-9]+)', 'Accuracy: 529/719 (74%)', '529', '529/719', 529 / 719],
    ['Accuracy: ([0-9]+)/', 'Accuracy: 529/719 (74%)', '529', '529/719', 529 / 719],
    ['\\(([0-9]+)%\\)', 'Accuracy: 529/719 (74%)', '74', '74%', 0.74],
    ['acc ([0-9.]+)', 'acc 74.1 % in all', '74.1', '74.1 %', 0.741],
    ['acc ([0-9.]+)', 'acc 0,93', '0', '0,93', 0.93],
    ['acc ([0-9.]+)', 'acc 9.3e-1', '9.3', '9.3e-1', 0.93],
    ['acc: ([0-9.]+)', 'acc: -0.5', null, '-0.5', null],
    ['acc ([0-9]\\.[0-9])', 'acc 0.93', '0.9', '0.93', 0.93],
    ['acc .*?([0-9]+)/', 'acc (correct) 529/719', '529', '529/719', 529 / 719],
  ])(
    '%s that ends inside the number of %j is refused, with one that reads it whole',
    (pattern, line, part, whole, value) => {
      const { points, problem } = pointsMatching(pattern, line);
      if (part === null) {
        // No group finds the sign where the expression has no room for it.
        expect([points, problem]).toEqual([[], null]);
        return;
      }
      expect(points).toEqual([]);
      expect(problem).toContain(`captures only ${part} of ${whole}; write stdout: '`);
      const [, remedy = ''] = /write stdout: '(.*)'$/.exec(problem ?? '') ?? [];
      expect(pointsMatching(remedy.replaceAll("''", "'"), line).points).toEqual([{ epoch: null, value }]);
    },
  );

  it.each([
    ['acc ([0-9.]+)', 'acc 934 of 1000', '934 of 934 of 1000'],
    ['acc -?([0-9.]+)', 'acc -0.5', '0.5 of -0.5'],
    ['acc ([0-9.]+)', 'acc 5 112', '5 of 5 112'],
  ])('%s on %j is refused', (pattern, line, said) => {
    expect(pointsMatching(pattern, line).problem).toContain(`captures only ${said}`);
  });

  it('takes a cell of a table with commas', () => {
    expect(pointsMatching('^mlp,([0-9.]+)', 'mlp,0.93,0.7').points).toEqual([{ epoch: null, value: 0.93 }]);
  });

  const MNIST = [0.7, 0.8, 0.75].map(
    (share) => `Test set: Average loss: 1.5, Accuracy: ${share * 1000}/1000 (${share * 100}%)`,
  );

  it('that matches several values needs to know which one counts', async () => {
    const stdout = 'Accuracy: ([0-9/]+)';
    const read = (take?: string) =>
      readWanted({}, [wanted('accuracy', { stdout, ...(take === undefined ? {} : { take }) })], {
        printed: MNIST.join('\n'),
      });
    await expect(read()).rejects.toThrow(
      'stdout has 3 values of accuracy (0.7, 0.8, 0.75), and no epoch tells which one counts; add take: last or take: best to from',
    );
    const [last, best] = [await read('last'), await read('best')];
    expect([last.metrics.test?.accuracy, best.metrics.test?.accuracy]).toEqual([0.75, 0.8]);
    expect(last.origins?.test?.accuracy).toMatchObject({ at: 'last', of: 3 });
    expect(best.origins?.test?.accuracy).toMatchObject({ at: 'best', of: 3, selected: 'curve' });
  });

  it("is suggested for PyTorch's own example, with the last value", async () => {
    const printed = ['Train Epoch: 1 [0/719 (0%)]\tLoss: 2.3', ...MNIST].join('\n');
    const said = suggestPrinted('accuracy', printed) ?? '';
    expect(said).toMatch(/take: last \} \}\], which reads 0\.75 here$/);
    expect(await taken(said, printed)).toBe(0.75);
  });
});

test.each([
  'Balanced accuracy: 0.8',
  '[fold 1] accuracy: 0.8\n[fold 2] accuracy: 0.9',
  'dog: accuracy 0.8\ncat: accuracy 0.9',
])('%j is shown, and no line of config is suggested', (printed) => {
  const said = suggestPrinted('accuracy', printed) ?? '';
  expect(said).toMatch(/^accuracy stands in ".*"; print the result on a line of its own/);
});

test.each(['model,accuracy,f1', 'the accuracy is unknown', '0.80', ''])('%j suggests nothing', (printed) => {
  expect(suggestPrinted('accuracy', printed)).toBeNull();
});

test('any text ends in time', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (line) => {
      suggestPrinted('accuracy', `accuracy ${line}`);
      for (const { key } of readPrinted('accuracy', line).found) expect(line).toContain(key);
    }),
  );
  for (const part of ['a ', '{"a": ', 'accuracy: 1, ', '1/2 ', '[(a) ', '=== ', "'"]) {
    readPrinted('accuracy', part.repeat(20_000));
    suggestPrinted('accuracy', part.repeat(20_000));
  }
});
