import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { GitHubClient } from '../../../src/github/client.ts';
import { downloadForkRecords, takeForkRecords } from '../../../src/github/fork/fork-records.ts';
import type { ForkRun } from '../../../src/github/fork/fork-run.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import { test } from '../../support/loopback-github/test.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { zipOf } from '../../support/zip.ts';
import { PULL_REQUEST } from '../pull-request.ts';

const RUN: ForkRun = {
  runId: 41,
  unfinished: null,
  context: {
    ...PULL_REQUEST,
    fork: true,
    mayGovernItself: false,
    runUrl: 'https://github.com/acme/models/actions/runs/41',
    run: { id: 41, attempt: 3 },
  },
};

describe('the records of a finished run', () => {
  const download = async (client: GitHubClient, changes: Partial<ForkRun> = {}) =>
    downloadForkRecords(client, { ...RUN, ...changes }, 'conclusive.yml', await temporaryFolder());

  test('are those of its newest attempt, without the token', async ({ github, client }) => {
    for (const attempt of [2, 10, 9]) github.results.addArtifact(`conclusive-${attempt}`, 41, zipOf([]));
    github.results.addArtifact('conclusive-99', 40, zipOf([]));
    github.results.addArtifact('conclusive-other.yml-01234567-11', 41, zipOf([]));
    expect((await download(client)).url).toBe('https://github.com/acme/models/actions/runs/41/artifacts/501');
    expect(github.services).toMatchObject([{ method: 'GET', path: expect.stringContaining('/storage/') }]);
  });

  test('that are not there, or may not be read, are told of with the fix', async ({ github, client }) => {
    await expect(download(client)).rejects.toThrow('the run has no artifact of conclusive.yml');
    github.permit('none', 'actions');
    await expect(download(client)).rejects.toThrow(/missing "actions: read"[\s\S]*\n {2}actions: read/);
  });

  test('of a run that ended before it measured are not asked for', async ({ github, client }) => {
    await expect(download(client, { unfinished: 'the run was cancelled' })).rejects.toThrow(
      'the run was cancelled, so there is nothing to publish; run it again',
    );
    expect(github.calls).toEqual([]);
  });
});

test('what was unpacked takes the place of what was there, checked anew', async () => {
  const folder = await temporaryFolder();
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const to = join(folder, 'output');
  const there = await openRunStore(to, warn);
  const brought = await openRunStore(join(folder, 'fork'), warn);
  await there.save(record('head', 1, { fingerprint: 'a'.repeat(64), metrics: { test: { accuracy: 0.1 } } }));
  await brought.save(
    record('head', 1, { fingerprint: 'a'.repeat(64), metrics: { test: { accuracy: 0.9 } } }),
  );
  await writeFile(join(folder, 'fork/runs', `${'b'.repeat(64)}.json`), '{ "schema": "conclusive.run/1" }');
  const claim = async () => {};
  const experiment = { output: to, claim, warn, models: [], looks: [], store: there };
  await takeForkRecords({ folder: join(folder, 'fork'), url: null }, experiment);
  expect((await there.list()).map(({ metrics }) => metrics)).toEqual([{ test: { accuracy: 0.9 } }]);
  expect(warnings.join()).toContain(`${'b'.repeat(64)}.json is not used`);
});
