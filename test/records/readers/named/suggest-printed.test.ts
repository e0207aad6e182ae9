import { expect, test } from 'vitest';
import { normaliseSource } from '../../../../src/config/metric-source.ts';
import { suggestPrinted } from '../../../../src/records/readers/named/suggest-printed.ts';
import { readWanted, wanted } from './wanted.ts';

/** What is suggested is taken at its word, and reads the number that it says, on the split that it says. */
test.each([
  ['accuracy: 0.80\nsaved model\n', 'accuracy: ([-+0-9.e]+)', 'test'],
  ['Final accuracy -> 0.80\nbye', 'accuracy -> ([-+0-9.e]+)', 'test'],
  ['Accuracy is 0.80', 'Accuracy is ([-+0-9.e]+)', 'test'],
  ['| accuracy | 0.80 |\n+---+', 'accuracy \\| ([-+0-9.e]+)', 'test'],
  ['Accuracy (test): 0.80 bye', 'Accuracy \\(test\\): ([-+0-9.e]+)', 'test'],
  ['Loss: 0.03, Accuracy: 8000/10000 (80%)', 'Accuracy: ([0-9]+/[0-9]+)', 'test'],
  ['epoch 4 loss 0.600 acc 0.80', 'acc ([-+0-9.e]+)', 'test'],
  ['Best val acc: 0.80\nbye', 'Best val acc: ([-+0-9.e]+)', 'validation'],
  ['test acc 0.80\nval acc 0.90\ntrain acc 0.99', 'test acc ([-+0-9.e]+)', 'test'],
  [
    "[9]\ttraining's accuracy: 0.9\tvalid_1's accuracy: 0.80",
    "valid_1's accuracy: ([-+0-9.e]+)",
    'validation',
  ],
  ['accuracy: 0.99 val_accuracy: 0.80 (epoch 3)', 'val_accuracy: ([-+0-9.e]+)', 'validation'],
])('%j is read by %s', async (printed, pattern, split) => {
  const said = suggestPrinted('accuracy', printed) ?? '';
  const [, quoted = '', stated] =
    /stdout: '((?:[^']|'')*)'(?:, split: (\w+))? } }\], which reads 0\.8 here$/.exec(said) ?? [];
  const stdout = quoted.replaceAll("''", "'");
  expect(stdout).toBe(pattern);
  const from = { stdout, split: stated };
  expect(normaliseSource(from)).toBeDefined();
  const { metrics } = await readWanted({}, [wanted('accuracy', from)], { printed });
  expect(metrics).toMatchObject({ [split]: { accuracy: 0.8 } });
});

test.each([
  'Balanced accuracy: 0.8',
  'model,accuracy,f1',
  'train accuracy: 0.9',
  'the accuracy is unknown',
  '0.80',
  'accuracy std: 0.01',
  '',
])('%j suggests nothing', (printed) => {
  expect(suggestPrinted('accuracy', printed)).toBeNull();
});

test('a number that can be read in two ways is told, not guessed', () => {
  expect(suggestPrinted('rmse', 'rmse: 1,234\nbye')).toBe(
    'rmse is printed as 1,234, which may mean 1234 or 1.234; print it without the comma',
  );
});

test('a value that is called the best is told as selected', async () => {
  const { origins } = await readWanted({}, [wanted('accuracy', { stdout: 'Best acc: ([0-9.]+)' })], {
    printed: 'Best acc: 0.9',
  });
  expect(origins?.test?.accuracy).toMatchObject({ selected: 'name' });
});

test.each(['1 - accuracy: 0.0777', '1-accuracy = 0.0777'])('no formula is suggested: %s', (printed) => {
  expect(suggestPrinted('accuracy', printed)).toBeNull();
});
