import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ExperimentResult } from '../../src/verdict/result.ts';

/** Trains examples/tasks in a copy, with dist or the build in CONCLUSIVE_DIST. */
export async function trainExample(seeds: number): Promise<ExperimentResult> {
  const folder = await mkdtemp(join(tmpdir(), 'example-tasks-'));
  const program = resolve(process.env.CONCLUSIVE_DIST ?? 'dist', 'cli.js');
  try {
    await cp('examples/tasks', folder, { recursive: true });
    execFileSync(process.execPath, [program, 'run', '--seeds', String(seeds)], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(await readFile(join(folder, '.conclusive/result.json'), 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
