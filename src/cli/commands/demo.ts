import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { UserError } from '../../config/user-error.ts';
import { EXIT_INTERRUPTED } from '../../exit-codes.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import { AbortedError } from '../../train/aborted-error.ts';
import { shellCommand } from '../../words/shell.ts';
import { invocation } from '../invocation.ts';
import { runsAtATime } from '../option-values.ts';
import { PRINT_OPTIONS, type PrintOptions, printReport } from '../print-report.ts';

interface DemoOptions extends PrintOptions {
  readonly seeds: string;
  readonly output?: string;
  readonly parallel?: number;
}

/** The example of the README, with as many seeds as a minute allows. */
export function demoCommand(stopSignal: () => AbortSignal): Command {
  return new Command('demo')
    .description(
      'Runs the language example in about a minute, in a new temporary folder, and shows its verdict.',
    )
    .option('--seeds <n|min..max>', 'seeds of each model', '4')
    .option(
      '-o, --output <folder>',
      'folder for the example and its report (default: a new temporary folder)',
    )
    .option('-p, --parallel <n>', 'training processes at a time (default: one per core)', runsAtATime)
    .option('--json', 'print the result as JSON (conclusive.result/1) instead of the verdict')
    .option(...PRINT_OPTIONS.quiet)
    .action(async ({ output, parallel, ...options }: DemoOptions) => {
      const { createProgressView, parseSeeds, renderTerminal, runExperiment } = await import(
        '../deferred.ts'
      );
      const seeds = parseSeeds('--seeds', options.seeds);
      const folder = await placeExample(output);
      const config = join(folder, 'conclusive.yml');
      keepOutOfGit(folder);
      if (options.quiet !== true)
        process.stderr.write(
          `Does a second layer or do more attention heads improve a small transformer? Is it better than a bag of words?\nThe example is in ${folder}\n`,
        );
      const view = createProgressView(process.stderr, process.env, options.quiet);
      try {
        const outcome = await runExperiment({
          repository: folder,
          config,
          seeds,
          parallel,
          signal: stopSignal(),
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        const short = (options: TerminalOptions) => renderTerminal(outcome.result, options);
        const show = `To open the page: ${invocation()} show ${shellCommand([outcome.outputDirectory])}`;
        const where = `${show}\nTo change and run it: ${invocation()} run --config ${shellCommand([config])}`;
        printReport({ ...outcome, markdown: null, short, where }, options);
        process.exitCode = outcome.exitCode;
      } catch (error) {
        if (!(error instanceof AbortedError)) throw error;
        process.stderr.write(
          `stopped; to go on: ${invocation()} run --seeds ${options.seeds} --config ${shellCommand([config])}\n`,
        );
        process.exitCode = EXIT_INTERRUPTED;
      } finally {
        view.end();
      }
    });
}

/** Copies the example, because the package may be read-only. @returns the copy's real path */
async function placeExample(output: string | undefined): Promise<string> {
  const example = examplePath();
  const folder =
    output === undefined
      ? await mkdtemp(join(tmpdir(), 'conclusive-demo-'))
      : await newFolder(resolve(output));
  const copied = (path: string) => !path.startsWith(join(example, '.conclusive'));
  await cp(example, folder, { recursive: true, filter: copied });
  return await realpath(folder);
}

function examplePath(): string {
  // The first path is that of the bundle, the second that of the sources.
  const places = ['../fixtures/gloss', '../../../fixtures/gloss'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = places.find((path) => existsSync(path));
  if (found === undefined)
    throw new UserError(`demo: the example is missing: ${places[0]}; install the whole package again`);
  return found;
}

async function newFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return folder;
  } catch (error) {
    throw new UserError(`--output: cannot create ${folder}: ${(error as Error).message}`, { cause: error });
  }
  throw new UserError(`--output: ${folder} is not empty; name a new folder`);
}

/** Keeps git out, even if the temporary folder is in a repository or a git hook started this program. */
function keepOutOfGit(folder: string): void {
  delete process.env.GIT_DIR;
  delete process.env.GIT_WORK_TREE;
  process.env.GIT_CEILING_DIRECTORIES = dirname(folder);
}
