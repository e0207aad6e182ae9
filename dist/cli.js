#!/usr/bin/env node
import{i as useCompileCache}from"./compile-cache.js";useCompileCache(import.meta.dirname);await import(`./command-line.js`);export{};