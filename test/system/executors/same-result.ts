/**
 * One experiment with all that may come between: several looks, a variant that is settled before the other, predictions by example, what a
 * program prints, runs that checks ask for. And what is the same of it, wherever its runs were trained.
 */
import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Repository } from '../../support/repository.ts';
import { withoutMachine } from '../../support/without-machine.ts';
import { conclusive, start, withoutCost } from '../support/command.ts';

/** Each example is right by chance, drawn from its number, the seed and the arm. */
const TRAIN = `import { readFileSync, writeFileSync } from 'node:fs';
if ('TORCH_OF_NODE' in process.env) throw new Error('the environment of a node, not of the shell');
const { loss, gain, rate } = { ...JSON.parse(process.env.CONCLUSIVE_PARAMS), ...JSON.parse(readFileSync('settings.json', 'utf8')) };
const seed = Number(process.argv[2]);
const chance = (...keys) => {
  let hash = keys.reduce((sum, key) => Math.imul(sum ^ key, 0x9e3779b1) ^ (sum >>> 13), 7);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
};
const rows = Array.from({ length: 100 }, (_, id) => {
  const isRight = chance(id, seed, 1000 * loss, 1000 * gain, 10 * rate) < 0.8 - loss + gain;
  return { id: String(id), label: id % 2, prediction: isRight ? id % 2 : 1 - (id % 2) };
});
writeFileSync(process.argv[3] + '/predictions.jsonl', rows.map((row) => JSON.stringify(row)).join('\\n'));
console.log('score: ' + (chance(seed, 1000 * loss) - loss));
`;

const CONFIG = `trainer: { command: '"${process.execPath}" train.mjs {seed} {run_dir}' }
params: { gain: 0, rate: 1 }
models:
  baseline: { ref: base }
  variants: [{ name: head, ref: head }, { name: other, ref: head, params: { gain: 0.19 } }]
metrics: [{ name: accuracy, margin: 0.02 }, { name: score, direction: maximize }]
code: [train.mjs, settings.json]
seeds: { min: 5, max: 7 }
checks: { sensitivity: { rate: [2] } }
`;

/** @param executors lines of the config, by the name of a way in which runs are trained */
export async function oneExperiment(executors: Readonly<Record<string, string>>) {
  const repository = await Repository.create();
  const configs = Object.entries({ local: 'limits: { parallel: 2 }', ...executors });
  const base = await repository.commit({
    '.gitignore': '.conclusive\nout\n',
    'train.mjs': TRAIN,
    'settings.json': '{ "loss": 0 }',
    ...Object.fromEntries(configs.map(([name, lines]) => [`${name}.yml`, `${CONFIG}${lines}\n`])),
  });
  const head = await repository.commit({ 'settings.json': '{ "loss": 0.3 }' });
  const folder = repository.path;
  const options = (way: string, config = way) => [
    ...['--config', `${config}.yml`, '--base', base, '--head', head],
    ...['--output', join('out', way)],
  ];

  /** Without what hangs on the machine and the time. */
  async function outcome(way: string) {
    const output = join(folder, 'out', way);
    const result = withoutMachine(JSON.parse(await readFile(join(output, 'result.json'), 'utf8')));
    const records: Record<string, string> = {};
    for (const kind of ['runs', 'checks/runs'])
      for (const file of await readdir(join(output, kind)))
        records[file] = withoutCost(await readFile(join(output, kind, file), 'utf8'));
    return { result, records };
  }

  return {
    folder,
    /** With the executor of that name. @param node such as one in another network */
    async run(way: string, node?: string) {
      const { code, stderr } = await start(folder, ['run', ...options(way)], node).finished;
      expect(code, stderr).toBe(1);
    },
    /** In jobs that share nothing, until there is a verdict. @returns the waves that it took */
    async inShards(way: string, of: number): Promise<unknown[]> {
      const artifacts = join(folder, 'out', 'artifacts');
      await mkdir(artifacts, { recursive: true });
      const call = (command: string, output: string, ...rest: string[]) =>
        conclusive(
          folder,
          command,
          ...options(output, 'local'),
          '--records',
          artifacts,
          '--waves',
          '2',
          '--json',
          ...rest,
        );
      for (const waves: unknown[] = []; ; ) {
        const { code, stdout, stderr } = await call('report', way);
        if (code === 1) return waves;
        expect(code, stderr).toBe(4);
        const { wave } = JSON.parse(stdout);
        waves.push(wave);
        const jobs = Array.from({ length: of }, (_, index) => `${way}-${wave}-${index + 1}`);
        for (const [index, job] of jobs.entries()) {
          const trained = await call('train', job, '--wave', `${wave}`, '--shard', `${index + 1}/${of}`);
          expect(trained.code, trained.stderr).toBe(0);
        }
        for (const job of jobs) await cp(join(folder, 'out', job), join(artifacts, job), { recursive: true });
      }
    },
    /** The whole result, and the records that both have: which runs are begun ahead, in vain, is a matter of time. */
    async expectSame(way: string, other: string) {
      const [here, there] = [await outcome(way), await outcome(other)];
      expect(there.result).toEqual(here.result);
      const common = Object.keys(here.records).filter((name) => name in there.records);
      const pick = (records: Readonly<Record<string, string>>) => common.map((name) => [name, records[name]]);
      expect(pick(there.records)).toEqual(pick(here.records));
      // Each with its predictions: two arms at two looks at least, and runs for checks.
      expect(common.length).toBeGreaterThan(2 * (3 * 5 + 2));
    },
  };
}
