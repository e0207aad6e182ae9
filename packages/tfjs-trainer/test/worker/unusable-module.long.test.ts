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

  test('a fault of the model', async () => {
    const module = CLASSIFIER.replace('inputShape: [3]', 'inputShape: [5]');
    expect(await messageOf({ 'model.ts': module })).toBe(
      'train.xs has shape [64, 3], the model expects [n, 5]\n',
    );
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
