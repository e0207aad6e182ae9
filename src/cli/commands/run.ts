import { join, relative } from 'node:path';
import { type Command, Option } from 'commander';
import type { ExperimentRequest } from '../../experiment.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import { wrapLines } from '../../words/wrap-lines.ts';
import { outputFolderOf } from '../config-option.ts';
import { type ExperimentOptions, experimentCommand, requestOf } from '../experiment-options.ts';
import { executorOption, PARALLEL_OPTION, positiveNumber } from '../option-values.ts';
import { PRINT_OPTIONS, type PrintOptions, pageIn, printReport } from '../print-report.ts';
import { printPlan } from './plan.ts';

interface RunOptions extends ExperimentOptions, PrintOptions {
  readonly parallel?: number;
  readonly executor?: 'local';
  readonly maxMinutes?: number;
  readonly aa?: boolean;
  readonly dryRun?: boolean;
  readonly detach?: boolean;
}

export function runCommand(stopSignal: () => AbortSignal): Command {
  return experimentCommand('run')
    .description('Trains the models of the config, compares them and prints the verdict.')
    .option(...PARALLEL_OPTION)
    .addOption(executorOption())
    .option('--max-minutes <n>', 'stop then, and test complete pairs (default: config)', positiveNumber)
    .option('--aa', 'compare the baseline with itself: noise, false alarms')
    .option('--dry-run', 'only print the runs and their cost')
    .addOption(
      new Option('--detach', 'train in the background, also after you log out').conflicts([
        'dryRun',
        'json',
        'markdown',
      ]),
    )
    .option('--json', 'print JSON (conclusive.result/1, conclusive.aa/1)')
    .option(...PRINT_OPTIONS.markdown)
    .option(...PRINT_OPTIONS.quiet)
    .action(async (options: RunOptions) => {
      if (options.detach === true) {
        const { startDetached } = await import('../deferred.ts');
        await startDetached(outputFolderOf(options.config, options.output));
        return;
      }
      const signal = stopSignal();
      const { createProgressView, noteEnd, parseSeeds, tellStarted } = await import('../deferred.ts');
      noteEnd();
      const request = requestOf(options, signal, parseSeeds);
      if (options.dryRun === true) {
        await printPlan({ ...options, seeds: request.seeds, records: options.output, isDryRun: true });
        return;
      }
      const view = createProgressView(process.stderr, process.env, options.quiet);
      try {
        const run = options.aa === true ? runBaselineToVerdict : runToVerdict;
        const outcome = await run({
          ...request,
          parallel: options.parallel,
          executor: options.executor,
          totalMinutes: options.maxMinutes,
          onPrepared,
          onProgress(progress) {
            if (progress.kind === 'planned') tellStarted();
            view.show(progress);
          },
        });
        view.end();
        printReport(outcome, options);
        process.exitCode = outcome.exitCode;
      } finally {
        view.end();
      }
    });
}

/** In the background, the folder is claimed before the start is reported, so that a second start is refused. */
async function onPrepared({ claim }: { claim(): Promise<void> }): Promise<readonly string[]> {
  if (process.send === undefined) return [];
  await claim();
  const { tellStarted } = await import('../deferred.ts');
  tellStarted();
  return [];
}

async function runToVerdict(request: ExperimentRequest) {
  const { renderTerminal, runExperiment } = await import('../deferred.ts');
  const outcome = await runExperiment(request);
  const short = (options: TerminalOptions) => renderTerminal(outcome.result, options);
  return { ...outcome, short, where: pageIn(relative(process.cwd(), outcome.outputDirectory) || '.') };
}

async function runBaselineToVerdict(request: ExperimentRequest) {
  const { runAgainstItself } = await import('../deferred.ts');
  const outcome = await runAgainstItself(request);
  const page = join(relative(process.cwd(), outcome.outputDirectory), 'aa-report.html');
  return {
    ...outcome,
    short: ({ columns }: TerminalOptions) => wrapLines(`${outcome.summary}\n`, columns),
    where: `The page is ${page}`,
  };
}
