#!/usr/bin/env node
import{i as useCompileCache}from"./compile-cache.js";if(process.argv[2]!==`execute`)useCompileCache(import.meta.dirname);await import(`./command-line.js`);export{};