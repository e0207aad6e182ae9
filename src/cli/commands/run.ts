import { join, relative } from 'node:path';
import { Command } from 'commander';
import { quote } from 'shell-quote';
import type { ExperimentRequest } from '../../experiment.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import { locateConfig, withConfigOption } from '../config-option.ts';
import { positiveInteger, positiveNumber } from '../option-values.ts';
import { PRINT_OPTIONS, type PrintOptions, printReport } from '../print-report.ts';
import { printPlan } from './plan.ts';

interface RunOptions extends PrintOptions {
  readonly config?: string;
  readonly base?: string;
  readonly head?: string;
  readonly seeds?: string;
  readonly output?: string;
  readonly parallel?: number;
  readonly maxMinutes?: number;
  readonly aa?: boolean;
  readonly dryRun?: boolean;
}

export function runCommand(signal: AbortSignal): Command {
  return withConfigOption(new Command('run'))
    .description('Trains what the config asks for, compares, and says what may be concluded.')
    .option('--base <ref>', 'what "ref: base" means (default: where this branch left the default branch)')
    .option('--head <ref>', 'what "ref: head" means (default: the checkout as it stands)')
    .option('--seeds <n|min..max>', 'seeds of each model, e.g. 5 or 6..25 (default: seeds of the config)')
    .option('-o, --output <folder>', 'where records and report go (default: .conclusive beside the config)')
    .option(
      '-p, --parallel <n>',
      'training processes at a time (default: limits.parallel, else one a core)',
      positiveInteger,
    )
    .option(
      '--max-minutes <n>',
      'take the last look at what is complete by then (default: limits.total-minutes)',
      positiveNumber,
    )
    .option(
      '--aa',
      'train the baseline alone and compare it with itself: false-alarm rate and noise of each metric',
    )
    .option('--dry-run', 'only say what would be trained, and what that costs, as "conclusive plan" does')
    .option('--json', 'print the result as JSON (conclusive.result/1, conclusive.aa/1) instead of the report')
    .option(...PRINT_OPTIONS.markdown)
    .option(...PRINT_OPTIONS.quiet)
    .action(async (options: RunOptions) => {
      const { createProgressView, parseSeeds } = await import('../deferred.ts');
      const seeds = options.seeds === undefined ? undefined : parseSeeds('--seeds', options.seeds);
      if (options.dryRun === true) {
        const { parallel, output: records } = options;
        await printPlan({ ...options, seeds, parallel, records, isDryRun: true });
        return;
      }
      const view = createProgressView(process.stderr, process.env, options.quiet);
      try {
        const run = options.aa === true ? runBaselineToVerdict : runToVerdict;
        const outcome = await run({
          ...options,
          seeds,
          ...locateConfig(options.config),
          outputDirectory: options.output,
          totalMinutes: options.maxMinutes,
          // A branch or commit that is named is meant as it is named; the default branch is where this one came from.
          baseIsExact: options.base !== undefined,
          signal,
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        printReport({ ...outcome, where: whereIs(outcome) }, options);
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
  return { ...outcome, short, page: 'report.html' };
}

async function runBaselineToVerdict(request: ExperimentRequest) {
  const { runAgainstItself } = await import('../deferred.ts');
  const outcome = await runAgainstItself(request);
  return { ...outcome, short: () => `${outcome.summary}\n`, page: 'aa-report.html' };
}

function whereIs({ outputDirectory, page }: { outputDirectory: string; page: string }): string {
  const folder = relative(process.cwd(), outputDirectory) || '.';
  const show = page === 'report.html' ? `. To open it: conclusive show ${quote([folder])}` : '';
  return `The page is ${join(folder, page)}${show}`;
}
