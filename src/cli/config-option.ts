import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';

const DEFAULT_CONFIG = 'conclusive.yml';

export function withConfigOption(command: Command, description = 'the config'): Command {
  return command.option('-c, --config <file>', `${description} (default: ${DEFAULT_CONFIG}, here or above)`);
}

/**
 * Searches this folder and those above, up to the root of the repository.
 *
 * @param named value of `--config`
 */
export function locateConfig(
  named: string | undefined,
  from = process.cwd(),
): { readonly repository: string; readonly config: string } {
  if (named !== undefined) return { repository: from, config: named };
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, DEFAULT_CONFIG))) return { repository: folder, config: DEFAULT_CONFIG };
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder)
      return { repository: from, config: DEFAULT_CONFIG };
  }
}
