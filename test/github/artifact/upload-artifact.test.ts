import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { uploadArtifact } from '../../../src/github/artifact/upload-artifact.ts';
import type { EventContext } from '../../../src/github/event/context.ts';
import type { LoopbackGitHub } from '../../support/loopback-github/index.ts';
import { servicesOf, test } from '../../support/runner-services.ts';
import { entriesOf } from '../../support/zip.ts';

const OWN = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const CONTEXT: EventContext = {
  kind: 'commits',
  repository: { owner: 'acme', repo: 'models' },
  base: null,
  head: { ref: 'b'.repeat(40), name: 'main' },
  governedByBase: false,
  baseIfGone: null,
  queued: null,
  mayBeProposed: false,
  runUrl: 'https://github.com/acme/models/actions/runs/41',
  run: { id: 41, attempt: 3 },
};
const upload = (github: LoopbackGitHub, output: string) =>
  uploadArtifact({
    services: servicesOf(github),
    context: CONTEXT,
    config: 'conclusive.yml',
    output,
    fingerprints: [OWN],
    withinMs: 60_000,
  });

test('report and records of the comparison are uploaded, without links and without the records of others', async ({
  github,
  folder,
}) => {
  await mkdir(join(folder, 'runs'));
  await mkdir(join(folder, 'checks/runs'), { recursive: true });
  for (const path of [
    'result.json',
    'report.md',
    `runs/${OWN}.json`,
    `runs/${OTHER}.json`,
    `checks/runs/${OTHER}.json`,
  ])
    await writeFile(join(folder, path), '{}');
  await writeFile(join(folder, 'secret'), 'x');
  await symlink(join(folder, 'secret'), join(folder, 'report.html'));
  expect(await upload(github, folder)).toEqual({
    artifact: 'https://github.com/acme/models/actions/runs/41/artifacts/500',
    page: null,
  });
  const [artifact] = github.results.artifacts;
  expect(artifact?.name).toBe('conclusive-3');
  const entries = await entriesOf(github.results.blobs.get(artifact?.blob ?? ''));
  const names = entries.map(({ name }) => name);
  expect(names.sort()).toEqual([`checks/runs/${OTHER}.json`, 'report.md', 'result.json', `runs/${OWN}.json`]);
});

test('the page lies by itself as well, as a file that a browser opens', async ({ github, folder }) => {
  await writeFile(join(folder, 'result.json'), '{}');
  await writeFile(join(folder, 'report.html'), '<!doctype html>the page');
  const address = 'https://github.com/acme/models/actions/runs/41/artifacts';
  expect(await upload(github, folder)).toEqual({ artifact: `${address}/500`, page: `${address}/501` });
  const [, page] = github.results.artifacts;
  expect(page?.name).toBe('conclusive-3-report.html');
  expect(github.results.blobs.get(page?.blob ?? '')?.toString()).toBe('<!doctype html>the page');
});

test('a page that cannot lie by itself is in the archive alone', async ({ github, folder }) => {
  await writeFile(join(folder, 'report.html'), '<!doctype html>the page');
  vi.stubEnv('RUNNER_TEMP', join(folder, 'missing'));
  expect(await upload(github, folder)).toMatchObject({ artifact: expect.any(String), page: null });
  expect(github.results.artifacts).toHaveLength(1);
});

test('nothing is uploaded where there is nothing, and a service that is out of reach is a warning', async ({
  github,
  folder,
}) => {
  expect(await upload(github, folder)).toBeNull();
  await writeFile(join(folder, 'result.json'), '{}');
  const services = { hasArtifacts: true, use: () => Promise.reject(new Error('out of reach')) };
  const request = {
    context: CONTEXT,
    config: 'conclusive.yml',
    output: folder,
    fingerprints: [],
    withinMs: 50,
  };
  expect(await uploadArtifact({ ...request, services })).toBeNull();
  expect(process.stdout.write).toHaveBeenCalledWith(expect.stringMatching(/^::warning::.*out of reach/));
  github.fail({ method: 'POST', path: /CreateArtifact/, times: 9, effect: 'hang' });
  expect(await uploadArtifact({ ...request, services: servicesOf(github) })).toBeNull();
  expect(process.stdout.write).toHaveBeenCalledWith(
    expect.stringMatching(/^::warning::.*nothing came within/),
  );
});
