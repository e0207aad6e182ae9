import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @returns where PATH has it; null for a visible skip
 * @throws Error where CI lacks it, since a skip would go unseen there
 */
export function findTool(name: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find(existsSync) ?? null;
  if (found === null && process.env.CONCLUSIVE_CI) throw new Error(`${name} is not installed: see .ci/run`);
  return found;
}
