import { join, relative } from 'node:path';
import type { Command } from 'commander';
import type { ExperimentRequest } from '../../experiment.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import { wrapLines } from '../../words/wrap-lines.ts';
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
}

export function runCommand(stopSignal: () => AbortSignal): Command {
  return experimentCommand('run')
    .description('Trains the models of the config, compares them and prints the verdict.')
    .option(...PARALLEL_OPTION)
    .addOption(executorOption())
    .option('--max-minutes <n>', 'stop then, and test complete pairs (default: config)', positiveNumber)
    .option('--aa', 'compare the baseline with itself: noise, false alarms')
    .option('--dry-run', 'only print the runs and their cost')
    .option('--json', 'print JSON (conclusive.result/1, conclusive.aa/1)')
    .option(...PRINT_OPTIONS.markdown)
    .option(...PRINT_OPTIONS.quiet)
    .action(async (options: RunOptions) => {
      const signal = stopSignal();
      const { createProgressView, parseSeeds } = await import('../deferred.ts');
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
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        printReport(outcome, options);
        process.exitCode = outcome.exitCode;
      } finally {
        view.end();
      }
    });
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
