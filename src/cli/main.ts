#!/usr/bin/env node
/** Entry of dist/cli.js. It imports the command line dynamically, so that the compile cache exists by then. */
import { useCompileCache } from './compile-cache.ts';

// The action, whose dist a queue's node may run, keeps no cache.
if (process.argv[2] !== 'execute') useCompileCache(import.meta.dirname);
await import('./command-line.ts');
