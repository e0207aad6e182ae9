import { parse } from 'yaml';

/** Aliases may be used; nested ones that multiply into millions of values are an attack. */
export const UNTRUSTED = { maxAliasCount: 100, logLevel: 'silent' } as const;

/** What a text that others wrote holds; undefined where it is no YAML. */
export function tryParseYaml(text: string): unknown {
  try {
    return parse(text, UNTRUSTED);
  } catch {
    return undefined;
  }
}
