/** One experiment that is trained on this machine and by an engine, and what has to be the same. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Repository } from '../../support/repository.ts';
import { conclusive, recordsIn } from '../support/command.ts';

/** Runs of seeds above a number end when a file is there. A work tree is gone with its run, so it lies outside. */
const TRAIN = `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
if ('TORCH_OF_NODE' in process.env) throw new Error('the environment of a node, not of the shell');
const loss = Number(readFileSync('loss.txt', 'utf8'));
const [seed, folder, gate, free] = [Number(process.argv[2]), process.argv[3], process.argv[4], Number(process.argv[5])];
const examples = Array.from({ length: 50 }, (_, id) => ({ id: String(id), label: 1, prediction: (id * 7 + seed) % 10 < 8 - 9 * loss ? 1 : 0, split: 'test' }));
writeFileSync(folder + '/predictions.jsonl', examples.map((one) => JSON.stringify(one)).join('\\n') + '\\n');
console.log('accuracy: ' + (0.8 - loss + 0.01 * Math.sin(7 * seed + loss)));
const end = () => gate === 'open' || seed <= free || existsSync(gate) || setTimeout(end, 50);
if (process.argv[6] !== undefined) writeFileSync(process.argv[6] + '/' + [seed, loss, process.pid].join(' '), '');
end();
`;

const MEASURE_TIME = ['training-effort', 'smaller-model'];

/** A check, or what the report says about it. */
function measuresTime(one: { readonly id?: string; readonly check?: string } | null): boolean {
  return MEASURE_TIME.includes(one?.id ?? one?.check ?? '');
}

interface Choices {
  /** A path: when a file is there, runs end. */
  readonly gate?: string;
  /** Runs of seeds up to it end at once. */
  readonly free?: number;
  readonly seeds?: number;
  /** A folder in which each run leaves a file. */
  readonly trained?: string;
  /** An empty one, where it is to outlive the test. */
  readonly repository?: Repository;
}

/** @param executor lines of the config */
export async function experimentOn(
  executor: string,
  { gate = 'open', free = 2, seeds = 4, trained, repository: given }: Choices = {},
) {
  const repository = given ?? (await Repository.create());
  const base = await repository.commit({
    '.gitignore': '.conclusive\n',
    'train.mjs': TRAIN,
    'loss.txt': '0',
    'conclusive.yml': `trainer: { command: '"${process.execPath}" train.mjs {seed} {run_dir} "${gate}" ${free}${trained === undefined ? '' : ` "${trained}"`}' }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, margin: 0.02 }]
seeds: ${seeds}
${executor}
`,
  });
  const head = await repository.commit({ 'loss.txt': '0.2' });
  const args = ['run', '--base', base, '--head', head];
  return {
    folder: repository.path,
    args,
    run: () => conclusive(repository.path, ...args),
    /** What does not hang on where it was trained. */
    async result() {
      const text = await readFile(join(repository.path, '.conclusive/result.json'), 'utf8');
      // Reasons and the next command name commits and options.
      const { provenance: _, reasons: __, next: ___, runs, ...rest } = JSON.parse(text);
      const { trained, reused, failures } = runs;
      return JSON.parse(
        JSON.stringify({ ...rest, runs: { trained, reused, failures } }, (key, value) => {
          if (/seconds|machine|bytes|commit|fingerprint/i.test(key)) return null;
          return Array.isArray(value) ? value.filter((one) => !measuresTime(one)) : value;
        }),
      );
    },
    /** Fingerprints have the commits in them, and these their date. */
    async records() {
      const all = Object.entries(await recordsIn(repository.path));
      return all
        .map(([name, text]) =>
          text
            .replaceAll(/[0-9a-f]{64}/g, (digest) => (name.startsWith(digest) ? 'own' : digest))
            .replaceAll(/[0-9a-f]{40}/g, 'commit'),
        )
        .sort();
    },
  };
}
