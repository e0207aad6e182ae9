import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextOrNull } from '../../files/open-file.ts';

/** How `pip install -e` and the like point to code: setuptools, Hatch, PDM, Poetry, uv. */
const POINTERS = /\.(pth|egg-link)$|^__editable__.*\.py$/;

const MAX_BYTES = 16 * 1024 * 1024;

/** Whether packages of a virtual environment are links to code under `directory`, and not copies. */
export async function linksTo(environment: string, directory: string): Promise<boolean> {
  const folders = [join(environment, 'Lib', 'site-packages')];
  for (const version of await entries(join(environment, 'lib'))) {
    folders.push(join(environment, 'lib', version, 'site-packages'));
  }
  for (const folder of folders) {
    for (const name of (await entries(folder)).filter((entry) => POINTERS.test(entry))) {
      const content = readTextOrNull(join(folder, name), MAX_BYTES);
      // In Python's source, Windows' separators are escaped.
      if (content?.replaceAll('\\\\', '\\').includes(directory)) return true;
    }
  }
  return false;
}

/** Other languages' environments have no such folders. */
function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
