import { join } from 'node:path';
import { notice } from '@actions/core';
import { readWhole } from '../files/open-file.ts';
import { readPayload } from '../github/event/read-payload.ts';
import { pagesBranch, publishPages, whyNoPages } from '../github/pages/publish-pages.ts';
import type { Destination } from '../github/publish/destination.ts';
import { tryToPublish } from '../github/publish/try-to-publish.ts';
import { entryOf } from '../report/history/history.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { ActionInputs } from './inputs.ts';

const MAX_PAGE_BYTES = 100 * 1024 * 1024;

/** With `publish: pages`. What cannot be published is told, and the verdict stands. */
export async function publishToPages(
  { inputs, destination }: { readonly inputs: ActionInputs; readonly destination: Destination },
  result: ExperimentResult,
  outputDirectory: string,
): Promise<void> {
  const { context, config } = destination;
  await tryToPublish(async () => {
    const payload = await readPayload(process.env.GITHUB_EVENT_PATH);
    const isByHand = inputs.head !== undefined || inputs.base !== undefined;
    const why = whyNoPages(context, process.env, payload, isByHand);
    const branch = pagesBranch(process.env, inputs.token);
    if (why !== null || branch === null) {
      notice(
        `publish: pages: nothing was published: ${why ?? "the runner does not give the repository's address"}`,
      );
      return;
    }
    // What draws pictures is large, and read only where there is one to draw.
    const { renderHistory } = await import('../report/history/history-page.ts');
    const html = readWhole(join(outputDirectory, 'report.html'), MAX_PAGE_BYTES).toString('utf8');
    const entry = entryOf(result, context.head.ref, new Date());
    await publishPages({ branch, config, entry, html, renderHistory });
  });
}
