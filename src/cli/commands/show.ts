import { spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { UserError } from '../../config/user-error.ts';
import { readWhole, whyUnusable } from '../../files/open-file.ts';
import { locateConfig } from '../config-option.ts';

const MAX_BYTES = 512 * 1024 * 1024;

interface ShowOptions {
  readonly markdown?: boolean;
  readonly json?: boolean;
}

export function showCommand(): Command {
  return new Command('show')
    .description('Opens the last report in the browser, or prints its path if there is no browser.')
    .argument('[folder]', 'output folder of run or compare (default: .conclusive next to conclusive.yml)')
    .option('--markdown', 'print the report as Markdown instead')
    .option('--json', 'print the result as JSON (conclusive.result/1) instead')
    .action(async (named: string | undefined, { markdown, json }: ShowOptions) => {
      const folder = named ?? join(locateConfig(undefined).repository, '.conclusive');
      if (json === true) process.stdout.write(await contentsOf(folder, 'result.json'));
      else if (markdown === true) process.stdout.write(await contentsOf(folder, 'report.md'));
      else {
        const page = await pathOf(folder, 'report.html');
        process.stdout.write(`${page}\n`);
        await open(page);
      }
    });
}

async function pathOf(folder: string, file: string): Promise<string> {
  const path = join(resolve(folder), file);
  try {
    return await realpath(path);
  } catch (error) {
    throw new UserError(
      `show: ${path} does not exist; run "conclusive run" first, or name its output folder`,
      { cause: error },
    );
  }
}

async function contentsOf(folder: string, file: string): Promise<string> {
  const path = await pathOf(folder, file);
  try {
    return readWhole(path, MAX_BYTES).toString('utf8');
  } catch (error) {
    throw new UserError(`show: ${path} ${whyUnusable(error)}; run "conclusive run" again`, { cause: error });
  }
}

/** @returns the desktop's program that opens a file; null without a desktop */
export function openerOf(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): readonly [program: string, ...options: string[]] | null {
  if (environment.CI !== undefined && environment.CI !== '') return null;
  if (platform === 'darwin') return ['open'];
  // "start" needs a shell, which would interpret & and % in the path.
  if (platform === 'win32') return ['explorer.exe'];
  if (environment.WSL_DISTRO_NAME) return ['wslview'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Ignores failures, because the path is printed already. */
async function open(page: string): Promise<void> {
  const opener = process.stdout.isTTY ? openerOf(process.platform, process.env) : null;
  if (opener === null) return;
  const [program, ...options] = opener;
  await new Promise<void>((done) => {
    const child = spawn(program, [...options, page], { stdio: 'ignore', detached: true });
    child.once('error', () => done());
    child.once('spawn', () => {
      child.unref();
      done();
    });
  });
}
