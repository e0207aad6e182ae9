import { Command, InvalidArgumentError, Option } from 'commander';
import { TASK_QUESTIONS, type TaskQuestion } from '../../config/schema/task-questions.ts';
import { DIRECTIONS } from '../../stats/metrics/metric.ts';
import { invocation } from '../invocation.ts';
import {
  type ForMetric,
  forMetric,
  notNegated,
  number,
  positiveNumber,
  repeatable,
  sizeForMetric,
} from '../option-values.ts';
import { PRINT_OPTIONS, type PrintOptions, pageIn, printReport } from '../print-report.ts';

interface CompareOptions extends PrintOptions {
  readonly modelColumn?: string;
  readonly seedColumn?: string;
  readonly metricColumn?: string;
  readonly valueColumn?: string;
  readonly taskColumn?: string;
  readonly stepColumn?: string;
  readonly folders?: string;
  readonly where?: readonly Where[];
  readonly ignore?: readonly string[];
  readonly baseline?: string;
  readonly variant?: readonly string[];
  readonly metric?: readonly string[];
  readonly secondary?: readonly string[];
  readonly direction?: ReadonlyArray<ForMetric<(typeof DIRECTIONS)[number]>>;
  readonly margin?: ReadonlyArray<ForMetric<number>>;
  readonly baselineValue?: ReadonlyArray<ForMetric<number>>;
  readonly minEffect?: ReadonlyArray<ForMetric<number>>;
  readonly noWorse?: ReadonlyArray<{ readonly metric: string; readonly margin: number | null }>;
  readonly noTaskWorseThan?: number;
  readonly allowTask?: readonly string[];
  readonly noCaseRegresses?: true;
  readonly mustPass?: readonly string[];
  readonly passMark?: number;
  readonly alpha?: number;
  readonly design?: string;
  readonly for?: TaskQuestion;
  readonly combine?: 'mean';
  readonly normalise?: string;
  readonly failedRuns?: number;
  readonly failOn?: readonly string[];
  readonly output?: string;
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('Compares results that already exist, and prints the verdict.')
    .argument('<file...>', 'tables, logs, evaluations, folders, - for stdin')
    .optionsGroup('Files and columns:')
    .option('--model-column <name>', 'column of models; "file": one file each')
    .option('--seed-column <name>', 'column of seeds; "file": end of the file name')
    .option('--metric-column <name>', 'column of metric names, if a row is one value')
    .option('--value-column <name>', 'column of the values of --metric-column')
    .option('--step-column <name>', 'column of epochs or steps')
    .option('--folders <levels>', 'levels of result folders: model/task/seed')
    .addOption(repeatable('--where <column=value>', 'only these rows; epoch=last: last of each run', where))
    .addOption(repeatable('--ignore <column>', 'a column that does not matter', String))
    .optionsGroup('Models and metrics:')
    .option('--baseline <name>', 'the model that others are compared with')
    .addOption(
      repeatable('--baseline-value <[metric=]n>', 'a fixed number instead of a baseline', (text) =>
        forMetric(text, number),
      ),
    )
    .addOption(repeatable('--variant <name>', 'a model to compare (default: all others)', String))
    .addOption(repeatable('--metric <name>', 'a metric that decides (default: the only one)', String))
    .addOption(repeatable('--secondary <name>', 'a metric that is shown but never decides', String))
    .addOption(
      repeatable('--direction <[metric=]way>', 'maximize or minimize, if the name is unclear', direction),
    )
    .addOption(repeatable('--margin <[metric=]size>', 'the smallest difference that matters', sizeForMetric))
    .addOption(
      repeatable('--min-effect <[metric=]size>', 'the smallest gain that is an improvement', sizeForMetric),
    )
    .addOption(
      repeatable('--no-worse <metric[=margin]>', 'a metric that must not get worse by its margin', noWorse),
    )
    .optionsGroup('Several tasks:')
    .option('--task-column <name>', 'column of tasks; "file": each file is one')
    .addOption(
      new Option('--for <these-tasks|new-tasks>', 'these tasks (default), or tasks like them').choices(
        TASK_QUESTIONS,
      ),
    )
    .addOption(new Option('--combine <mean>', 'average the scores even if scales differ').choices(['mean']))
    .option('--normalise <file>', 'two scores of each task: task,random,human')
    .addOption(
      notNegated(
        new Option('--no-task-worse-than <size>', 'the largest loss that a task may have').argParser(
          positiveNumber,
        ),
      ),
    )
    .addOption(repeatable('--allow-task <name>', 'a task that may lose more', String))
    .optionsGroup('Evaluations, verdict and output:')
    .addOption(notNegated(new Option('--no-case-regresses', 'no case that always passed may get worse')))
    .addOption(repeatable('--must-pass <case>', 'a case that must pass in every repeat', String))
    .option('--pass-mark <score>', 'the least score that passes', number)
    .option('--alpha <share>', 'share of false alarms (default: 0.05)', number)
    .option('--design <design>', 'paired, unpaired, or sequential: 6..25')
    .option('--failed-runs <share>', 'share of runs that may fail (default: 0.1)', number)
    .addOption(repeatable('--fail-on <verdict>', 'exit with 1 (default: on regression, invalid)', String))
    .option('--json', 'print the result as JSON (conclusive.result/1)')
    .addOption(new Option(...PRINT_OPTIONS.markdown).hideHelp())
    .option(...PRINT_OPTIONS.quiet)
    .option('-o, --output <folder>', 'write report.md, report.html, result.json here')
    .action(async (files: string[], options: CompareOptions) => {
      const { compareResults, renderTerminal } = await import('../deferred.ts');
      const outcome = await compareResults({
        files,
        program: invocation(),
        modelColumn: options.modelColumn,
        seedColumn: options.seedColumn,
        metricColumn: options.metricColumn,
        valueColumn: options.valueColumn,
        taskColumn: options.taskColumn,
        stepColumn: options.stepColumn,
        folders: options.folders,
        where: options.where ?? [],
        ignore: options.ignore ?? [],
        baseline: options.baseline,
        variants: options.variant ?? [],
        metrics: options.metric ?? [],
        secondary: options.secondary ?? [],
        directions: options.direction ?? [],
        margins: options.margin ?? [],
        baselineValues: options.baselineValue ?? [],
        minEffects: options.minEffect ?? [],
        noWorse: options.noWorse ?? [],
        noTaskWorseThan: options.noTaskWorseThan,
        allowTasks: options.allowTask ?? [],
        noCaseRegresses: options.noCaseRegresses,
        mustPass: options.mustPass ?? [],
        passMark: options.passMark,
        alpha: options.alpha,
        design: options.design,
        question: options.for,
        combine: options.combine,
        normalise: options.normalise,
        failedRuns: options.failedRuns,
        failOn: (options.failOn ?? []).flatMap((verdicts) => verdicts.split(',')),
        outputDirectory: options.output,
      });
      // A program that reads JSON needs no page.
      const advice = options.json ? '' : 'For the page with every picture and number: add --output FOLDER';
      const where = options.output === undefined ? advice : pageIn(options.output);
      printReport(
        { ...outcome, short: (terminal) => renderTerminal(outcome.result, terminal), where },
        options,
      );
      process.exitCode = outcome.exitCode;
    });
}

interface Where {
  readonly column: string;
  readonly value: string;
}

function where(text: string): Where {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`must be COLUMN=VALUE, got "${text}"`);
  return { column: text.slice(0, at), value: text.slice(at + 1) };
}

function noWorse(text: string): { readonly metric: string; readonly margin: number | null } {
  const { metric, value } = text.includes('=') ? sizeForMetric(text) : { metric: text, value: null };
  if (metric === null || metric === '')
    throw new InvalidArgumentError(`must be METRIC=MARGIN, got "${text}"`);
  return { metric, margin: value };
}

function direction(text: string): ForMetric<(typeof DIRECTIONS)[number]> {
  return forMetric(text, (word) => {
    const way = DIRECTIONS.find((known) => known === word);
    if (way === undefined)
      throw new InvalidArgumentError(`must be ${DIRECTIONS.join(' or ')}, got "${word}"`);
    return way;
  });
}
