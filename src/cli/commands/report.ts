import { relative } from 'node:path';
import type { Command } from 'commander';
import { EXIT_UNDECIDED } from '../../exit-codes.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import {
  type ExperimentOptions,
  experimentCommand,
  requestOf,
  type WaveOptions,
  withWaves,
} from '../experiment-options.ts';
import { PRINT_OPTIONS, type PrintOptions, pageIn, printReport } from '../print-report.ts';

type ReportOptions = ExperimentOptions & WaveOptions & PrintOptions;

export function reportCommand(stopSignal: () => AbortSignal): Command {
  return withWaves(experimentCommand('report'))
    .description('Judges records of other jobs: prints the verdict, or what to train next. Trains nothing.')
    .option('--json', 'print JSON (conclusive.result/1, conclusive.wave/1)')
    .option(...PRINT_OPTIONS.markdown)
    .option(...PRINT_OPTIONS.quiet)
    .action(async (options: ReportOptions) => {
      const program = await import('../deferred.ts');
      const view = program.createProgressView(process.stderr, process.env, options.quiet);
      const { records: folders = [], waves } = options;
      try {
        const outcome = await program.runExperiment({
          ...requestOf(options, stopSignal(), program.parseSeeds),
          onPrepared: (experiment) => program.takeFolders(folders, experiment),
          recordsOnly: true,
          waves,
          onProgress: (progress) => view.show(progress),
        });
        view.end();
        const short = (terminal: TerminalOptions) => program.renderTerminal(outcome.result, terminal);
        const where = pageIn(relative(process.cwd(), outcome.outputDirectory) || '.');
        printReport({ ...outcome, short, where }, options);
        process.exitCode = outcome.exitCode;
      } catch (error) {
        if (!(error instanceof program.AwaitedRunsError)) throw error;
        const wave = program.describeWave(program.nextWave(error.awaited));
        process.stdout.write(options.json ? `${JSON.stringify(wave, null, 2)}\n` : program.renderWave(wave));
        process.exitCode = EXIT_UNDECIDED;
      } finally {
        view.end();
      }
    });
}
