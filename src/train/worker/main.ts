/** Entry of dist/worker.js. What it imports would be compiled before there is a cache, so all else is loaded by a call. */
import { openCompileCache } from '../process/compile-cache.ts';

// By this signal another run could open the inspector, and change what this one measures.
process.on('SIGUSR1', () => {});

const CACHE = '--compile-cache=';
if (process.argv[2]?.startsWith(CACHE) === true) {
  openCompileCache(process.argv[2].slice(CACHE.length));
  process.argv.splice(2, 1);
}
// Not awaited: Node 24 warns of an unsettled await at the top level in words that name our file.
import('./carry-out.ts');
