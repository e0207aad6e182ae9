/** Before the package is packed: copies what the worker and the kernels load from the built files of the action. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, '../../dist');
const to = join(here, 'dist');
const ASSETS = [
  'kernels.wasm',
  'products.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'babel.cjs',
  'licenses.txt',
  'package.json',
];

const files = new Set(['worker.js', 'tfjs-kernels.js']);
for (const file of files) {
  const text = readFileSync(join(from, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.js)["'`]/g))
    files.add(name);
}
rmSync(to, { recursive: true, force: true });
// In a clone, the action's files are the newest.
if (process.argv[2] === 'clean') process.exit();
mkdirSync(to);
for (const file of [...files, ...ASSETS]) copyFileSync(join(from, file), join(to, file));
