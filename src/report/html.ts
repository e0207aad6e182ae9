/** The result as one self-contained HTML page: no other host, and nothing that a run wrote is markup. */
import type { ExperimentResult } from '../verdict/result.ts';
import { renderPage } from './page/page.ts';
import { viewOf } from './view.ts';

export function renderHtml(result: ExperimentResult): string {
  return renderPage(viewOf(result));
}
