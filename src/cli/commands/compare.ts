import { Command, InvalidArgumentError } from 'commander';
import { GATE_REASONS } from '../../config/schema/gate-reasons.ts';
import { DIRECTIONS } from '../../stats/metrics/metric.ts';
import { type ForMetric, forMetric, number, repeatable, sizeForMetric } from '../option-values.ts';
import { PRINT_OPTIONS, type PrintOptions, pageIn, printReport } from '../print-report.ts';

interface CompareOptions extends PrintOptions {
  readonly baseline?: string;
  readonly variant?: readonly string[];
  readonly metric?: readonly string[];
  readonly secondary?: readonly string[];
  readonly direction?: ReadonlyArray<ForMetric<(typeof DIRECTIONS)[number]>>;
  readonly margin?: ReadonlyArray<ForMetric<number>>;
  readonly alpha?: number;
  readonly design?: string;
  readonly failedRuns?: number;
  readonly failOn?: readonly string[];
  readonly output?: string;
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('Compares results that already exist, and says what may be concluded.')
    .argument(
      '<file...>',
      'CSV with the header model,seed,<metric>…, JSON lines with these keys, run records, or folders of them; or predictions of each model in a file of its own, id,label,prediction or id,score',
    )
    .option(
      '--baseline <name>',
      'the model that the others are compared with (default: the one called baseline; of predictions, else the first file)',
    )
    .addOption(repeatable('--variant <name>', 'a model to compare with it (default: all others)', String))
    .addOption(
      repeatable(
        '--metric <name>',
        'a metric that decides (default: the only one there is; of predictions accuracy, rmse or score)',
        String,
      ),
    )
    .addOption(repeatable('--secondary <name>', 'a metric that is shown and decides nothing', String))
    .addOption(
      repeatable(
        '--direction <[metric=]way>',
        'which way is better: maximize or minimize; known names need none',
        direction,
      ),
    )
    .addOption(
      repeatable(
        '--margin <[metric=]size>',
        'the smallest difference that matters; within it, models are equivalent',
        sizeForMetric,
      ),
    )
    .option('--alpha <share>', 'accepted share of false alarms (default: 0.05)', number)
    .option(
      '--design <fixed|min..max>',
      'how the results came about: planned beforehand (fixed, the default), or looked at on the way, e.g. 6..25',
    )
    .option(
      '--failed-runs <share>',
      'runs of one model that may fail before the verdict is invalid (default: 0.1)',
      number,
    )
    .addOption(
      repeatable(
        '--fail-on <verdict>',
        `verdicts that give exit code 1: ${GATE_REASONS.join(', ')} (default: regression, invalid)`,
        String,
      ),
    )
    .option('--json', 'print the result as JSON (conclusive.result/1)')
    .option(...PRINT_OPTIONS.markdown)
    .option(...PRINT_OPTIONS.quiet)
    .option('-o, --output <folder>', 'write report.md, report.html and result.json there (default: nowhere)')
    .action(async (files: string[], options: CompareOptions) => {
      const { compareResults, renderTerminal } = await import('../deferred.ts');
      const outcome = await compareResults({
        files,
        baseline: options.baseline,
        variants: options.variant ?? [],
        metrics: options.metric ?? [],
        secondary: options.secondary ?? [],
        directions: options.direction ?? [],
        margins: options.margin ?? [],
        alpha: options.alpha,
        design: options.design,
        failedRuns: options.failedRuns,
        failOn: (options.failOn ?? []).flatMap((verdicts) => verdicts.split(',')),
        outputDirectory: options.output,
      });
      const where =
        options.output === undefined
          ? 'For the page with every picture and number: add --output FOLDER'
          : pageIn(options.output);
      printReport(
        { ...outcome, short: (terminal) => renderTerminal(outcome.result, terminal), where },
        options,
      );
      process.exitCode = outcome.exitCode;
    });
}

function direction(text: string): ForMetric<(typeof DIRECTIONS)[number]> {
  return forMetric(text, (word) => {
    const way = DIRECTIONS.find((known) => known === word);
    if (way === undefined)
      throw new InvalidArgumentError(`must be ${DIRECTIONS.join(' or ')}, got "${word}"`);
    return way;
  });
}
