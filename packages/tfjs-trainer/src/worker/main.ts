/** Entry of dist/worker.js. */

// By default this signal opens the inspector to other processes.
process.on('SIGUSR1', () => {});
// Node 24 warns of an unsettled top-level await.
import('./carry-out.ts');
