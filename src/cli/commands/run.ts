import { relative } from 'node:path';
import type { Command } from 'commander';
import { runAgainstItself } from '../../experiment/against-itself.ts';
import { type ExperimentRequest, runExperiment } from '../../experiment.ts';
import { renderSummary } from '../../report/summary.ts';
import { type ExperimentOptions, experimentCommand, requestOf } from '../experiment-options.ts';
import { positiveInteger } from '../option-values.ts';
import { createProgressView } from '../progress-view.ts';

interface RunOptions extends ExperimentOptions {
  readonly parallel?: number;
  readonly aa?: boolean;
}

export function runCommand(signal: AbortSignal): Command {
  return experimentCommand('run')
    .description('Trains what the config asks for, compares, and says what may be concluded.')
    .option(
      '-p, --parallel <n>',
      'training processes at a time (default: limits.parallel, else one a core)',
      positiveInteger,
    )
    .option(
      '--aa',
      'train the baseline alone and compare it with itself: false-alarm rate and noise of each metric',
    )
    .option('--json', 'print the result as JSON (conclusive.result/1, conclusive.aa/1) instead of the report')
    .action(async (options: RunOptions) => {
      const view = createProgressView(process.stderr, process.env);
      try {
        const run = options.aa === true ? runAgainstItself : runToVerdict;
        const outcome = await run({
          ...requestOf(options, signal),
          parallel: options.parallel,
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
  const outcome = await runExperiment(request);
  const files = ['report.md', 'report.html', 'result.json'];
  return { ...outcome, files, summary: renderSummary(outcome.result) };
}
