import { parse } from 'yaml';
import { findDeepNesting } from '../config/file/yaml-depth.ts';

/** Aliases may be used; nested ones that multiply into millions of values are an attack. */
const UNTRUSTED = {
  maxAliasCount: 100,
  logLevel: 'silent',
  // For each of thousands of errors it would search the text for the line.
  prettyErrors: false,
} as const;
/** More than any log or workflow has. */
const MAX_DEPTH = 50;

/** @throws for what is no YAML, and for what is nested too deep */
export function parseUntrustedYaml(text: string): unknown {
  if (findDeepNesting(text, MAX_DEPTH) !== null)
    throw new Error(`is nested more than ${MAX_DEPTH} levels deep`);
  return parse(text, UNTRUSTED);
}

/** What a text that others wrote holds; undefined where it is no YAML. */
export function tryParseYaml(text: string): unknown {
  try {
    return parseUntrustedYaml(text);
  } catch {
    return undefined;
  }
}
