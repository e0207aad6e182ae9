/** Lists a bounded number of files that people wrote: no environments, caches or packages. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { outputIn } from '../files/experiment-output.ts';
import { readBeginning } from '../files/open-file.ts';

export interface Sources {
  /** Paths from the folder, with forward slashes, nearest first. */
  readonly files: readonly string[];
  /** Beginning of a file; empty if it cannot be read. */
  text(file: string): Promise<string>;
}

const LEFT_OUT =
  /^(?:\..*|node_modules|__pycache__|venv|env|site-packages|dist|build|target|wandb|mlruns|lightning_logs)$/i;
const MAX_FILES = 2_000;
const MAX_DEPTH = 6;
const MAX_BYTES = 256 * 1024;

/** @returns paths relative to the folder, with forward slashes: nearest first, then by name */
export async function listSources(folder: string): Promise<string[]> {
  const found: string[] = [];
  let level = [''];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const below: string[] = [];
    for (const path of level) {
      const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
      const output = await outputIn(join(folder, path));
      const others = entries.filter(({ name }) => !output.has(name));
      for (const entry of others.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const own = path === '' ? entry.name : `${path}/${entry.name}`;
        if (entry.isFile() && found.length < MAX_FILES) found.push(own);
        else if (entry.isDirectory() && !LEFT_OUT.test(entry.name)) below.push(own);
      }
    }
    level = below;
  }
  return found;
}

/** Beginning of a file; empty if it cannot be read. */
export async function readStart(path: string, maxBytes = MAX_BYTES): Promise<string> {
  try {
    return readBeginning(path, maxBytes, 'followed').toString('utf8');
  } catch {
    return '';
  }
}
