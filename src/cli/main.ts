#!/usr/bin/env node
/** Entry of dist/cli.js. The dynamic import makes use of the compile cache. */
import { useCompileCache } from './compile-cache.ts';

// The action, whose dist a queue's node may run, keeps no cache.
if (process.argv[2] !== 'execute') useCompileCache(import.meta.dirname);
await import('./command-line.ts');
