import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary.ts';

export const node = `"${process.execPath.replaceAll('\\', '/')}"`;
export const NOTE = `${node} -e "require('fs').appendFileSync('setups', 'x')"`;
export const FILL = `${node} -e "require('fs').writeFileSync(process.argv[1] + '/made', process.env.VIRTUAL_ENV)" {env_dir}`;

export async function workTree(lock = 'torch==2.6') {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'requirements.txt'), lock);
  return {
    directory,
    setups: () => readFile(join(directory, 'setups'), 'utf8').catch(() => ''),
    task: (environments: string) => ({
      directory,
      environments,
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      warn: () => {},
    }),
  };
}

type Tree = Awaited<ReturnType<typeof workTree>>;
/** Only these files count, and the baseline is a commit of a branch. */
export const like = ({ directory }: Tree, branch: string | null, ...files: string[]) => ({
  files,
  baseline: { directory, branch },
});
export const ALL = { files: null };
