import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { createRandom } from '../../../../src/stats/random.ts';
import { readWanted, wanted } from './wanted.ts';

describe('a metric that is found nowhere', () => {
  it('is answered with the line of config that reads it, and that line reads it', async () => {
    const files = { 'out/results.json': { results: { arc_easy: { 'acc,none': 0.71 } } } };
    const message = await readWanted(files, [wanted('accuracy')]).catch(String);
    expect(message).toContain(
      'To read it, write in the config: metrics: [{ name: accuracy, from: { file: out/results.json, key: "results.arc_easy.acc,none" } }], which reads 0.71 here.',
    );
    const from = { file: 'out/results.json', key: 'results.arc_easy.acc,none' };
    expect((await readWanted(files, [wanted('accuracy', from)])).metrics.test?.accuracy).toBe(0.71);
  });

  it('by another name shows the structure', async () => {
    const { hint } = await readWanted({ 'metrics.json': { loss: 1 }, 'r.json': { a: { quality: 3 } } }, [
      wanted('accuracy'),
    ]);
    expect(hint).toContain('metrics.json holds loss; r.json holds a.quality');
    expect(hint).not.toContain('from:');
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
        /^log\.csv: not valid CSV: .*; the file was ignored, because the config needs nothing from it$/,
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

describe('several values that may be meant', () => {
  const TWO = { 'test_a.csv': 'accuracy\n0.8\n', 'test_b.csv': 'accuracy\n0.5\n' };

  it.each<[string, Record<string, string | object>, string, number]>([
    ['files of two test sets', TWO, 'test_a.csv has accuracy (0.8), test_b.csv has accuracy (0.5)', 0.8],
    [
      'data sets in one file',
      { 'metrics.json': { cifar: { accuracy: 0.8 }, svhn: { accuracy: 0.5 } } },
      'metrics.json has cifar.accuracy (0.8), metrics.json has svhn.accuracy (0.5)',
      0.8,
    ],
    [
      'names with the test set in them',
      { 'metrics.json': { test_clean_accuracy: 0.8, test_ood_accuracy: 0.5 } },
      'metrics.json has test_clean_accuracy (0.8), metrics.json has test_ood_accuracy (0.5)',
      0.8,
    ],
    [
      "Lightning's data loaders",
      {
        'metrics.csv':
          'epoch,step,val_acc/dataloader_idx_0,val_acc/dataloader_idx_1\n0,9,0.7,0.4\n1,19,0.8,0.5\n',
      },
      'metrics.csv has val_acc/dataloader_idx_0 (0.8, the last of 2), metrics.csv has val_acc/dataloader_idx_1 (0.5, the last of 2)',
      0.8,
    ],
    [
      'folders of two test sets',
      { 'cifar/metrics.json': { accuracy: 0.8 }, 'svhn/metrics.json': { accuracy: 0.5 } },
      'cifar/metrics.json has accuracy (0.8), svhn/metrics.json has accuracy (0.5)',
      0.8,
    ],
    [
      'folds',
      { 'fold_1/metrics.json': { accuracy: 0.8 }, 'fold_2/metrics.json': { accuracy: 0.5 } },
      'fold_1/metrics.json has accuracy (0.8), fold_2/metrics.json has accuracy (0.5)',
      0.8,
    ],
  ])(
    '%s: none is taken, all are shown, and the one that is named is read',
    async (_, files, shown, value) => {
      const said = await readWanted(files, [wanted('accuracy')]).then(
        ({ hint, metrics }) =>
          `${hint} ${JSON.stringify(metrics.test?.accuracy ?? metrics.validation?.accuracy)}`,
        String,
      );
      expect(said).toContain(`${shown}: say which one is accuracy, e.g. metrics: [{ name: accuracy, from: `);
      expect(said).not.toMatch(/ 0\.\d+$/);
      const [, file = '', key = ''] = /from: \{ file: (\S+), key: (\S+) \}/.exec(said) ?? [];
      const read = await readWanted(files, [wanted('accuracy', { file, key })]);
      expect(Object.values(read.metrics).map((values) => values.accuracy)).toContain(value);
    },
  );

  it('each can be a metric of its own', async () => {
    const from = (file: string) => ({ file, key: 'accuracy' });
    const { metrics } = await readWanted(TWO, [
      wanted('accuracy_a', from('test_a.csv')),
      wanted('accuracy_b', from('test_b.csv')),
    ]);
    expect(metrics.test).toMatchObject({ accuracy_a: 0.8, accuracy_b: 0.5 });
  });

  it('of which none is called like the metric by another name are not taken for it', async () => {
    const { hint } = await readWanted({ 'metrics.json': { balanced_accuracy: 0.7, neg_mse: -1 } }, [
      wanted('accuracy'),
    ]);
    expect(hint).toContain(
      'metrics.json holds balanced_accuracy, neg_mse, and none of these names is like accuracy',
    );
  });
});

describe('files generated from a truth', () => {
  const CASES = 40;
  const random = createRandom('suggested keys');
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <Value>(from: readonly Value[]) => from[below(from.length)] as Value;
  const truth = () => (2_001 + below(7_900)) / 10_000;
  const NAMES = ['accuracy', 'acc', 'test_accuracy', 'val_acc', 'accuracy_mean', 'best_acc', 'acc,none'];
  const OTHERS: ReadonlyArray<Record<string, unknown>> = [
    { accuracy_std: 0.0777, acc_stderr: 0.0777, 'acc_stderr,none': 0.0777 },
    { std: { accuracy: 0.0777 }, config: { accuracy: 0.0777, target_accuracy: 0.0777 } },
    { 'accuracy (EMA)': 0.0777, ema: { accuracy: 0.0777 }, ema_accuracy: 0.0777 },
    { train_accuracy: 0.0777, train: { accuracy: 0.0777 } },
    { epoch: 3, lr: 0.0777, seed: 5, iteration_count: 9, mean_fit_time: 0.0777 },
    { balanced_accuracy: 0.0777, macro_f1: 0.0777, accuracy_threshold: 0.0777 },
  ];
  const IDENTITIES: ReadonlyArray<readonly [string, (at: number) => string | number]> = [
    ['fold', (at) => at],
    ['seed', (at) => 100 + at],
    ['dataset', (at) => ['cifar', 'svhn', 'stl'][at] as string],
    ['model', (at) => ['rf', 'svm', 'knn'][at] as string],
    ['setting', (at) => ['clean', 'noisy', 'cropped'][at] as string],
  ];
  type Rows = ReadonlyArray<Record<string, unknown>>;
  const csv = (rows: Rows) =>
    [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map((cells) => `${cells.join(',')}\n`).join('');
  const asFile = (rows: Rows): Record<string, string | object> =>
    pick([
      () => ({ 'out.csv': csv(rows) }),
      () => ({ 'out.json': rows as object }),
      () => ({ 'out.json': { folder: { rows } } }),
      () => ({ 'out.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join('') }),
    ])();

  /** Runs what is suggested; each line of config must read a true number. */
  async function suggested(files: Record<string, string | object>, truths: readonly number[]) {
    const said = await readWanted(files, [wanted('accuracy')]).then(({ hint }) => hint ?? '', String);
    const lines = [...said.matchAll(/from: (\{[^}]*\})(?: \}\], which reads ([-\d.]+))?/g)];
    for (const [, line = '', stated] of lines) {
      const { metrics } = await readWanted(files, [wanted('accuracy', parseYaml(line))]);
      const [read] = Object.values(metrics).map(({ accuracy }) => accuracy);
      expect(truths, `${JSON.stringify(files)}\n${said}`).toContain(read);
      if (stated !== undefined) expect(read, said).toBe(Number(stated));
    }
    expect(said).not.toContain('0.0777');
    return lines.length;
  }

  it('in one object: the key of the metric is named, and no other', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const value = truth();
      const own = { [pick(NAMES)]: value };
      const parts = [
        ...OTHERS.slice(below(3), 3 + below(4)),
        pick([own, { results: own }, { a: { b: own } }]),
      ];
      if (below(2) === 0) parts.reverse();
      expect(await suggested({ 'out.json': Object.assign({}, ...parts) }, [value])).toBe(1);
    }
  });

  it('in rows: those of several folds, data sets or models are offered by name', async () => {
    let offered = 0;
    for (let count = 0; count < CASES; count += 1) {
      const [[column, nameAt], [inner, innerAt]] = [pick(IDENTITIES), pick(IDENTITIES)];
      const name = pick(NAMES.slice(0, 4));
      const hasEpochs = below(2) === 0;
      const rows = [0, 1, 2].flatMap((at) =>
        (inner === column ? [0] : [0, 1]).map((second) => ({
          [column]: nameAt(at),
          ...(inner === column ? {} : { [inner]: innerAt(second) }),
          ...(hasEpochs ? { epoch: 10 + at * 2 + second } : {}),
          [name]: truth(),
        })),
      );
      const alike: Rows = rows.map((row) => ({ ...rows[0], ...row }));
      const lines = await suggested(
        asFile(alike),
        alike.map((row) => Number(row[name])),
      );
      offered += lines;
    }
    expect(offered).toBeGreaterThan(CASES / 2);
  });

  it('in rows of examples or repetitions: nothing is named', async () => {
    for (let count = 0; count < CASES; count += 1) {
      const of = pick(['', 'example', 'question_id', 'file', 'image_path', 'id']);
      const rows = [0, 1, 2, 3].map((at) => ({
        ...(of === '' ? {} : { [of]: `q${at}` }),
        accuracy: truth(),
      }));
      expect(await suggested(asFile(rows), [])).toBe(0);
    }
  });
});
