/** Entry of dist/worker.js. */

// Without a handler this signal opens the inspector, through which another run could change what this one measures.
process.on('SIGUSR1', () => {});
// Not awaited: Node 24 warns of an unsettled await at the top level in words that name our file.
import('./carry-out.ts');
