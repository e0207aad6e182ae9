/**
 * Entry of dist/worker.js. A compile cache is read where this program names one: by a worker of plain code, which loads nothing of a
 * user through Node, and by the compiler, which executes nothing of a user. A process of one run has none.
 */
import { openCompileCache } from '../process/compile-cache.ts';

const cache = { '--serve': process.argv[3], '--transpile': process.argv[4] }[process.argv[2] ?? ''];
if (cache !== undefined) openCompileCache(cache);
// Not awaited: Node 24 warns of an unsettled await at the top level in words that name our file.
import('./carry-out.ts');
