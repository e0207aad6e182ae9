import { relative } from 'node:path';
import { Command } from 'commander';
import type { ExperimentRequest } from '../../experiment.ts';
import { locateConfig, withConfigOption } from '../config-option.ts';
import { positiveInteger } from '../option-values.ts';
import { printPlan } from './plan.ts';

interface RunOptions {
  readonly config?: string;
  readonly base?: string;
  readonly head?: string;
  readonly seeds?: string;
  readonly output?: string;
  readonly parallel?: number;
  readonly aa?: boolean;
  readonly json?: boolean;
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
      '--aa',
      'train the baseline alone and compare it with itself: false-alarm rate and noise of each metric',
    )
    .option('--dry-run', 'only say what would be trained, and what that costs, as "conclusive plan" does')
    .option('--json', 'print the result as JSON (conclusive.result/1, conclusive.aa/1) instead of the report')
    .action(async (options: RunOptions) => {
      const { createProgressView, parseSeeds, runAgainstItself } = await import('../deferred.ts');
      const seeds = options.seeds === undefined ? undefined : parseSeeds('--seeds', options.seeds);
      if (options.dryRun === true) {
        const { parallel, output: records } = options;
        await printPlan({ ...options, seeds, parallel, records, isDryRun: true });
        return;
      }
      const view = createProgressView(process.stderr, process.env);
      try {
        const run = options.aa === true ? runAgainstItself : runToVerdict;
        const outcome = await run({
          ...options,
          seeds,
          ...locateConfig(options.config),
          outputDirectory: options.output,
          // A branch or commit that is named is meant as it is named; the default branch is where this one came from.
          baseIsExact: options.base !== undefined,
          signal,
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        process.stdout.write(options.json ? outcome.json : `${outcome.markdown}\n`);
        const folder = relative(process.cwd(), outcome.outputDirectory) || '.';
        process.stderr.write(
          `\n${outcome.summary}\n\n${outcome.files.join(', ')} and the records are in ${folder}\n`,
        );
        process.exitCode = outcome.exitCode;
      } finally {
        view.end();
      }
    });
}

async function runToVerdict(request: ExperimentRequest) {
  const { renderSummary, runExperiment } = await import('../deferred.ts');
  const outcome = await runExperiment(request);
  const files = ['report.md', 'report.html', 'result.json'];
  return { ...outcome, files, summary: renderSummary(outcome.result) };
}
