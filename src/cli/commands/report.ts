import { relative } from 'node:path';
import type { Command } from 'commander';
import { EXIT_UNDECIDED } from '../../exit-codes.ts';
import { AwaitedRunsError, describeWave, nextWave } from '../../experiment/waves/awaited-runs.ts';
import { runExperiment } from '../../experiment.ts';
import { renderSummary } from '../../report/summary.ts';
import { renderWave } from '../../report/waves.ts';
import {
  type ExperimentOptions,
  experimentCommand,
  requestOf,
  takingRecords,
  type WaveOptions,
  withWaves,
} from '../experiment-options.ts';
import { createProgressView } from '../progress-view.ts';

export function reportCommand(signal: AbortSignal): Command {
  return withWaves(experimentCommand('report'))
    .description(
      'Judges records that other jobs have trained: says what may be concluded, or what to train next. Trains nothing.',
    )
    .option(
      '--json',
      'print the result (conclusive.result/1), or what to train next (conclusive.wave/1), as JSON',
    )
    .action(async (options: ExperimentOptions & WaveOptions) => {
      const view = createProgressView(process.stderr, process.env);
      try {
        const outcome = await runExperiment({
          ...requestOf(options, signal),
          ...takingRecords(options),
          recordsOnly: true,
          waves: options.waves,
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        process.stdout.write(options.json ? outcome.json : `${outcome.markdown}\n`);
        const folder = relative(process.cwd(), outcome.outputDirectory) || '.';
        process.stderr.write(
          `\n${renderSummary(outcome.result)}\n\nreport.md, report.html, result.json and the records are in ${folder}\n`,
        );
        process.exitCode = outcome.exitCode;
      } catch (error) {
        if (!(error instanceof AwaitedRunsError)) throw error;
        const wave = describeWave(nextWave(error.awaited));
        process.stdout.write(options.json ? `${JSON.stringify(wave, null, 2)}\n` : renderWave(wave));
        process.exitCode = EXIT_UNDECIDED;
      } finally {
        view.end();
      }
    });
}
