import type { ExperimentResult } from '../verdict/result.ts';
import { headline } from './content/headline/headline.ts';
import { plainText } from './format/plain.ts';
import { viewOf } from './view.ts';

/** The headline as plain text. */
export function renderTitle(result: ExperimentResult): string {
  return plainText(headline(viewOf(result)));
}
