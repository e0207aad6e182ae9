import { ConfigError } from '../../src/config/file/config-error.ts';
import { parseConfig } from '../support/parse-config.ts';

export const MINIMAL = `trainer: { module: model.ts }
models: { variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy }]
`;

/** What a config is refused with. */
export function messageOf(text: string): string {
  try {
    parseConfig(text, 'conclusive.yml');
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the config was accepted');
}
