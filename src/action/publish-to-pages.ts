import { join } from 'node:path';
import { notice } from '@actions/core';
import { readWhole } from '../files/open-file.ts';
import { readPayload } from '../github/event/read-payload.ts';
import { pagesBranch, publishPages, whyNoPages } from '../github/pages/publish-pages.ts';
import { tryToPublish } from '../github/publish/try-to-publish.ts';
import { entryOf } from '../report/history/history.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { Measurement } from './measurement.ts';

const MAX_PAGE_BYTES = 100 * 1024 * 1024;

/** With `publish: pages`, within what is left of the time for publishing. What cannot be published is told, and the verdict stands. */
export async function publishToPages(
  { inputs, destination, runner }: Pick<Measurement, 'inputs' | 'destination' | 'runner'>,
  result: ExperimentResult,
  outputDirectory: string,
): Promise<void> {
  const { context, config, deadline } = destination;
  await tryToPublish(async () => {
    const payload = await readPayload(runner.GITHUB_EVENT_PATH);
    const isByHand = inputs.head !== undefined || inputs.base !== undefined;
    const why = whyNoPages(context, runner, payload, isByHand);
    const branch = pagesBranch(runner, inputs.token);
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
    await publishPages({ branch, config, entry, html, renderHistory }, deadline);
  });
}
