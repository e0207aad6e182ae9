import { describe, expect, it } from 'vitest';
import { readWanted, wanted } from './wanted.ts';

describe('a metric that is found nowhere', () => {
  it('is answered with the line of config that reads it, and that line reads it', async () => {
    const files = { 'out/results.json': { results: { arc_easy: { 'acc,none': 0.71 } } } };
    const message = await readWanted(files, [wanted('accuracy')]).catch(String);
    expect(message).toContain(
      'To read it, write in the config: metrics: [{ name: accuracy, from: { file: out/results.json, key: "results.arc_easy.acc,none" } }].',
    );
    const from = { file: 'out/results.json', key: 'results.arc_easy.acc,none' };
    expect((await readWanted(files, [wanted('accuracy', from)])).metrics.test?.accuracy).toBe(0.71);
  });

  it('by another name shows the structure', async () => {
    const { hint } = await readWanted({ 'metrics.json': { loss: 1 }, 'r.json': { a: { quality: 3 } } }, [
      wanted('accuracy'),
    ]);
    expect(hint).toContain('metrics.json holds loss; r.json holds a.quality');
    expect(hint).toContain('from: { file: metrics.json, key: loss }');
  });
});

describe('a file that cannot be read', () => {
  const BROKEN = { 'log.csv': 'epoch,loss\n1,2\n2\n' };

  it('is a warning where all that is asked for stands elsewhere, and nothing of it counts', async () => {
    const { status, metrics, curves, warnings } = await readWanted(
      { ...BROKEN, 'metrics.json': { accuracy: 0.9 } },
      [wanted('accuracy')],
    );
    expect({ status, metrics, curves }).toEqual({
      status: 'ok',
      metrics: { test: { accuracy: 0.9 } },
      curves: [],
    });
    expect(warnings).toEqual([
      expect.stringMatching(
        /^log\.csv: not valid CSV: .*; the file was left out, as all that the config asks for stands elsewhere$/,
      ),
    ]);
  });

  it('is the end of the run where it is not', async () => {
    await expect(readWanted(BROKEN, [wanted('accuracy')])).rejects.toThrow('log.csv: not valid CSV');
    const other = { ...BROKEN, 'metrics.json': { f1: 0.9 } };
    await expect(readWanted(other, [wanted('accuracy')])).rejects.toThrow('log.csv: not valid CSV');
  });

  it('two files of predictions are a contradiction, whatever else there is', async () => {
    const predictions = 'label,prediction\n0,0\n1,0\n';
    const files = { 'a.csv': predictions, 'b.csv': predictions, 'metrics.json': { accuracy: 0.9 } };
    await expect(readWanted(files, [wanted('accuracy')])).rejects.toThrow(
      'a.csv and b.csv both hold predictions',
    );
  });
});
