import { TODO } from '../../config/schema/placeholders.ts';
import { importedPackages } from '../../program-text/own-modules.ts';
import { Python } from '../../program-text/python-tree.ts';
import { findUnreached } from '../../program-text/unreached.ts';
import { missingModules, pythonOf, pythonWith } from '../../train/run/interpreters.ts';
import { splitCommand } from '../../train/trainers/command-line.ts';
import { enumerate } from '../../words/list.ts';
import type { FoundMetric } from './find-metrics.ts';
import type { Program } from './find-program.ts';
import type { Draft } from './write-config.ts';

interface Repository {
  readonly folder: string;
  readonly files: readonly string[];
}

export async function findTodo(
  { says, text }: Program,
  { command, isModule, metric, outputs, params }: Draft,
  { folder, files }: Repository,
): Promise<string[]> {
  const from = metric.from !== null && 'stdout' in metric.from ? metric.from : undefined;
  const trainer = isModule ? {} : { command, outputs };
  return [
    ...(says.commands.length === 0
      ? []
      : [`add the subcommand that trains to trainer.command: ${says.commands.join(', ')}`]),
    ...(await findUnreached({ trainer, metrics: [{ from }] }, [folder])).map(({ sentence }) => sentence),
    ...splitTodo(text, command),
    ...(await findMissing(command, text, { folder, files })),
    ...Object.entries(params)
      .filter(([, value]) => value === TODO)
      .map(([name]) => `enter the value of ${name} under params; the program needs it`),
  ];
}

/** Only where the option that takes the seed is the argument: another name may hold a fixed number. */
function splitTodo(text: string, command: string): string[] {
  const [, option] = /(?:^|\s)--([\w-]+)[ =]\{seed\}/.exec(command) ?? [];
  if (option === undefined || !text.includes('train_test_split')) return [];
  const python = new Python(text);
  const isSeed = new RegExp(`^\\w+\\.${option.replaceAll('-', '_')}$`);
  const seeds = python
    .calls()
    .filter(({ name }) => name === 'train_test_split')
    .flatMap(({ args }) => args.filter(({ name }) => name === 'random_state'))
    .map(({ value }) => python.textOf(value))
    .filter((given) => isSeed.test(given));
  return seeds
    .slice(0, 1)
    .map(
      (given) =>
        `train_test_split has random_state=${given}, so each seed may test on other examples; give the split of the test set a fixed number, because the verdict is for one test set`,
    );
}

/** Modules that the program imports, and its Python lacks. Nothing of the repository is run. */
async function findMissing(command: string, text: string, { folder, files }: Repository): Promise<string[]> {
  const python = pythonOf(splitCommand(command));
  const isPrivate = python === null || python.startsWith(folder);
  const isOwn = (name: string) => files.some((file) => new RegExp(`(?:^|/)${name}(?:\\.py$|/)`).test(file));
  const modules = isPrivate ? [] : importedPackages(text).filter((name) => !isOwn(name));
  if (modules.length === 0 || python === null) return [];
  const missing = (await missingModules(python, modules)) ?? [];
  if (missing.length === 0) return [];
  const other = await pythonWith(modules, { except: python });
  const found = other === null ? '' : `, but ${other} has all that the program imports`;
  return [
    `${python} has no ${enumerate(missing)}${found}: activate the environment that the program needs, name its interpreter in trainer.command, or install the packages in trainer.setup`,
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
