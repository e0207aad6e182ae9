#!/usr/bin/env node
/** Entry of dist/cli.js. What it imports would be compiled before there is a cache, so the command line is loaded by a call. */
import { useCompileCache } from '../train/process/compile-cache.ts';

// What a node of a queue executes may belong to the action, which keeps nothing.
if (process.argv[2] !== 'execute') useCompileCache(import.meta.dirname);
await import('./command-line.ts');
