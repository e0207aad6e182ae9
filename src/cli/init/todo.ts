/** What the user has to write before the first verdict. */
import { TODO } from '../../config/schema/placeholders.ts';
import { findSeedLines } from '../../program-text/seed-lines.ts';
import { splitCommand } from '../../train/trainers/command-line.ts';
import type { Arguments } from './arguments.ts';
import type { FoundMetric } from './find-metrics.ts';
import type { Program } from './find-program.ts';
import type { Draft } from './write-config.ts';

export async function findTodo(
  { says }: Program,
  { seed, output }: Arguments,
  { command, metric, outputs, params }: Draft,
  folder: string,
): Promise<string[]> {
  const isSaved = output !== null || outputs.length > 0 || (metric.from !== null && 'stdout' in metric.from);
  return [
    ...(says.commands.length === 0
      ? []
      : [`add the subcommand that trains to trainer.command: ${says.commands.join(', ')}`]),
    ...(seed === null ? [await seedLine(command, folder)] : []),
    ...(isSaved
      ? []
      : [
          `no argument of ${command} sets its output folder: write {"${metric.name}": 0.83} to metrics.json in the folder CONCLUSIVE_RUN_DIR`,
        ]),
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

async function seedLine(command: string, folder: string): Promise<string> {
  const lines = await findSeedLines(splitCommand(command), folder);
  return `no argument of ${command} sets its seed: read it from CONCLUSIVE_SEED${lines === null ? '' : `, ${lines}`}`;
}
