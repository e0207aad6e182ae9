/** Modules that cannot be used: one clear message, exit code 2, nothing trained. */
import { describe, expect, test } from 'vitest';
import { CLASSIFIER, runWorker } from '../../../../test/support/worker.ts';
import { UNUSABLE_MODULE_EXIT } from '../../src/worker/job.ts';

async function messageOf(files: Readonly<Record<string, string>>, part = {}): Promise<string> {
  const run = await runWorker(files, part);
  expect({ exitCode: run.exitCode, stderr: run.stderr }).toMatchObject({ exitCode: UNUSABLE_MODULE_EXIT });
  expect(run.files['metrics.json']).toBeUndefined();
  return run.stderr.replaceAll(run.folder, '').replaceAll('\\', '/');
}

describe('loading', () => {
  test('a syntax error names file, line and column', async () => {
    const module = 'export default {\n  data() {\n    const x = ;\n  },\n};\n';
    expect(await messageOf({ 'model.ts': module })).toMatch(
      /^loading \/model\.ts failed: .*Unexpected token[\s\S]*model\.ts:3:14/,
    );
  });

  test('a missing file that it imports', async () => {
    expect(await messageOf({ 'model.ts': "import './words.ts';\nexport default {};\n" })).toMatch(
      /Cannot find module '.\/words.ts'[\s\S]*model\.ts:1:/,
    );
  });

  test('an error while it is loaded', async () => {
    const message = await messageOf({
      'model.ts': "import './other.ts';\n",
      'other.ts': "\n\nthrow new TypeError('not today');\n",
    });
    expect(message).toMatch(/^loading \/model\.ts failed: TypeError: not today\n {4}at \/?.*other\.ts:3:/);
  });

  test.each([
    [
      'no default export',
      'export const data = () => 1;',
      'has no default export, only the exports data; it needs export default { data(context), model(context) }',
    ],
    ['a default export that is no object', 'export default () => 1;', 'is a function; it needs'],
    ['no model', 'export default { data() {} };', 'lacks model; it needs'],
    [
      'a model that is no function',
      'export default { data() {}, model: 3 };',
      'model in the default export of /model.ts is a number, not a function',
    ],
    [
      'train and data at once',
      'export default { data() {}, train() {} };',
      'has train and also data or model',
    ],
  ])('%s', async (_, module, expected) => {
    expect(await messageOf({ 'model.ts': module })).toContain(expected);
  });
});

describe('data() and model()', () => {
  test('an error in data() names the line of the TypeScript file', async () => {
    const module = CLASSIFIER.replace(
      '): Dataset {',
      '): Dataset {\n    interface Row { name: string }\n    const row = undefined as unknown as Row;\n    row.name;\n',
    );
    const line = module.split('\n').findIndex((text) => text.trim() === 'row.name;') + 1;
    const message = await messageOf({ 'model.ts': module });
    expect(message).toContain(
      "data() failed: TypeError: Cannot read properties of undefined (reading 'name')",
    );
    expect(message).toContain(`/model.ts:${line}:`);
    expect(message).not.toMatch(/worker\.js|jiti\.js|tfjs\.js/);
  });

  test('an error in model()', async () => {
    const module = CLASSIFIER.replace('inputShape: [3], ', '');
    expect(await messageOf({ 'model.ts': module })).toMatch(/^model\(\) failed: .*[\s\S]*model\.ts:\d+:/);
  });

  test.each([
    [
      'another number of labels',
      'train: split(64, 0)',
      "train: { xs: split(64, 0).xs, ys: tf.zeros([63], 'int32') }",
      'train.ys has 63 rows, train.xs has 64: both need the same number of examples',
    ],
    [
      'inputs of another shape',
      'inputShape: [3]',
      'inputShape: [5]',
      'train.xs has shape [64, 3], the model expects [n, 5]',
    ],
    [
      'a label beyond the classes',
      'validation: split(20, 100)',
      "validation: { xs: split(2, 0).xs, ys: tf.tensor1d([0, 2], 'int32') }",
      'validation.ys holds class 2 in example 1, but the model has only 2 classes (0 to 1)',
    ],
    [
      'float labels of a classification',
      "0)), 'int32')",
      '0)))',
      "train.ys holds regression values (float32), but the model's output has shape [n, 2]: for classes give int32 labels",
    ],
    [
      'outputs that are no probabilities',
      ", activation: 'softmax'",
      '',
      'which are not probabilities; end the model with a softmax',
    ],
    [
      'the wrong loss',
      'sparseCategoricalCrossentropy',
      'categoricalCrossentropy',
      'train.ys holds class indices, but the loss categoricalCrossentropy needs one-hot rows',
    ],
    ['a model that is not compiled', /model\.compile.*/, '', 'model() returned a model that is not compiled'],
  ])('%s', async (_, text, replacement, expected) => {
    const module = CLASSIFIER.replace(text, replacement);
    expect(module).not.toBe(CLASSIFIER);
    expect(await messageOf({ 'model.ts': module })).toContain(expected);
  });

  test('parameters of the training loop', async () => {
    expect(await messageOf({ 'model.ts': CLASSIFIER }, { params: { epochs: 'ten' } })).toBe(
      'params.epochs is "ten"; it must be a whole number, at least 1\n',
    );
  });
});

test('the native backend where it is not installed', async () => {
  const message = await messageOf({ 'model.ts': CLASSIFIER }, { backend: 'native' });
  expect(message).toMatch(/^backend native: @tensorflow\/tfjs-node is/);
});
