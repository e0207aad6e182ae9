import { describe, expect, it, test } from 'vitest';
import { readWanted, wanted } from './wanted.ts';

const NESTED = {
  results: { arc_easy: { 'acc,none': 0.71, acc: 0.7, alias: 'x' }, folds: [{ acc: 1 }, { acc: 2 }] },
};

describe('a key of a file', () => {
  test.each([
    ['JSON', { 'results.json': NESTED }, 'results.json', 'results.arc_easy.acc', 0.7],
    [
      'JSON, with a dot or comma in the key',
      { 'a/results.json': NESTED },
      'results.json',
      'results.arc_easy.acc,none',
      0.71,
    ],
    ['JSON, a position in a list', { 'results.json': NESTED }, 'results.json', 'results.folds.0.acc', 1],
    ['JSON, a number as text', { 'r.json': { acc: '0.25' } }, 'r.json', 'acc', 0.25],
    ['YAML', { 'r.yaml': 'test:\n  acc: 0.5\n' }, 'r.yaml', 'test.acc', 0.5],
    ['TOML', { 'r.toml': '[test]\nacc = 0.5\n' }, 'r.toml', 'test.acc', 0.5],
    ['CSV of one row', { 'r.csv': 'model,acc\nx,0.5\n' }, 'r.csv', 'acc', 0.5],
    ['CSV of names and values', { 'r.csv': 'metric,value\nacc,0.5\nf1,0.4\n' }, 'r.csv', 'f1', 0.4],
    [
      'JSON lines',
      { 'r.jsonl': '{"epoch":1,"eval":{"acc":0.1}}\n{"epoch":2,"eval":{"acc":0.2}}\n' },
      'r.jsonl',
      'eval.acc',
      0.2,
    ],
    [
      'JSON lines in a file called json',
      { 'r.json': '{"epoch":1,"acc":0.1}\n{"epoch":2,"acc":0.2}\n' },
      'r.json',
      'acc',
      0.2,
    ],
  ])('of %s is the value of the metric', async (_, files, file, key, value) => {
    const { metrics, hint, warnings } = await readWanted(files, [
      wanted('accuracy', { file, key, split: 'test' }),
    ]);
    expect(metrics.test?.accuracy).toBe(value);
    expect(hint).toBeNull();
    expect(warnings.join()).not.toContain('was not read');
  });

  test.each([
    ['that the config states', { file: 'r.json', key: 'acc', split: 'shifted' }, 'shifted'],
    ['of the key', { file: 'r.json', key: 'val_acc' }, 'validation'],
    ['of the file', { file: 'dev_results.json', key: 'acc' }, 'validation'],
    ['test, where nothing says it', { file: 'r.json', key: 'acc' }, 'test'],
  ] as const)('is of the split %s', async (_, from, split) => {
    const files = { 'r.json': { acc: 0.5, val_acc: 0.5 }, 'dev_results.json': { acc: 0.5 } };
    const { metrics } = await readWanted(files, [wanted('accuracy', from)]);
    expect(metrics).toEqual({ [split]: expect.objectContaining({ accuracy: 0.5 }) });
  });

  it('says where its value is from', async () => {
    const { origins } = await readWanted({ 'r.csv': 'epoch,acc\n1,0.1\n2,0.2\n3,0.3\n' }, [
      wanted('accuracy', { file: 'r.csv', key: 'acc' }),
    ]);
    expect(origins?.test?.accuracy).toEqual({ file: 'r.csv', key: 'acc', at: 'last', of: 3 });
  });

  test.each([
    [
      'file',
      { file: 'result.json', key: 'acc' },
      'the run directory has no file "result.json"; it holds "results.json"; did you mean "results.json"?',
    ],
    ['key', { file: 'results.json', key: 'arc_easy.acc' }, 'did you mean key: results.arc_easy.acc?'],
  ])('that is not there is told with what is: %s', async (_, from, message) => {
    const told = await readWanted({ 'results.json': NESTED }, [wanted('accuracy', from)]).catch(String);
    expect(told).toContain(message);
  });
});

test('of several values without an epoch, the config says which one counts', async () => {
  const files = { 'r.csv': 'acc\n0.1\n0.3\n0.2\n' };
  const read = (more: object) =>
    readWanted(files, [wanted('accuracy', { file: 'r.csv', key: 'acc', ...more })]);
  const refused = await read({}).then(({ hint }) => hint, String);
  expect(refused).toContain(
    'r.csv has 3 values of accuracy (0.1, 0.3, 0.2), and no epoch tells which one counts',
  );
  const values = await Promise.all(['last', 'best'].map((take) => read({ take })));
  expect(values.map(({ metrics }) => metrics.test?.accuracy)).toEqual([0.2, 0.3]);
});

describe('the epoch that validation chooses', () => {
  const LOG = 'epoch,val_loss,val_acc,test_acc\n1,3,0.5,0.6\n2,1,0.9,0.7\n3,2,0.8,0.95\n';

  it('gives the value of a column there', async () => {
    const from = { file: 'log.csv', key: 'test_acc', take: 'best-validation' };
    const { metrics, origins } = await readWanted({ 'log.csv': LOG }, [wanted('acc', from)]);
    expect(metrics.test?.acc).toBe(0.7);
    expect(origins?.test?.acc).toMatchObject({ at: 'best-validation', of: 3, key: 'test_acc' });
  });

  it('is chosen by the loss where the metric has no validation values, and by the direction of the config', async () => {
    const from = { name: 'score', split: 'test', take: 'best-validation' };
    const log = LOG.replace('val_acc,test_acc', 'x,test_score');
    expect((await readWanted({ 'log.csv': log }, [wanted('score', from)])).metrics.test?.score).toBe(0.7);
    const validation = { name: 'val_acc', split: 'validation', take: 'best-validation' };
    const worst = await readWanted({ 'log.csv': LOG }, [wanted('acc', validation, 'minimize')]);
    expect(worst.metrics.validation?.acc).toBe(0.5);
    expect(worst.origins?.validation?.acc?.selected).toBe('curve');
  });

  it('cannot be told without values of validation', async () => {
    const from = { file: 'log.csv', key: 'test_acc', take: 'best-validation' };
    const { hint } = await readWanted({ 'log.csv': 'epoch,test_acc\n1,0.5\n2,0.6\n' }, [
      wanted('accuracy', from),
    ]);
    expect(hint).toContain(
      'take: best-validation needs values of accuracy or of the loss on the validation split',
    );
  });
});

describe('what a program prints', () => {
  it('is found by an expression', async () => {
    const from = { stdout: 'acc[:=] ([0-9.]+)', take: 'last' };
    const { metrics, origins } = await readWanted({}, [wanted('accuracy', from)], {
      printed: 'acc= 0.1\nx acc: 0.93 y\nbye\n',
    });
    expect(metrics.test?.accuracy).toBe(0.93);
    expect(origins?.test?.accuracy).toMatchObject({ file: 'stdout', at: 'last', of: 2 });
  });

  it('takes time in proportion to the text, whatever the expression is', async () => {
    const from = { stdout: '(a+)+([0-9])$' };
    const { hint } = await readWanted({ 'metrics.json': { loss: 1 } }, [wanted('accuracy', from)], {
      printed: `${'a'.repeat(3000)}!\n`,
    });
    expect(hint).toContain('no printed line matches');
  });
});
