/** Logs that count different things, and several runs in one folder. */
import { describe, expect, it } from 'vitest';
import { event } from '../event-file.ts';
import { read } from '../run-directory.ts';

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
      'TensorBoard: its values go to step 300 and those of other logs to epoch 3, so they count different things. Its curves were left out, and its last values are used only where no other log has them; log the epoch with each step',
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
});

describe('several folders of one tool', () => {
  const run = (steps: readonly number[], value: number) =>
    events(steps, { 'Loss/train': () => value, 'Loss/validation': () => value + 1 });
  const losses = ({ curves }: Awaited<ReturnType<typeof read>>) =>
    curves.map(({ epoch, train, validation }) => [epoch, train.loss, validation.loss]);

  it('with a run from its beginning in each: none counts, unless the later folder is a later start', async () => {
    const side = await read({
      'runs/fold_1/events.out.tfevents.1.host': run([1, 2], 7),
      'runs/fold_2/events.out.tfevents.1.host': run([1, 2], 5),
    });
    expect(side.curves).toEqual([]);
    expect(side.warnings).toEqual([expect.stringContaining('neither is used')]);
    const content = await read({
      'runs/version_1/events.out.tfevents.1.host': Buffer.concat([
        run([1, 2, 3], 7),
        event(3, 'val/extra', 1),
      ]),
      'runs/version_2/events.out.tfevents.1.host': run([1, 2], 5),
    });
    expect(losses(content)).toEqual([
      [1, 5, 6],
      [2, 5, 6],
    ]);
    expect(content.metrics.validation).toEqual({ loss: 6 });
    expect(content.warnings).toEqual([
      'TensorBoard: "runs/version_1/events.out.tfevents.1.host" and "runs/version_2/events.out.tfevents.1.host" each hold a whole run (train loss from step 1 on); only the last one is used; log one run in each run directory',
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
    expect(content.warnings).toEqual([expect.stringContaining('the steps go back, as in a resumed run')]);
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
});
