import { expect, it, test } from 'vitest';
import { expectTwoEpochs } from '../../curves.ts';
import { LAST_LINE_CUT, losses, read, readLog } from '../../run-directory.ts';

test.each([
  ['the name of a text, by step', 'train.log', 'step,loss,val_loss\n1,2,3\n2,1,2\n'],
  ['spaces in its names, by step', 'log.csv', 'Global Step,Train Loss,Val Loss\n1,2,3\n2,1,2\n'],
  ['the index of pandas, by step', 'log.csv', ',Step,loss,val_loss\n0,1,2,3\n1,2,1,2\n'],
])('is read with %s', async (_, file, text) => {
  await expectTwoEpochs(file, text);
});

test.each(['csv', 'tensorboard'])(
  'Lightning by %s: the mean over an epoch, not the steps',
  async (logger) => {
    const content = await readLog(`lightning/run/${logger}`);
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
  },
);

it('a second run of Lightning beside the first counts alone', async () => {
  const content = await read({
    'version_0/metrics.csv': 'epoch,step,val_loss\n0,9,4\n1,19,3\n2,29,2\n',
    'version_1/metrics.csv': 'epoch,step,val_loss\n0,9,8\n1,19,7\n',
  });
  expect(content.curves.map(({ validation }) => validation.loss)).toEqual([8, 7]);
  expect(content.warnings).toEqual([
    expect.stringContaining(
      'CSV by step: "version_0/metrics.csv" and "version_1/metrics.csv" each hold a whole run',
    ),
  ]);
});

test('a log is read up to its last line where that has no end', async () => {
  const { curves, warnings } = await read({ 'log.csv': 'step,val_loss\n1,0.93\n2,0.9' });
  expect(curves).toEqual([{ epoch: 1, train: {}, validation: { loss: 0.93 } }]);
  expect(warnings).toEqual([`log.csv:3: the last line ${LAST_LINE_CUT}`]);
});
