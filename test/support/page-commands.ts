/** The commands that tutorials and how-to pages tell a reader to type. `type-pages.ts beside it` types them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY, VERSION } from '../../src/version.ts';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

/** A block of a page: a file to be written, commands, or what commands print. */
export interface Step {
  readonly language: string;
  readonly text: string;
  /** "`train.py`:" before a block says which file it is. */
  readonly file: string | null;
}

export function stepsOf(page: string): readonly Step[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  return [...text.matchAll(/(?:`([\w.-]+)`[^`\n]*:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ([, named = '', language = '', content = '']) => ({
      language,
      text: content,
      file: isFileOf(named, language) ? named : null,
    }),
  );
}

/** "`init` writes a config:" and "at the end of `train.py`:" may come before commands. */
function isFileOf(name: string, language: string): boolean {
  if (COMMANDS.includes(language)) return name.endsWith('.sh');
  return name.includes('.') || name === 'Makefile';
}

const COMMANDS = ['sh', 'bash', 'shell', 'console'];

export const isCommand = ({ language, file }: Step) => file === null && COMMANDS.includes(language);

/** Pages in which a reader types something. */
export const pagesWithCommands: readonly string[] = ['tutorial', 'how-to']
  .flatMap((kind) =>
    readdirSync(join(DOCS, kind), { recursive: true, encoding: 'utf8' }).map((page) => join(kind, page)),
  )
  .filter((page) => page.endsWith('.md') && stepsOf(page).some(isCommand));

/** Blocks that no test types, by their first line. */
export const NOT_TYPED: Readonly<Record<string, string>> = {
  'nvidia-smi            # or rocm-smi: which cards there are': 'needs a GPU',
  'export CUBLAS_WORKSPACE_CONFIG=:4096:8      # NVIDIA': 'needs a GPU',
  [`npm install --global ./${REPOSITORY.replace(/^.*\//, '')}`]:
    'writes to the user’s folders; test/system/cli/package.long.test.ts installs the packed package',
  [`git ls-remote https://github.com/${REPOSITORY} v${VERSION}`]: 'asks github.com',
  'act pull_request -P ubuntu-latest=-self-hosted': 'test/system/servers/act.long.test.ts runs it',
  'conclusive plan --json                                    # every run, and the wave that trains it':
    'jobs of a CI; test/experiment/waves/train-shard.long.test.ts trains all shards',
  'mkdir ~/node': 'installs Node from nodejs.org in the home of a cluster',
  'sinfo --summarize              # the partitions, and their time limits':
    'a cluster; test/system/executors/slurm.long.test.ts trains on Slurm',
  'sky launch --cluster conclusive skypilot.yaml': 'a machine of a cloud',
  'sh ../wave.sh 1 python ../launch_sagemaker.py':
    'jobs of clouds; test/docs/clouds.test.ts runs wave.sh with another launcher',
  'git clone --bare https://github.com/your-name/your-repository /shared/repository':
    'a volume of a cluster; test/docs/kubernetes.test.ts runs the scripts beside it',
};

/** A program whose command init finds without a question. */
const PROGRAM = `import argparse
import json
import os
import random

parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--lr", type=float, default=0.1)
args = parser.parse_args()
random.seed(args.seed)
loss = 1.0
for _ in range(20):
    loss -= args.lr * loss * (0.5 + random.random())
accuracy = 0.9 - 0.1 * loss + 0.01 * random.random()
with open(os.path.join(os.environ["CONCLUSIVE_RUN_DIR"], "metrics.json"), "w") as file:
    json.dump({"accuracy": accuracy}, file)
`;

/** What a how-to page takes for granted: files of the folder in which its commands are typed. A tutorial begins with none. */
export const WORKSPACES: Readonly<Record<string, () => ReadonlyMap<string, string>>> = {
  'how-to/first-run.md': () => new Map([['train.py', PROGRAM]]),
  'how-to/noise.md': () => recipe('how-to/frameworks/shell.md', () => true),
  'how-to/compare.md': () =>
    new Map([
      ['gpt.csv', predictions((id) => id % 3)],
      ['ours.csv', predictions((id) => (id % 5 === 0 ? 0 : id % 2))],
      ['results.csv', results('macro_f1', ['main', 'wider'])],
      ['old.csv', withoutModel(results('accuracy', ['old']))],
      ['new.csv', withoutModel(results('accuracy', ['newer']))],
      ['table.md', asMarkdown(results('macro_f1', ['main', 'wider']))],
    ]),
};

function recipe(page: string, isWanted: (file: string) => boolean): ReadonlyMap<string, string> {
  const files = stepsOf(page).flatMap(({ file, text }) => (file === null ? [] : ([[file, text]] as const)));
  return new Map(files.filter(([file]) => isWanted(file)));
}

function predictions(predicted: (id: number) => number): string {
  const rows = Array.from({ length: 60 }, (_, id) => `${id},${id % 2},${predicted(id)}`);
  return `id,label,prediction\n${rows.join('\n')}\n`;
}

/** Eight runs of each model, which differ by nothing that eight runs could show. */
function results(metric: string, models: readonly string[]): string {
  const rows = models.flatMap((model) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => `${model},${seed},0.${710 + ((seed * model.length) % 11)}`),
  );
  return `model,seed,${metric}\n${rows.join('\n')}\n`;
}

/** A file that is one model is called as it. */
function withoutModel(csv: string): string {
  return csv.replaceAll(/^\w+,/gm, '');
}

function asMarkdown(csv: string): string {
  const [head = '', ...rows] = csv.trim().split('\n');
  const line = (row: string) => `| ${row.replaceAll(',', ' | ')} |`;
  return [line(head), line(head.replaceAll(/\w+/g, '-')), ...rows.map(line)].join('\n');
}
