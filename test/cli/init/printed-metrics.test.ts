/** The expression for a metric has to find its number in the line that the program would print. */
import { expect, test } from 'vitest';
import { printedMetrics } from '../../../src/cli/init/printed-metrics.ts';
import { readPython } from '../../../src/program-text/python.ts';
import { readShell } from '../../../src/program-text/shell.ts';
import { pointsMatching } from '../../../src/records/readers/named/printed.ts';

const printedValues = (text: string) =>
  printedMetrics((/^(?:echo|printf) /.test(text) ? readShell : readPython)(text).printed);

function found(pattern: string, line: string): number[] {
  return pointsMatching(pattern, line).points.map(({ value }) => value);
}

test.each([
  ['print(f"Test accuracy: {acc:.4f}")', 'Test accuracy: 0.9312', 'accuracy', 'test', 0.9312],
  ['print("accuracy: %.3f" % clf.score(X, y))', 'accuracy: 0.931', 'accuracy', null, 0.931],
  ['print("Accuracy:", clf.score(X, y))', 'Accuracy: 0.93', 'accuracy', null, 0.93],
  ['print("Val F1 = {:.2f}".format(f1))', 'Val F1 = 0.71', 'f1', 'validation', 0.71],
  ['logger.info("best val AUC %.4f", auc)', '12:00 best val AUC 0.8812', 'auc', 'validation', 0.8812],
  ['logging.info(f"[eval] | RMSE | {rmse:.3f} |")', '[eval] | RMSE | 1.250 |', 'rmse', null, 1.25],
  [
    'tqdm.write(f"epoch {e}: loss={l:.3f}, mAP={m:.3f}")',
    'epoch 3: loss=0.500, mAP=0.410',
    'map',
    null,
    0.41,
  ],
  [
    'print("""Done.\nTest error rate: {:.3f}""".format(e))',
    'Test error rate: 0.069',
    'error_rate',
    'test',
    0.069,
  ],
  ['echo "accuracy: $ACC"', 'accuracy: 0.91', 'accuracy', null, 0.91],
  ['printf "error = %.3f\\n" "$e"', 'error = 0.090', 'error', null, 0.09],
  ['print("mse", mse, "mae", mae)', 'mse 0.50 mae 0.25', 'mae', null, 0.25],
  [
    "print('Accuracy: {}/{} ({:.0f}%)'.format(a, b, c))",
    'Accuracy: 529/719 (74%)',
    'accuracy',
    null,
    529 / 719,
  ],
  ['print(f"acc: {acc:.1%}")', 'acc: 74.1%', 'acc', null, 0.741],
  ['print(f"ROC-AUC: {auc}")', 'ROC-AUC: 0.77', 'roc_auc', null, 0.77],
])('%s prints %j', (text, line, name, split, value) => {
  const printed = printedValues(text).find((one) => one.name === name);
  expect(printed).toMatchObject({ name, split });
  expect(found(printed?.pattern ?? '', line)).toEqual([value]);
});

test('a table of scikit-learn has the accuracy in a row of its own', () => {
  const [accuracy] = printedValues('print(classification_report(y, p))');
  const row = '    accuracy                           0.95       450';
  expect(found(accuracy?.pattern ?? '', row)).toEqual([0.95]);
});

test.each([
  ['print(f"acc: {100 * acc:.2f}")', true],
  ['print(f"acc: {acc * 100}")', true],
  ['print(f"acc: {100 * acc:.2f}%")', false],
  ['print(f"acc: {acc:.1%}")', false],
  ['print(f"acc: {acc:.2f}%")', false],
  ['print("acc: %.2f%%" % acc)', false],
  ['print(f"acc: {acc:.2f}")', false],
  ['print(f"acc: {top100:.2f}")', false],
])('%s is read as 0 to 100: %s', (text, isPercent) => {
  expect(printedValues(text)).toMatchObject([{ name: 'acc', isPercent }]);
});

test('a name that is a part of another does not find that number', () => {
  const [train, own] = printedValues('print(f"train accuracy: {a}")\nprint(f"accuracy: {b}")');
  expect(train?.split).toBe('train');
  expect(found(own?.pattern ?? '', 'train accuracy: 0.99\naccuracy: 0.91')).toEqual([0.91]);
});

test('what is no metric is not taken for one', () => {
  expect(
    printedValues('print("Loaded:", n)\nprint(f"time: {t}")\nprint("saved to", path)\nprint(f"seed {s}")'),
  ).toEqual([]);
});
