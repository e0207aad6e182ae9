/** Publishes to a new loopback GitHub, for tests of what readers see. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import type { EventContext, PullRequestContext } from '../../../src/github/event/context.ts';
import {
  type CommentMode,
  clientOf,
  type Destination,
  destinationOf,
} from '../../../src/github/publish/destination.ts';
import { type PublishRequest, publish } from '../../../src/github/publish/publish.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { publishRequest } from '../../support/publish-request.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';
import { PULL_REQUEST } from '../pull-request.ts';

const baseline = draws('baseline', 20, 0.69, 0.01);
export const resultOf = (by: number, checks: readonly Check[] = []): ExperimentResult => {
  const result = sampleResult({
    metrics: [MACRO_F1],
    baseline: { macro_f1: baseline },
    variants: { head: { macro_f1: moved(baseline, 'head', by, 0.002) } },
  });
  return { ...result, checks: [...result.checks, ...checks] };
};
export const equivalent = resultOf(0);
export let github: LoopbackGitHub;
export let folder: string;
export let log: string[];
export let kept: ExperimentResult[];
beforeEach(async () => {
  github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  github.push(...['b', 'c', 'd'].map((digit) => digit.repeat(40)));
  folder = await mkdtemp(join(tmpdir(), 'conclusive-publish-'));
  await writeFile(join(folder, 'output'), '');
  vi.stubEnv('GITHUB_OUTPUT', join(folder, 'output'));
  log = [];
  kept = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});
afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
  expect(github.violations).toEqual([]);
});

export const CONTEXT: PullRequestContext = {
  ...PULL_REQUEST,
  runUrl: 'https://github.com/acme/models/actions/runs/42',
};

interface Place {
  readonly config?: string | undefined;
  readonly token?: string | undefined;
  readonly context?: EventContext | undefined;
  /** Head of the pull request. */
  readonly head?: string | undefined;
}

export function destination({
  config = 'conclusive.yml',
  token = github.token,
  head = CONTEXT.head.ref,
  context = { ...CONTEXT, head: { ref: head, name: 'topic' } },
}: Place = {}): Destination {
  const place = { config, token, check: true, mode: 'measure' as const };
  return destinationOf(context, place, clientOf(place, github.url, github.time));
}

export const run = (
  mode: CommentMode,
  { config, token, head, context, ...changes }: Place & Partial<PublishRequest> = {},
) =>
  publish({
    ...publishRequest(destination({ config, token, head, context }), folder),
    result: equivalent,
    mode,
    keep: async (result) => void kept.push(result),
    ...changes,
  });
