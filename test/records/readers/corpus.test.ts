/** Every tool's own file, as fixtures/logs/<tool>/train.py had it written, becomes the record that the tool's numbers say. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { read as readFiles } from './run-directory.ts';

const LOGS = fileURLToPath(new URL('../../../fixtures/logs', import.meta.url));

async function read(folder: string, declaredMetrics: readonly string[] = []) {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const content = await readRunDirectory(join(LOGS, folder), { declaredMetrics, warn });
  return { ...content, warnings };
}

/** The losses of one point of the curve. */
function losses({ curves }: Awaited<ReturnType<typeof read>>, index: number) {
  const { epoch, train, validation } = curves.at(index) ?? { epoch: Number.NaN, train: {}, validation: {} };
  return [epoch, train.loss, validation.loss];
}

describe('four steps of one model, logged by five tools, are the same curve', () => {
  // fixtures/logs/dvclive/run/dvclive/plots/metrics/*/loss.tsv: the same model in all of these scripts.
  const FIRST = [0, 0.8795092105865479, 0.8922755718231201];
  const LAST = [3, 0.4306332767009735, 0.44743627309799194];

  test.each([
    ['DVCLive', 'dvclive/run'],
    ['MLflow', 'mlflow/run'],
    ['PyTorch, simple values', 'tensorboard/run/pytorch'],
    ['PyTorch, tensors', 'tensorboard/run/tensors'],
    ['PyTorch, a folder a curve', 'tensorboard/run/scalars'],
    ['tensorboardX', 'tensorboard/run/tensorboardx'],
    ['Weights & Biases', 'wandb/wandb-0.31.0'],
    ['Weights & Biases of 2024', 'wandb/wandb-0.16.6'],
  ])('%s', async (_, folder) => {
    const content = await read(folder, ['loss']);
    expect(content.curves).toHaveLength(4);
    // An event file holds single precision.
    for (const [index, expected] of [FIRST, LAST].entries()) {
      const found = losses(content, -index);
      for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 6);
    }
    expect(content.metrics.validation?.loss).toBeCloseTo(LAST[2] as number, 6);
    expect(content.warnings).toEqual([]);
  });

  test.each([['dvclive/run'], ['mlflow/run'], ['wandb/wandb-0.31.0']])(
    'the test metric of %s is final',
    async (folder) => {
      expect((await read(folder)).metrics.test).toEqual({ accuracy: 0.9333333333333333 });
    },
  );
});

describe('Keras', () => {
  it('CSVLogger', async () => {
    const content = await read('keras/run');
    expect(losses(content, 0)).toEqual([0, 2.2362711429595947, 2.1258397102355957]);
    expect(losses(content, -1)).toEqual([3, 1.659034252166748, 1.57590913772583]);
    expect(content.metrics).toEqual({
      validation: { accuracy: 0.6666666865348816, loss: 1.57590913772583 },
    });
  });

  it('CSVLogger of a run that was resumed, with semicolons: the later epoch counts', async () => {
    const content = await read('keras/resumed');
    expect(content.curves.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    expect(losses(content, 2)).toEqual([2, 0.9804447293281555, 0.9334782361984253]);
    expect(content.warnings).toEqual([
      'resumed.csv:5: accuracy is stated again (0.796657383441925, then 0.8161559700965881); the later value counts',
    ]);
  });

  // What CSVLogger wrote in the same run.
  test.each([
    ['by epoch', 'by-epoch'],
    ['by batch beside the epoch', 'by-batch'],
  ])('TensorBoard, %s: training and validation are the same curve', async (_, folder) => {
    const content = await read(`keras-tensorboard/run/${folder}`);
    expect(content.curves.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
    for (const [index, expected] of [
      [0, 2.299896478652954, 2.2181639671325684],
      [3, 1.8304177522659302, 1.7448770999908447],
    ].entries()) {
      expect(losses(content, -index)).toEqual(expected);
    }
    expect(content.metrics).toEqual({
      validation: { loss: 1.7448770999908447, accuracy: 0.5277777910232544 },
    });
    expect(content.curves[0]?.train).not.toHaveProperty('batch_loss');
    expect(content.warnings).toEqual([]);
  });

  it('History.history says what CSVLogger says', async () => {
    expect((await read('keras/history')).curves).toEqual((await read('keras/run')).curves);
  });
});

describe('Lightning', () => {
  test.each(['csv', 'tensorboard'])('%s: the mean over an epoch, not the steps', async (logger) => {
    const content = await read(`lightning/run/${logger}`);
    expect(content.curves).toHaveLength(3);
    for (const [index, expected] of [
      [0, 1.9012125730514526, 1.3950223922729492],
      [1, 1.1610180139541626, 0.8899890184402466],
      [2, 0.7665790915489197, 0.6375450491905212],
    ].entries()) {
      for (const [at, value] of losses(content, index).entries()) {
        expect(value).toBeCloseTo(expected[at] as number, 6);
      }
    }
    expect(content.metrics.test?.acc).toBeCloseTo(0.8833333253860474, 6);
    expect(content.curves[0]?.train).not.toHaveProperty('loss_step');
    expect(content.warnings).toEqual([]);
  });
});

describe('Hugging Face', () => {
  it('the history, and final metrics from all_results.json; nothing of speed', async () => {
    const content = await read('huggingface/run', ['accuracy']);
    const state = JSON.parse(await readFile(join(LOGS, 'huggingface/run/trainer_state.json'), 'utf8')) as {
      log_history: Array<{ epoch: number; loss?: number }>;
    };
    const logged = state.log_history.filter(({ epoch, loss }) => loss !== undefined && epoch <= 1);
    const mean = logged.reduce((sum, { loss = 0 }) => sum + loss, 0) / logged.length;
    expect(logged).toHaveLength(2);
    expect(losses(content, 0)).toEqual([1, mean, 1.1613613367080688]);
    expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(content.metrics).toEqual({
      train: { loss: 1.1244022799473183 },
      validation: { accuracy: 0.9138888888888889, loss: 0.7353295087814331 },
      test: { accuracy: 0.8944444444444445, loss: 0.7627848982810974 },
    });
    expect(content.warnings).toEqual([]);
  });
});

it('fastai: accuracy is that of the validation split', async () => {
  const content = await read('fastai/run');
  expect(losses(content, 0)).toEqual([0, 1.8571457862854004, 1.3957327604293823]);
  expect(content.metrics).toEqual({
    validation: { loss: 0.504004716873169, accuracy: 0.9138888716697693 },
  });
});

it('Ignite: training and validation are evaluated alike', async () => {
  const { curves } = await read('ignite/run');
  expect(curves).toHaveLength(4);
  expect(Object.keys(curves[3]?.train ?? {}).sort()).toEqual(['accuracy', 'loss']);
  expect(curves[3]?.validation.accuracy).toBeCloseTo(0.922222, 5);
});

describe('Weights & Biases with a server', () => {
  const RUN = 'wandb/wandb-0.31.0-online/wandb/run-20261126_010714-qtqhxf8n';
  const SUMMARY = { accuracy: 0.9331476323119777, loss: 0.4306332767009735, macro_f1: 0.9335186708671486 };

  it('the run says what was logged in training; what is in its summary alone is final', async () => {
    const content = await read('wandb/wandb-0.31.0-online');
    expect(losses(content, 0)).toEqual([0, 0.8795092105865479, 0.8922755718231201]);
    expect(content.curves.at(-1)?.train).toEqual({ accuracy: SUMMARY.accuracy, loss: SUMMARY.loss });
    expect(content.metrics).toEqual({
      validation: { loss: 0.44743627309799194 },
      test: { macro_f1: SUMMARY.macro_f1 },
    });
    expect(content.warnings).toEqual([]);
  });

  test.each([
    ['alone', null],
    ['beside a run file that was never written to', Buffer.from(':W&B\xa2\xbe\x00', 'latin1')],
  ])('the summary %s does not tell', async (_, runFile) => {
    const summary = await readFile(join(LOGS, RUN, 'files/wandb-summary.json'), 'utf8');
    const run = runFile === null ? {} : { 'run/run-1.wandb': runFile };
    const { metrics, warnings } = await readFiles({ 'run/files/wandb-summary.json': summary, ...run });
    expect(metrics).toEqual({ validation: { loss: 0.44743627309799194 }, test: SUMMARY });
    expect(warnings).toEqual([expect.stringContaining('name no split and count as test')]);
  });
});

describe('boosting', () => {
  it('XGBoost with names of its own', async () => {
    const content = await read('xgboost/run');
    expect(content.curves).toHaveLength(5);
    const { epoch, train, validation } = content.curves[4] ?? {};
    expect({ epoch, train, validation }).toEqual({
      epoch: 5,
      train: expect.objectContaining({ loss: train?.mlogloss, merror: expect.any(Number) }),
      validation: { loss: 0.6641539122081466, mlogloss: 0.6641539122081466, merror: expect.any(Number) },
    });
  });

  it('XGBoost with numbers: the last set is validation, and what the other is nobody knows', async () => {
    const content = await read('xgboost/sklearn-interface');
    expect(losses(content, -1)).toEqual([5, undefined, 0.6641539122081466]);
    expect(content.warnings).toEqual([
      'evals_result.json: "validation_0" left out, as it does not say which split it is; rename the evaluation sets to "train", "validation" or "test"',
    ]);
  });

  it('LightGBM, training and valid_1', async () => {
    const content = await read('lightgbm/run');
    expect(losses(content, -1)).toEqual([5, 0.8504618158063372, 0.9554292897241143]);
  });
});

describe('scikit-learn', () => {
  it('the report is about the test split, the search about validation', async () => {
    const { metrics } = await read('scikit-learn/run', ['macro_f1']);
    expect(metrics.test).toMatchObject({ accuracy: 0.9638888888888889, macro_f1: expect.any(Number) });
    expect(metrics.validation).toEqual({ accuracy: 0.9535747446610957, f1_macro: 0.9535382848839852 });
    expect(metrics.train?.accuracy).toBe(0.9907149489322191);
  });
});

describe('NumPy', () => {
  it('labels, predictions and probabilities of two splits, in C and in Fortran order', async () => {
    const { metrics, predictionsFile } = await read('numpy/run');
    expect(metrics.test?.accuracy).toBeCloseTo(58 / 60, 12);
    expect(metrics.validation?.accuracy).toBeCloseTo(38 / 40, 12);
    expect(Object.keys(metrics.test ?? {})).toContain('log_loss');
    expect(predictionsFile).toMatch(/\.npy$/);
  });

  it('class names', async () => {
    expect((await read('numpy/named')).metrics.test?.accuracy).toBe(0.75);
  });
});
