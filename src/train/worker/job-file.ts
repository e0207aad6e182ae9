/** Reads the job that the parent wrote. */
import { readFile } from 'node:fs/promises';
import type { ModuleJob } from '../job.ts';

export async function readJob(path: string | undefined): Promise<ModuleJob> {
  if (path === undefined) throw new Error('the worker needs the path of a job file: node worker.js job.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ModuleJob;
  } catch (error) {
    throw new Error(`${path} is not a job file: ${(error as Error).message}`, { cause: error });
  }
}
