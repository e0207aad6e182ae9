/** Spawns the shipped action like a runner: Node 24, variables, files for outputs and summary. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commentMarker } from '../../../../src/github/comment/comment-state.ts';
import { type LoopbackGitHub, WORKFLOW_BOT } from '../../../support/loopback-github/index.ts';
import { runtimeToken } from '../../../support/loopback-github/results.ts';
import { findNode24 } from '../../../support/node24.ts';
import { pullRequestOf, workflowRunOf } from './event-payloads.ts';
import type { Workspace } from './workspace.ts';

/** CONCLUSIVE_DIST selects another build. */
const DIST = process.env.CONCLUSIVE_DIST ?? fileURLToPath(new URL('../../../../dist', import.meta.url));

export const MAIN = 'refs/heads/main';
export const PULL = 'refs/pull/7/merge';
/** Id of the run of a fork. */
export const MEASURED = 41;

/** A secret of the step, for which train.mjs searches. */
const STEP_SECRET = 'secret-loopback';

export interface ActionRun {
  readonly node: string;
  readonly workspace: Workspace;
  readonly github: LoopbackGitHub;
  readonly event: string;
  readonly payload: object;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the run has no output folder of an earlier one. */
  readonly isFresh?: boolean;
  /** Cancels the step when the log says this. */
  readonly cancelAt?: string;
  /** Cancels the step when this file exists. */
  readonly cancelAtFile?: string;
  /** Time from cancel to kill, 10 s by default like a runner; 0 kills at once. */
  readonly killAfterMs?: number;
  onStarted?(pid: number | undefined): void;
}

export interface ActionEnd {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs on the event of the workspace's pull request by default. */
export function runOnPullRequest(run: GivenRun): Promise<ActionEnd> {
  const node = findNode24() ?? '';
  return runAction({ node, event: 'pull_request', payload: pullRequestOf(run.workspace), ...run });
}

let nextRun = 100;

/** A run with its own id, on a new machine with caches and artifacts. It posts nothing by default, because that takes seconds. */
export function runJob({ ref = PULL, environment, inputs, ...run }: GivenRun & { readonly ref?: string }) {
  const services = servicesOf(run.github, { run: nextRun++, scope: ref });
  return runOnPullRequest({
    isFresh: true,
    ...run,
    inputs: { token: '', ...inputs },
    environment: { ...services, ...environment },
  });
}

type GivenRun = Pick<ActionRun, 'workspace' | 'github'> & Partial<ActionRun>;

/** The fork's own run, whose token may only read. */
export function measureFork({ environment, ...run }: GivenRun): Promise<ActionEnd> {
  const services = servicesOf(run.github, { run: MEASURED, scope: PULL });
  const payload = pullRequestOf(run.workspace, { fork: true });
  return runOnPullRequest({
    isFresh: true,
    payload,
    ...run,
    environment: { ...services, ...environment },
  });
}

/** The base's run that publishes what the fork's run measured. */
export function publishFork(
  { environment, inputs, ...run }: GivenRun,
  conclusion = 'success',
): Promise<ActionEnd> {
  const { workspace, github } = run;
  const services = servicesOf(github, { run: 42, scope: MAIN });
  return runOnPullRequest({
    ...run,
    isFresh: true,
    event: 'workflow_run',
    payload: workflowRunOf(workspace, MEASURED, conclusion),
    inputs: { mode: 'publish', ...inputs },
    environment: { ...services, GITHUB_SHA: workspace.base, GITHUB_REF_NAME: 'main', ...environment },
  });
}

/** Variables of the services for caches and artifacts. The run may write the cache of its own ref. */
export function servicesOf(
  { url }: LoopbackGitHub,
  { run, scope }: { readonly run: number; readonly scope: string },
): Readonly<Record<string, string>> {
  return {
    ACTIONS_RESULTS_URL: `${url}/`,
    ACTIONS_CACHE_SERVICE_V2: 'true',
    ACTIONS_RUNTIME_TOKEN: runtimeToken({ run, scopes: [...new Set([scope, MAIN])] }),
    GITHUB_RUN_ID: String(run),
  };
}

export async function runAction(run: ActionRun): Promise<ActionEnd> {
  const { base, head, merge } = run.workspace;
  run.github.push(base, head, merge);
  const files = await mkdtemp(join(run.workspace.folder, 'run-'));
  const event = join(files, 'event.json');
  const output = join(files, 'output');
  const summary = join(files, 'summary.md');
  await writeFile(event, JSON.stringify(run.payload));
  await writeFile(output, '');
  await writeFile(summary, '');

  const inputs = {
    token: run.github.token,
    ...(run.isFresh === true ? { 'output-directory': join(files, 'results') } : {}),
    ...run.inputs,
  };
  const { GITHUB_WORKSPACE: other = '' } = run.environment ?? {};
  const child = spawn(run.node, [resolve(DIST, 'action.js')], {
    cwd: isAbsolute(other) && existsSync(`${other}/.`) ? other : run.workspace.checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      HOME: run.workspace.folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: run.github.url,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/models',
      GITHUB_RUN_ID: '42',
      GITHUB_SHA: run.workspace.merge,
      GITHUB_REF: PULL,
      GITHUB_REF_NAME: '7/merge',
      GITHUB_EVENT_NAME: run.event,
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: output,
      ACTIONS_RUNTIME_TOKEN: runtimeToken({ run: 42, scopes: [PULL, MAIN] }),
      DEPLOY_SECRET: STEP_SECRET,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: run.workspace.checkout,
      RUNNER_TEMP: run.workspace.temporary,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...run.environment,
    },
  });
  run.onStarted?.(child.pid);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  let seen = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (run.cancelAt === undefined || seen.includes(run.cancelAt)) return;
    seen += chunk;
    if (seen.includes(run.cancelAt)) child.kill('SIGINT');
  });
  if (run.cancelAtFile !== undefined) {
    const { cancelAtFile: file, killAfterMs = 10_000 } = run;
    while (child.exitCode === null && !existsSync(file)) await sleep(50);
    if (killAfterMs > 0) child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  }
  const [out, error, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return {
    exitCode,
    log: out + error,
    outputs: readOutputs(await readFile(output, 'utf8')),
    summary: await readFile(summary, 'utf8'),
  };
}

/** Comments of the usual config. */
export function ownComments({ comments }: LoopbackGitHub): LoopbackGitHub['comments'] {
  const marker = commentMarker('conclusive.yml');
  return comments.filter(({ author, body }) => author === WORKFLOW_BOT && body.startsWith(marker));
}

export async function resultOf({ outputs }: Pick<ActionEnd, 'outputs'>) {
  if (!outputs.result) throw new Error('the action has no result');
  return JSON.parse(await readFile(outputs.result, 'utf8'));
}

/** Numbers of trained and reused runs. */
export async function costsOf(end: Pick<ActionEnd, 'outputs'>): Promise<unknown> {
  return (await resultOf(end)).runs;
}

/** The runner's format: NAME<<DELIMITER, lines, DELIMITER. */
function readOutputs(file: string): Record<string, string> {
  const blocks = file.matchAll(/^(?<name>[^\n<]+)<<(?<delimiter>\S+)\n(?<value>[\s\S]*?)\n\k<delimiter>$/gm);
  return Object.fromEntries([...blocks].map(({ groups }) => [groups?.name ?? '', groups?.value ?? '']));
}
