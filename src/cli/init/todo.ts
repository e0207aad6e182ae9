import { TODO } from '../../config/schema/placeholders.ts';
import { findUnreached } from '../../program-text/unreached.ts';
import type { FoundMetric } from './find-metrics.ts';
import type { Program } from './find-program.ts';
import type { Draft } from './write-config.ts';

export async function findTodo(
  { says }: Program,
  { command, isModule, metric, outputs, params }: Draft,
  folder: string,
): Promise<string[]> {
  const from = metric.from !== null && 'stdout' in metric.from ? metric.from : undefined;
  const trainer = isModule ? {} : { command, outputs };
  return [
    ...(says.commands.length === 0
      ? []
      : [`add the subcommand that trains to trainer.command: ${says.commands.join(', ')}`]),
    ...(await findUnreached({ trainer, metrics: [{ from }] }, [folder])),
    ...Object.entries(params)
      .filter(([, value]) => value === TODO)
      .map(([name]) => `enter the value of ${name} under params; the program needs it`),
  ];
}

export function metricTodo({ name, source, direction }: FoundMetric): string[] {
  return [
    ...(source === null
      ? [
          `no metric was found: put yours under metrics instead of ${name}, or run init --trial to look for it`,
        ]
      : []),
    ...(direction === null ? [`say under metrics whether a higher or a lower ${name} is better`] : []),
  ];
}
