/** What would stop the planned experiment before its first run: a plan needs neither history nor data. */
import { CONFIG_SCHEMA } from '../../checks/config-schema.ts';
import { UserError } from '../../config/user-error.ts';
import { git } from '../../git/git.ts';
import { fields } from '../../git/tree.ts';
import { digestSmallFiles } from '../../git/tree-bytes.ts';
import { refusePointers } from '../../plan/code/missing-files.ts';
import { openConfig } from '../../plan/config/open-config.ts';

/** @returns why `conclusive run` would refuse; null if nothing is known */
export async function findHindrance(configPath: string): Promise<string | null> {
  try {
    const { root, config } = await openConfig({ configPath, schema: CONFIG_SCHEMA, governedByBase: false });
    if (root !== null && config.code === undefined) await refuseStandingPointers(root);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** Only files that git would fetch through LFS are looked at. */
async function refuseStandingPointers(root: string): Promise<void> {
  const files = fields(await git(root, 'ls-files', '-z', '--', ':(top,attr:filter=lfs)'));
  refusePointers(await digestSmallFiles(root, files), 'the checkout');
}
