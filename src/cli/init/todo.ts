import { TODO } from '../../config/schema/placeholders.ts';
import { importedPackages } from '../../program-text/own-modules.ts';
import { findUnreached } from '../../program-text/unreached.ts';
import { installedModules, missingModules, pythonOf, pythonWith } from '../../train/run/interpreters.ts';
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
    ...(await findMissing(command, text, { folder, files })),
    ...Object.entries(params)
      .filter(([, value]) => value === TODO)
      .map(([name]) => `enter the value of ${name} under params; the program needs it`),
  ];
}

/** @returns modules that the program imports and the repository does not have */
function foreignModules(text: string, files: readonly string[]): string[] {
  const isOwn = (name: string) => files.some((file) => new RegExp(`(?:^|/)${name}(?:\\.py$|/)`).test(file));
  return importedPackages(text).filter((name) => !isOwn(name));
}

/** Packages that pip knows by another name than their module. */
const PACKAGES: Readonly<Record<string, string>> = {
  cv2: 'opencv-python',
  PIL: 'pillow',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  yaml: 'pyyaml',
};

/** For a workflow of a Python program without a file of requirements. */
export async function installTodo(
  { text }: Program,
  { command }: Draft,
  files: readonly string[],
): Promise<string[]> {
  const python = pythonOf(splitCommand(command));
  const modules = foreignModules(text, files);
  const installed = python === null ? null : await installedModules(python, modules);
  if (modules.length === 0 || installed?.length === 0) return [];
  const what =
    installed === null
      ? 'what the program imports'
      : enumerate(installed.map((name) => PACKAGES[name] ?? name));
  return [
    `the workflow installs no packages, because there is no requirements.txt; write one with ${what}, and add the step "run: pip install -r requirements.txt" to the workflow`,
  ];
}

/** Modules that the program imports, and its Python lacks. Nothing of the repository is run. */
async function findMissing(command: string, text: string, { folder, files }: Repository): Promise<string[]> {
  const python = pythonOf(splitCommand(command));
  const isPrivate = python === null || python.startsWith(folder);
  const modules = isPrivate ? [] : foreignModules(text, files);
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
