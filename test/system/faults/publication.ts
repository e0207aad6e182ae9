/** One publication from beginning to end, with a fault in its way, and what a reader sees then. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { commentMarker, writeState } from '../../../src/github/comment/comment-state.ts';
import { type LiveComment, startLiveComment } from '../../../src/github/comment/live-comment.ts';
import { clientOf, destinationOf } from '../../../src/github/publish/destination.ts';
import { publish } from '../../../src/github/publish/publish.ts';
import { outcomeOf } from '../../../src/verdict/outcome.ts';
import type { ExperimentResult } from '../../../src/verdict/result.ts';
import { PULL_REQUEST } from '../../github/pull-request.ts';
import {
  type Effect,
  type LoopbackGitHub,
  startLoopbackGitHub,
  WORKFLOW_BOT,
} from '../../support/loopback-github/index.ts';
import { LABEL, publishRequest } from '../../support/publish-request.ts';
import { draws, MACRO_F1, moved, sampleResult } from '../../support/sample-results.ts';

const MARKER = commentMarker('conclusive.yml');
const OLD = '### ✅ Improvement: an old verdict';
export const VERDICT = '### ❌ `head` lowers';
const HEAD = PULL_REQUEST.head.ref;
const RUN_URL = 'https://github.com/acme/models/actions/runs/42';
/** Words of the language, or of a library, that say nothing to a reader. */
const RAW =
  /^\s+at .+:\d+|\b(?:TypeError|SyntaxError|RangeError|ZodError|AbortError)\b|Cannot read|is not a function|is not iterable|Unexpected (?:token|end)|fetch failed|\[object |undefined/m;

const baseline = draws('baseline', 12, 0.69, 0.01);
const worse: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: baseline },
  variants: { head: { macro_f1: moved(baseline, 'head', -0.05, 0.002) } },
});

/** What is done on GitHub, and which requests that is. */
const ENDPOINTS = {
  'list comments': ['GET', /\/issues\/7\/comments$/],
  'create a comment': ['POST', /\/issues\/7\/comments$/],
  'read a comment': ['GET', /\/issues\/comments\/\d+$/],
  'change a comment': ['PATCH', /\/issues\/comments\/\d+$/],
  'delete a comment': ['DELETE', /\/issues\/comments\/\d+$/],
  'who the token is': ['POST', /\/graphql$/],
  'create a check': ['POST', /\/check-runs$/],
  'read the pull request': ['GET', /\/pulls\/7$/],
  'list label events': ['GET', /\/issues\/7\/events$/],
  'read a permission': ['GET', /\/permission$/],
  anything: [null, /./],
} as const satisfies Record<string, readonly [string | null, RegExp]>;
export type Endpoint = keyof typeof ENDPOINTS;

/** `once`: then GitHub works again. `after training`: from then on; `always`: from the beginning. */
export type Lasting = 'once' | 'after training' | 'always';

export interface Seen {
  readonly hasVerdictHere: boolean;
  readonly hasVerdictInComment: boolean;
  /** Comments of ours in which a verdict stands. */
  readonly verdicts: number;
  readonly hasOldVerdict: boolean;
  /** First lines of our comments. */
  readonly comments: readonly string[];
  readonly isWarned: boolean;
  /** Whether a warning is of the comment. */
  readonly isCommentWarned: boolean;
  readonly raw: string | null;
  readonly seconds: number;
  readonly gates: readonly boolean[];
}

export function publishWith(endpoint: Endpoint, effect: Effect, lasting: Lasting): Promise<Seen> {
  const [method, path] = ENDPOINTS[endpoint];
  const break_ = (github: LoopbackGitHub) => {
    for (const one of method === null ? ['GET', 'POST', 'PATCH', 'DELETE'] : [method])
      github.fail({ method: one, path, times: lasting === 'once' ? 1 : 999, effect });
  };
  return publication({
    hasOld: endpoint !== 'create a comment',
    prepare(github) {
      if (lasting !== 'after training') break_(github);
    },
    async train({ github }) {
      if (lasting !== 'after training') return;
      await github.time.sleep(5000);
      break_(github);
    },
  });
}

interface Publication {
  /** Whether a verdict of an earlier run stands on the pull request, twice. */
  readonly hasOld: boolean;
  /** Whether the comment is written again with a link to it. */
  readonly hasArtifact?: boolean;
  prepare(github: LoopbackGitHub): void;
  /** What happens while the comment shows the progress. */
  train(during: { readonly github: LoopbackGitHub; readonly live: LiveComment }): Promise<void>;
}

export async function publication({
  hasOld,
  hasArtifact = true,
  prepare,
  train,
}: Publication): Promise<Seen> {
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-faults-'));
  const log: string[] = [];
  const output = join(folder, 'output');
  await writeFile(output, '');
  vi.stubEnv('GITHUB_OUTPUT', output);
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
  try {
    github.push(HEAD);
    // Where a comment is to be made, none stands; elsewhere an old verdict does, and a second one behind a hundred comments of others.
    if (hasOld) {
      const last = { ...outcomeOf(worse, 'c'.repeat(40)), label: null };
      const body = `${MARKER}\n${writeState({ run: { id: 41, attempt: 1 }, last, accepted: null })}\n${OLD}`;
      github.addComment(WORKFLOW_BOT, body);
      for (let count = 0; count < 120; count++) github.addComment('reviewer', 'fine');
      github.addComment(WORKFLOW_BOT, body);
    }
    github.setRole('octocat', 'read');
    github.label({ event: 'labeled', label: LABEL, by: 'octocat' });

    const place = { config: 'conclusive.yml', token: github.token, check: true, mode: 'measure' as const };
    const context = { ...PULL_REQUEST, runUrl: RUN_URL };
    const destination = destinationOf(context, place, clientOf(place, github.url, github.time));
    if (destination.comment === null) throw new Error('unreachable');
    prepare(github);
    const live = startLiveComment({
      comment: destination.comment,
      context,
      create: true,
      now: github.time.now,
    });
    await train({ github, live });
    const gates: boolean[] = [];
    const start = github.time.now();
    await publish({
      ...publishRequest(destination, folder),
      result: worse,
      live,
      onGate: ({ passed }) => void gates.push(passed),
      upload: async () => (hasArtifact ? { artifact: `${RUN_URL}/artifacts/500`, page: null } : null),
    });
    const seconds = (github.time.now() - start) / 1000;
    // What a server has held back until now is carried out after all.
    await github.time.sleep(120_000);
    const texts = github.comments.filter(({ author }) => author === WORKFLOW_BOT).map(({ body }) => body);
    const said = log.join('');
    const outputs = await readFile(output, 'utf8');
    const summary = await readFile(join(folder, 'summary.md'), 'utf8');
    const [raw = null] = RAW.exec(`${said}\n${summary}`) ?? [];
    return {
      hasVerdictHere: summary.includes(VERDICT) && /^verdict<<.*\nregression$/m.test(outputs),
      hasVerdictInComment: texts.some((text) => text.includes(VERDICT)),
      verdicts: texts.filter((text) => text.includes(VERDICT) || text.includes(OLD)).length,
      hasOldVerdict: texts.some((text) => text.includes(OLD)),
      comments: texts.map((text) => text.split('\n')[2] ?? ''),
      isWarned: /^::warning::cannot /m.test(said),
      isCommentWarned: /^::warning::cannot comment /m.test(said),
      raw: raw === null ? null : said.slice(Math.max(0, said.indexOf(raw) - 200), said.indexOf(raw) + 200),
      seconds,
      gates,
    };
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
    await github.close();
    await rm(folder, { recursive: true, force: true });
  }
}
