import { describe, expect, it } from 'vitest';
import { type Files, read, refusal } from './run-directory.ts';

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

describe('lines of results in a text', () => {
  const RESULTS = 'loaded: 60000\nepoch 1 accuracy: 0.5\n\nTest accuracy: 84 %\nval_accuracy = 0.81\n';

  it.each(['results.txt', 'logs/train.log'])('are read from %s', async (file) => {
    const content = await read({ [file]: RESULTS }, ['accuracy']);
    expect(content.metrics).toEqual({ test: { accuracy: 0.84 }, validation: { accuracy: 0.81 } });
    expect(content.origins?.test?.accuracy).toMatchObject({ file });
  });

  it('count only for what stands nowhere else', async () => {
    const files = { 'results.txt': RESULTS, 'metrics.json': { accuracy: 0.9 } };
    expect((await read(files, ['accuracy'])).metrics).toEqual({ test: { accuracy: 0.9 } });
  });

  it('are metrics that are known where none is asked for', async () => {
    const content = await read({ 'notes.txt': 'rows: 12\naccuracy: 0.8\nseconds left: 3\n' });
    expect(content.metrics).toEqual({ test: { accuracy: 0.8 } });
    await expect(refusal({ 'notes.txt': 'rows: 12\n' })).resolves.toContain('It holds "notes.txt"');
  });
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
