/** Reads which workflows use Conclusive and which permissions their jobs lack. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readStart } from '../../program-text/list-sources.ts';
import { isObject } from '../../records/json.ts';
import { tryParseYaml } from '../../records/yaml.ts';
import { REPOSITORY } from '../../version.ts';

const FOLDER = '.github/workflows';
const MAX_FILES = 200;
const NEEDED = [
  ['contents', 'read', 'the checkout'],
  ['pull-requests', 'write', 'the comment'],
  ['checks', 'write', 'the check on the commit'],
] as const;

export interface WorkflowFound {
  readonly file: string;
  /** `checks: write (the check on the commit)`. */
  readonly missing: readonly string[];
  /** `uses` that names a placeholder, which GitHub cannot resolve; null if it names an action. */
  readonly placeholder: string | null;
}

/** @returns every job that uses the action */
export async function findWorkflows(root: string): Promise<readonly WorkflowFound[]> {
  const names = await readdir(join(root, FOLDER)).catch(() => []);
  const found: WorkflowFound[] = [];
  for (const name of names.filter((one) => /\.ya?ml$/.test(one)).slice(0, MAX_FILES)) {
    // GitHub reports unreadable workflows itself.
    const workflow = tryParseYaml(await readStart(join(root, FOLDER, name)));
    if (!isObject(workflow) || !isObject(workflow.jobs)) continue;
    for (const job of Object.values(workflow.jobs)) {
      if (!isObject(job)) continue;
      const actions = actionsOf(job);
      if (actions.length === 0) continue;
      const missing = missingIn(job.permissions ?? workflow.permissions);
      const used = actions.find((uses) => uses.startsWith('OWNER/')) ?? null;
      found.push({ file: `${FOLDER}/${name}`, missing, placeholder: used });
    }
  }
  return found;
}

/** Reads the steps of a job; a job may also call the workflow of the action. */
function actionsOf(job: Record<string, unknown>): string[] {
  const all: readonly unknown[] = [job, ...(Array.isArray(job.steps) ? job.steps : [])];
  return all.flatMap((step) =>
    isObject(step) && typeof step.uses === 'string' && isAction(step.uses) ? [step.uses] : [],
  );
}

/** Of any owner, or copied into a folder. */
function isAction(uses: string): boolean {
  const nameOf = (path: string) => path.toLowerCase().split('/').at(-1);
  return nameOf(uses.replace(/(?:\/\.github\/workflows\/[^/]*)?@.*/, '')) === nameOf(REPOSITORY);
}

/** Without `permissions`, the repository's settings decide, which may grant all. */
function missingIn(permissions: unknown): string[] {
  if (permissions === undefined || permissions === 'write-all') return [];
  const granted = isObject(permissions) ? permissions : {};
  return NEEDED.filter(([name, level]) => {
    const own = permissions === 'read-all' ? 'read' : granted[name];
    return own !== 'write' && own !== level;
  }).map(([name, level, what]) => `${name}: ${level} (${what})`);
}
