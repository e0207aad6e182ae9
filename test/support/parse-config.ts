import { CONFIG_SCHEMA } from '../../src/checks/config-schema.ts';
import { type LoadedConfig, parseConfig as parse } from '../../src/config/file/load.ts';

/** A config as the program reads it, with the options of all checks. */
export function parseConfig(text: string, path: string): LoadedConfig {
  return parse(text, path, CONFIG_SCHEMA);
}
