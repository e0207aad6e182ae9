import { lstat, readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { UserError } from '../../config/user-error.ts';
import { outputFolderOf, withConfigOption } from '../config-option.ts';

interface CleanOptions {
  readonly config?: string;
  readonly output?: string;
  readonly all?: boolean;
}

/** Folders that can be created again; records and reports are results. */
const MADE_AGAIN = ['tmp', 'environments'];

export function cleanCommand(): Command {
  return withConfigOption(new Command('clean'))
    .summary('Removes files that can be created again.')
    .description(
      'Removes files of experiments that can be created again: work trees, temporary files, environments.',
    )
    .option('-o, --output <folder>', 'the folder to clean (default: .conclusive next to the config)')
    .option('--all', 'also remove records and reports; the next run trains everything again, as a first test')
    .action(async ({ config, output, all = false }: CleanOptions) => {
      const folder = outputFolderOf(config, output);
      const shown = relative(process.cwd(), folder) || '.';
      const there = await readdir(folder).catch(() => null);
      if (there === null) {
        process.stdout.write(`${shown} does not exist, so there is nothing to remove\n`);
        return;
      }
      // A typing error must not remove a user's folder.
      if (!(await isOurs(folder, there)))
        throw new UserError(
          `${shown} is not an output folder of Conclusive, because it has no runs; nothing was removed. Name another with --output`,
        );
      const paths = all
        ? [folder]
        : MADE_AGAIN.filter((one) => there.includes(one)).map((one) => join(folder, one));
      for (const path of paths) await rm(path, { recursive: true, force: true });
      const removed = paths.map((path) => relative(process.cwd(), path)).join(', ');
      process.stdout.write(removed === '' ? `nothing to remove in ${shown}\n` : `removed ${removed}\n`);
    });
}

async function isOurs(folder: string, names: readonly string[]): Promise<boolean> {
  if ((await lstat(folder)).isSymbolicLink()) return false;
  return names.includes('.gitignore') && (names.includes('runs') || names.includes('tmp'));
}
