#!/usr/bin/env node
/** Entry of dist/cli.js. Static imports would be compiled before the cache is in use, so the command line is imported dynamically. */
import { useCompileCache } from './compile-cache.ts';

// A node's `execute` may belong to the action, which keeps no compiled code.
if (process.argv[2] !== 'execute') useCompileCache(import.meta.dirname);
await import('./command-line.ts');
