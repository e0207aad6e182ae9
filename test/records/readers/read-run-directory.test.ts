import { describe, expect, it, test } from 'vitest';
import { inspectDirectory } from '../../../src/records/inspect-directory.ts';
import { directoryOf, type Files, read, refusal } from './run-directory.ts';

describe('a directory with nothing to read', () => {
  const ADVICE = 'Write e.g. {"accuracy": 0.9} to metrics.json in the folder that CONCLUSIVE_RUN_DIR names.';
  const LOOKED_FOR = / Looked for: metrics\.json; .*; \*\.jsonl with one epoch per line; /;

  it('is answered with where was looked, and what to write', async () => {
    const message = await refusal({});
    expect(message).toMatch(LOOKED_FOR);
    expect(message).toContain(`nothing to read in the run directory. It is empty. ${ADVICE} Looked for: `);
  });

  it('lists what is there instead', async () => {
    const message = await refusal({
      'model.bin': 'x',
      'config.json': '{}',
      'log.txt': 'epoch 1',
      'steps.jsonl': '{"batch":1}\n',
      'result.json': '{"accuracy": 0.',
    });
    expect(message).toContain(
      'It holds "config.json", "log.txt", "result.json", "steps.jsonl", "model.bin". result.json: not valid JSON: ',
    );
  });

  it('names texts where there is nothing else, and what most programs can write comes first', async () => {
    expect(await refusal({ 'train.log': 'done\n' })).toMatch(
      /It holds "train\.log"\..* Looked for: metrics\.json; \*\.csv with an epoch column; \*\.jsonl .*trainer_state/,
    );
  });
});

test('a printed metric that is known is found where none is asked for', async () => {
  const { values } = await inspectDirectory(
    await directoryOf({}),
    [],
    'rows: 12\naccuracy: 0.8\nseconds left: 3\n',
  );
  expect(values).toMatchObject([{ metric: 'accuracy', split: 'test', value: 0.8, file: 'stdout' }]);
});

describe('a file that cannot be read', () => {
  const BROKEN = '{"epoch":1,"val_loss":1,"val_accuracy":0.1}\n{"epoch":2,"val_loss":"high"}\n';

  it('leaves nothing behind, and the other files are read', async () => {
    const files = { 'a.jsonl': BROKEN, 'b.jsonl': '{"epoch":5,"val_accuracy":0.9}\n' };
    const { curves, warnings } = await read(files, ['accuracy']);
    expect(curves).toEqual([{ epoch: 5, train: {}, validation: { accuracy: 0.9 } }]);
    expect(warnings).toEqual([
      'a.jsonl:2: val_loss must be a number, found "high"; the file was ignored, because the config needs nothing from it',
    ]);
  });

  it.each<[string, Files]>([
    ['no metric is named', { 'a.jsonl': BROKEN, 'metrics.json': { accuracy: 0.9 } }],
    ['the metric stands nowhere else', { 'a.jsonl': BROKEN, 'metrics.json': { bleu: 0.9 } }],
  ])('is an error where %s', async (why, files) => {
    const metrics = why.startsWith('no') ? [] : ['accuracy'];
    expect(await refusal(files, metrics)).toBe('a.jsonl:2: val_loss must be a number, found "high"');
  });

  it('is replaced by the file that repeats it', async () => {
    const row = { training_iteration: 1, trial_id: 'x', val_loss: 'high' };
    const files = {
      'result.json': `${JSON.stringify(row)}\n`,
      'progress.csv': 'val_loss,val_accuracy,training_iteration,trial_id\n4,0.9,1,x\n',
    };
    expect((await read(files, ['accuracy'])).metrics).toEqual({ validation: { loss: 4, accuracy: 0.9 } });
  });
});
