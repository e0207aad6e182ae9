import { Command, InvalidArgumentError } from 'commander';
import type { PlanAheadRequest } from '../../experiment/planning/settings.ts';
import { DEFAULT_WAVES } from '../../plan/runs/plan-waves.ts';
import { wrapLines } from '../../words/wrap-lines.ts';
import { locateConfig, withConfigOption } from '../config-option.ts';
import {
  executorOption,
  type ForMetric,
  number,
  PARALLEL_OPTION,
  positiveInteger,
  repeatable,
  sizeForMetric,
} from '../option-values.ts';

interface PlanOptions {
  readonly config?: string;
  readonly margin?: ReadonlyArray<ForMetric<number>>;
  readonly sd?: ReadonlyArray<ForMetric<number>>;
  readonly examples?: number;
  readonly disagreement?: number;
  readonly seeds?: string;
  readonly alpha?: number;
  readonly parallel?: number;
  readonly executor?: 'local';
  readonly records?: string;
  readonly waves: number;
  readonly json?: boolean;
}

export function planCommand(): Command {
  return withConfigOption(new Command('plan'))
    .description(
      'Estimates how many seeds and test examples an experiment needs, and its cost. Trains nothing.',
    )
    .addOption(
      repeatable(
        '--margin <[metric=]size>',
        'smallest difference that matters (default: config)',
        sizeForMetric,
      ),
    )
    .addOption(
      repeatable(
        '--sd <[metric=]size>',
        'standard deviation of runs, or of new tasks (default: records)',
        sizeForMetric,
      ),
    )
    .option('--examples <n>', 'test examples (default: records)', positiveInteger)
    .option('--disagreement <share>', 'share of examples that models answer differently', share(1))
    .option('--seeds <n|min..max>', 'the design: 8, or 6..25 (default: config)')
    .option('--alpha <share>', 'share of false alarms (default: config)', share(0.5))
    .option(...PARALLEL_OPTION)
    .addOption(executorOption())
    .option('--records <folder>', 'records of earlier runs (default: .conclusive)')
    .option('--waves <n>', 'waves of runs, for several jobs', positiveInteger, DEFAULT_WAVES)
    .option('--json', 'print JSON with each run (conclusive.plan/1)')
    .action(async (options: PlanOptions) => {
      const { parseSeeds } = await import('../deferred.ts');
      const { seeds, margin: margins = [], sd: deviations = [], ...rest } = options;
      await printPlan({
        ...rest,
        margins,
        deviations,
        seeds: seeds === undefined ? undefined : parseSeeds('--seeds', seeds),
      });
    });
}

interface Asked extends Partial<Omit<PlanAheadRequest, 'repository' | 'config' | 'isConfigNamed' | 'warn'>> {
  readonly config?: string;
  readonly json?: boolean;
}

export async function printPlan({ config, json = false, ...asked }: Asked): Promise<void> {
  const { planAhead, renderPlan } = await import('../deferred.ts');
  const plan = await planAhead({
    margins: [],
    deviations: [],
    ...asked,
    ...locateConfig(config),
    isConfigNamed: config !== undefined,
    isListed: json,
    warn: (message) => process.stderr.write(`${wrapLines(`warning: ${message}`, process.stderr.columns)}\n`),
  });
  process.stdout.write(
    json ? `${JSON.stringify(plan, null, 2)}\n` : wrapLines(renderPlan(plan), process.stdout.columns),
  );
}

function share(most: number): (text: string) => number {
  return (text) => {
    const value = number(text);
    if (!(value > 0 && value < most))
      throw new InvalidArgumentError(`must lie between 0 and ${most}, got "${text}"`);
    return value;
  };
}
