/** Logs that count different things, steps that begin anew, and several runs in one folder. */
import { describe, expect, it, test } from 'vitest';
import { event } from './event-file.ts';
import { read } from './run-directory.ts';

/** An event file with a value of each tag at each step. */
function events(steps: readonly number[], tags: Readonly<Record<string, (step: number) => number>>) {
  return Buffer.concat(
    steps.flatMap((step) => Object.entries(tags).map(([tag, value]) => event(step, tag, value(step)))),
  );
}

const EPOCHS = 'epoch,loss,val_loss\n1,4,5\n2,3,4\n3,2,3\n';

describe('a log by step beside a log by epoch', () => {
  it('is left out where it counts something else; what only it states is final all the same', async () => {
    const { curves, metrics, warnings } = await read({
      'log.csv': EPOCHS,
      'tb/events.out.tfevents.1.host': events([100, 200, 300], {
        'Loss/train': (step) => step,
        'val/accuracy': (step) => step / 400,
        'val/loss': () => 9,
        'test/accuracy': () => 0.5,
      }),
    });
    expect(curves.map(({ epoch, train, validation }) => [epoch, train.loss, validation])).toEqual([
      [1, 4, { loss: 5 }],
      [2, 3, { loss: 4 }],
      [3, 2, { loss: 3 }],
    ]);
    expect(metrics).toEqual({ validation: { loss: 3, accuracy: 0.75 }, test: { accuracy: 0.5 } });
    expect(warnings).toEqual([
      'TensorBoard: its values go to step 300 and those of other logs to epoch 3, so they count different things; its curves were left out, and its last values count where nothing else states them; log the epoch beside the step',
    ]);
  });

  it('is merged by epoch where it states the epoch', async () => {
    const { curves, warnings } = await read({
      'log.csv': 'epoch,val_loss\n1,5\n2,4\n',
      'steps.csv': 'epoch,step,loss\n1,100,3\n1,200,1\n2,300,1\n2,400,0.5\n',
    });
    expect(curves).toEqual([
      { epoch: 1, train: { loss: 2 }, validation: { loss: 5 } },
      { epoch: 2, train: { loss: 0.75 }, validation: { loss: 4 } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('is merged where its steps are the epochs', async () => {
    const { curves, warnings } = await read({
      'log.csv': EPOCHS,
      'tb/events.out.tfevents.1.host': events([1, 2, 3], { 'val/accuracy': (step) => step / 4 }),
    });
    expect(curves.map(({ validation }) => validation)).toEqual([
      { loss: 5, accuracy: 0.25 },
      { loss: 4, accuracy: 0.5 },
      { loss: 3, accuracy: 0.75 },
    ]);
    expect(warnings).toEqual([]);
  });

  it('of another tool is held against the first one', async () => {
    const { curves, warnings } = await read({
      'dvclive/plots/metrics/val/loss.tsv': 'step\tloss\n0\t3\n1\t2\n',
      'tb/events.out.tfevents.1.host': events([100, 200], { 'Loss/train': (step) => step }),
    });
    expect(curves.map(({ epoch, train }) => [epoch, train])).toEqual([
      [0, {}],
      [1, {}],
    ]);
    expect(warnings).toEqual([expect.stringContaining('TensorBoard: its values go to step 200 and')]);
  });
});

describe('a step that begins anew in each epoch', () => {
  test.each([
    ['steps.csv', 'epoch,step,loss,val_loss\n0,0,4,\n0,1,2,\n0,1,,5\n1,0,2,\n1,1,1,\n1,1,,4\n'],
    ['steps.csv', 'loss,step,val_loss,epoch\n4,0,,0\n2,1,,0\n,1,5,0\n2,0,,1\n1,1,,1\n,1,4,1\n'],
    [
      'steps.jsonl',
      '{"epoch":0,"step":0,"loss":4}\n{"epoch":0,"step":1,"loss":2}\n{"epoch":0,"step":1,"val_loss":5}\n{"epoch":1,"step":0,"loss":2}\n{"epoch":1,"step":1,"loss":1}\n{"epoch":1,"step":1,"val_loss":4}\n',
    ],
  ])('goes on in the next one: %s', async (file, text) => {
    const { curves, warnings } = await read({ [file]: text });
    expect(curves).toEqual([
      { epoch: 0, train: { loss: 3 }, validation: { loss: 5 } },
      { epoch: 1, train: { loss: 1.5 }, validation: { loss: 4 } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('may be the same in all rows', async () => {
    const { curves } = await read({ 's.csv': 'epoch,step,val_loss\n0,99,4\n1,99,3\n2,99,2\n' });
    expect(curves.map(({ epoch, validation }) => [epoch, validation.loss])).toEqual([
      [0, 4],
      [1, 3],
      [2, 2],
    ]);
  });

  it('is laid end to end where an epoch is evaluated twice', async () => {
    const { curves } = await read({ 's.csv': 'epoch,step,val_loss\n0,4,4\n0,9,3\n1,4,2\n1,9,1\n' });
    expect(curves.map(({ epoch, validation }) => [epoch, validation.loss])).toEqual([
      [4, 4],
      [9, 3],
      [14, 2],
      [19, 1],
    ]);
  });

  it('may be that of one file among several', async () => {
    const { curves, warnings } = await read({
      'a.csv': 'epoch,step,val_loss\n0,1,5\n1,1,4\n',
      'b.csv': 'epoch,step,loss\n0,0,4\n0,1,2\n1,0,2\n1,1,1\n',
    });
    expect(curves).toEqual([
      { epoch: 0, train: { loss: 3 }, validation: { loss: 5 } },
      { epoch: 1, train: { loss: 1.5 }, validation: { loss: 4 } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('has the epoch of the rows above where a row does not say it', async () => {
    const { curves, warnings } = await read({
      's.csv': 'epoch,step,loss,val_loss\n0,1,1,\n0,2,2,\n,2,,3\n1,1,2,\n1,2,2,\n,2,,4\n',
    });
    expect(curves).toEqual([
      { epoch: 0, train: { loss: 1.5 }, validation: { loss: 3 } },
      { epoch: 1, train: { loss: 2 }, validation: { loss: 4 } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('leaves out what has no epoch, and says so', async () => {
    const { curves, metrics, warnings } = await read({
      'a.csv': 'step,val_loss\n1,5\n3,4\n',
      'b.csv': 'epoch,step,loss\n0,0,4\n0,1,2\n1,0,2\n1,1,1\n',
    });
    expect(curves.every(({ validation }) => validation.loss === undefined)).toBe(true);
    expect(metrics).toEqual({});
    expect(warnings).toEqual([
      'a.csv: values without an epoch were left out, as the steps of other values begin anew in each epoch; log the epoch beside the step',
    ]);
  });

  it('goes back with the epoch where the run was resumed', async () => {
    const { curves, warnings } = await read({
      's.csv': 'epoch,step,val_loss\n0,9,4\n1,9,3\n2,9,2\n1,9,2.5\n2,9,1.5\n',
    });
    expect(curves.map(({ validation }) => validation.loss)).toEqual([4, 2.5, 1.5]);
    expect(warnings).toEqual([expect.stringContaining('s.csv: the steps go back, as when a run is resumed')]);
  });
});

describe('several folders of one tool', () => {
  const run = (steps: readonly number[], value: number) =>
    events(steps, { 'Loss/train': () => value, 'Loss/validation': () => value + 1 });
  const losses = ({ curves }: Awaited<ReturnType<typeof read>>) =>
    curves.map(({ epoch, train, validation }) => [epoch, train.loss, validation.loss]);

  it('with a run from its beginning in each: the last one counts alone, and the report says so', async () => {
    const content = await read({
      'runs/fold_1/events.out.tfevents.1.host': Buffer.concat([run([1, 2, 3], 7), event(3, 'val/extra', 1)]),
      'runs/fold_2/events.out.tfevents.1.host': run([1, 2], 5),
    });
    expect(losses(content)).toEqual([
      [1, 5, 6],
      [2, 5, 6],
    ]);
    expect(content.metrics.validation).toEqual({ loss: 6 });
    expect(content.warnings).toEqual([
      'TensorBoard: "runs/fold_1" and "runs/fold_2" each hold a run from its beginning (train loss from step 1 on); only the last one counts, so log one run in each run directory',
    ]);
  });

  it('of one run that was resumed in another folder: it goes on', async () => {
    const content = await read({
      'version_9/events.out.tfevents.1.host': run([1, 2, 3], 7),
      'version_10/events.out.tfevents.1.host': run([3, 4], 5),
    });
    expect(losses(content)).toEqual([
      [1, 7, 8],
      [2, 7, 8],
      [3, 5, 6],
      [4, 5, 6],
    ]);
    expect(content.warnings).toEqual([
      expect.stringContaining('the steps go back, as when a run is resumed'),
    ]);
  });

  it('with different metrics add to each other', async () => {
    const content = await read({
      'fit/events.out.tfevents.1.host': run([1, 2], 7),
      'test/events.out.tfevents.1.host': event(2, 'accuracy', 0.5),
    });
    expect(losses(content)).toHaveLength(2);
    expect(content.metrics.test).toEqual({ accuracy: 0.5 });
    expect(content.warnings).toEqual([]);
  });

  it('are checkpoints of Hugging Face, each with the history up to it: the longest says all', async () => {
    const entry = (step: number) => ({ step, epoch: step / 10, eval_loss: 1 / step });
    const history = (count: number) => ({
      log_history: Array.from({ length: count }, (_, index) => entry((index + 1) * 10)),
    });
    const content = await read({
      'checkpoint-10/trainer_state.json': history(1),
      'checkpoint-20/trainer_state.json': history(2),
      'checkpoint-30/trainer_state.json': history(3),
    });
    expect(content.curves.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(content.warnings).toEqual([]);
  });

  it('are runs of Lightning by CSV as well', async () => {
    const content = await read({
      'version_0/metrics.csv': 'epoch,step,val_loss\n0,9,4\n1,19,3\n2,29,2\n',
      'version_1/metrics.csv': 'epoch,step,val_loss\n0,9,8\n1,19,7\n',
    });
    expect(content.curves.map(({ validation }) => validation.loss)).toEqual([8, 7]);
    expect(content.warnings).toEqual([
      expect.stringContaining('CSV by step: "version_0" and "version_1" each hold a run from its beginning'),
    ]);
  });
});
