/** An experiment with `evaluate:` whose program hands out logs that a test wrote, one for each model and repeat. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ExperimentRequest, runExperiment } from '../../src/experiment.ts';
import { temporaryFolder } from '../support/temporary.ts';

export interface Logs {
  /** By path: `base/1.csv` is the first repeat of the baseline, `head/1.csv` that of the variant. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the command, by model. */
  readonly exitCode?: Readonly<Record<string, number>>;
  /** Keys of `evaluate` after `command`. */
  readonly evaluate: string;
  readonly metrics?: string;
  /** Further keys of the config. */
  readonly config?: string;
}

const PROGRAM = `import { copyFileSync, readdirSync } from 'node:fs';
const [arm, repeat, folder, codes] = process.argv.slice(2);
for (const name of readdirSync('logs/' + arm)) if (name.split('.')[0].split('-')[0] === repeat) copyFileSync('logs/' + arm + '/' + name, folder + '/' + name);
process.exitCode = JSON.parse(codes)[arm] ?? 0;
`;

export async function writeEvaluation({ files, exitCode = {}, evaluate, metrics, config = '' }: Logs) {
  const repository = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(repository, 'logs', name)), { recursive: true });
    await writeFile(join(repository, 'logs', name), content);
  }
  await writeFile(join(repository, 'give.mjs'), PROGRAM);
  const codes = JSON.stringify(exitCode).replaceAll('"', '\\"');
  await writeFile(
    join(repository, 'conclusive.yml'),
    `evaluate:
  command: >-
    "${process.execPath.replaceAll('\\', '/')}" give.mjs {params.arm} {repeat} {run_dir} "${codes}"
  versions: git --version
${evaluate}
models: { baseline: { params: { arm: base } }, variants: [{ name: head, params: { arm: head } }] }
metrics: ${metrics ?? '[{ name: score, margin: 0.1 }]'}
${config}
`,
  );
  const request: ExperimentRequest = { repository, config: 'conclusive.yml' };
  return {
    logs: join(repository, 'logs'),
    run: (more: Partial<ExperimentRequest> = {}) => runExperiment({ ...request, ...more }),
  };
}
