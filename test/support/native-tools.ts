/** Stand-ins for what builds tfjs-node: they take no network and no compiler. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.ts';
import { zipOf } from './zip.ts';

/** Stand-ins for the tools, of which some may be missing or fail: what they do takes no network and no compiler. */
export async function machineWith(tools: Readonly<Record<string, string>>) {
  const home = await temporaryFolder();
  const bin = join(home, 'bin');
  await mkdir(bin);
  await writeFile(join(home, 'wheel.whl'), zipOf(WHEEL));
  const all = { npm: NPM, python3: PIP, 'c++': COMPILER, ...tools };
  for (const [name, script] of Object.entries(all)) {
    if (script === '') continue;
    await writeFile(join(bin, name), `#!/bin/sh\necho "${name} $*" >> "$HOME/calls"\n${script}\n`);
    await chmod(join(bin, name), 0o755);
  }
  // Those of the machine itself, but for the ones that are stood in for.
  for (const name of ['cat', 'cp', 'mkdir']) {
    await writeFile(join(bin, name), `#!/bin/sh\nexec /bin/${name} "$@"\n`);
    await chmod(join(bin, name), 0o755);
  }
  const said: string[] = [];
  return {
    home,
    said,
    folder: join(home, 'cache', 'native'),
    environment: { HOME: home, PATH: bin },
    say: (line: string) => said.push(line),
    calls: async () => (await readFile(join(home, 'calls'), 'utf8')).trim().split('\n'),
  };
}

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
export const WHEEL = [
  ...LIBRARIES.map((name) => ({ name: `tensorflow/${name}`, content: name })),
  { name: 'tensorflow/include/tensorflow/c/c_api.h', content: '// c' },
  { name: 'tensorflow/python/other.py', content: '' },
];
export const NPM = `p=node_modules/@tensorflow/tfjs-node && mkdir -p $p && echo '{ "main": "index.js" }' > $p/package.json &&
  echo 'exports.version = { tfjs: "4.22.0", "tfjs-node": "4.22.0" }; exports.backend = () => ({ binding: { TF_Version: "2.21.0" } });' > $p/index.js`;
export const PIP = `for last; do [ "$before" = --dest ] && mkdir -p "$last" && cp "$HOME/wheel.whl" "$last/wheel.whl"; before=$last; done; exit 0`;
const COMPILER = `for last; do [ "$before" = -o ] && echo built > "$last"; before=$last; done; exit 0`;
