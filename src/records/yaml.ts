import { parse } from 'yaml';
import { findDeepNesting } from '../config/file/yaml-depth.ts';

/** Nested aliases can multiply into millions of values. */
const UNTRUSTED = {
  maxAliasCount: 100,
  // `silent` would also take what is broken: a name twice, a second document.
  logLevel: 'error',
  // The parser searches the text for the line of each error.
  prettyErrors: false,
} as const;
/** More than any log or workflow has. */
const MAX_DEPTH = 50;

/** @throws for invalid YAML and deep nesting */
export function parseUntrustedYaml(text: string): unknown {
  if (findDeepNesting(text, MAX_DEPTH) !== null)
    throw new Error(`is nested more than ${MAX_DEPTH} levels deep`);
  return parse(text, UNTRUSTED);
}

/** Parses untrusted text; undefined if it is not YAML. */
export function tryParseYaml(text: string): unknown {
  try {
    return parseUntrustedYaml(text);
  } catch {
    return undefined;
  }
}
