/** The check on the commit, or a commit status where GitHub refuses it. */
import { createHash, randomUUID } from 'node:crypto';
import type { GitHubClient } from '../client.ts';
import { USUAL_CONFIG } from '../config-identity.ts';
import { explainRefusal, isForbidden, isUnprocessable } from '../publish-error.ts';
import { checksAnswer, createdAnswer } from '../request/answers.ts';
import { PAGE_SIZE } from '../request/list-pages.ts';
import { isAnswerLost } from '../request/retries.ts';

/** GitHub's limits. */
export const MAX_ANNOTATIONS = 50;
export const MAX_CHECK_SUMMARY_CHARS = 65_535;
const MAX_CREATIONS = 3;
const MAX_TITLE_CHARS = 255;
const MAX_STATUS_CHARS = 140;
const MAX_PATH_CHARS = 80;

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

export interface CheckReport {
  readonly conclusion: 'success' | 'neutral' | 'failure' | 'cancelled';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
}

export interface CheckPlace {
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Head of the pull request: checks on its merge commit have no effect. */
  readonly commit: string;
  readonly name: string;
  readonly runUrl: string | null;
}

/**
 * Unique for each config, so that a branch protection can require it.
 *
 * @param mayBeProposed whether a commit judged by its own config may be the head of a pull request, whose
 *   branch protection that must not satisfy
 */
export function checkName(config: string, mayBeProposed = false): string {
  const name = config === USUAL_CONFIG ? 'conclusive' : `conclusive (${shortPath(config)})`;
  return mayBeProposed ? `${name}, by its own config` : name;
}

function shortPath(config: string): string {
  if (config.length <= MAX_PATH_CHARS) return config;
  const digest = createHash('sha256').update(config).digest('hex').slice(0, 8);
  return `${config.slice(0, MAX_PATH_CHARS - digest.length - 1)}…${digest}`;
}

/**
 * Creates the completed check in one request, since an unfinished one would outlive a killed job.
 *
 * @returns a note where it lacks annotations or is a commit status
 * @throws PublishError with the reason why there is no check
 */
export async function publishCheck(
  client: GitHubClient,
  place: CheckPlace,
  report: CheckReport,
): Promise<string | null> {
  const what = `create the check "${place.name}"`;
  if (!client.server.isGitHub) {
    await createStatus(client, place, report).catch((error: unknown) => {
      throw explainRefusal(error, `create the commit status "${place.name}"`, 'contents');
    });
    return null;
  }
  try {
    return await createWholeOrBare(client, place, report);
  } catch (error) {
    const refusal = explainRefusal(error, what, 'checks');
    if (!isForbidden(error) && !isUnprocessable(error)) throw refusal;
    try {
      await createStatus(client, place, report);
    } catch {
      // The reader can fix what prevented the check.
      const nothing = `${what}, nor a commit status instead; only the step's own result is available`;
      throw explainRefusal(error, nothing, 'checks');
    }
    return `${refusal.message}\nA commit status was posted instead.`;
  }
}

/** Tries again without annotations, because GitHub may reject them. */
async function createWholeOrBare(
  client: GitHubClient,
  place: CheckPlace,
  report: CheckReport,
): Promise<string | null> {
  try {
    await createCheck(client, place, report);
    return null;
  } catch (error) {
    if (!isUnprocessable(error) || report.annotations.length === 0) throw error;
    await createCheck(client, place, { ...report, annotations: [] });
    const { message } = explainRefusal(error, 'create the check with annotations', 'checks');
    return `the check "${place.name}" has no annotations: ${message}`;
  }
}

/** Looks for the check before it repeats a request whose answer was lost. */
async function createCheck(client: GitHubClient, place: CheckPlace, report: CheckReport): Promise<void> {
  const id = randomUUID();
  for (let times = 1; ; times++) {
    try {
      return await createOnce(client, place, report, id);
    } catch (error) {
      if (!isAnswerLost(error) || times === MAX_CREATIONS) throw error;
      await client.deadline.sleep(1000 * times ** 2);
      if (await isThere(client, place, id)) return;
    }
  }
}

async function createOnce(
  client: GitHubClient,
  { repository, commit, name, runUrl }: CheckPlace,
  { conclusion, title, summary, annotations }: CheckReport,
  external_id: string,
): Promise<void> {
  await client.rest.checks.create({
    ...repository,
    name,
    head_sha: commit,
    external_id,
    status: 'completed',
    conclusion,
    ...(runUrl === null ? {} : { details_url: runUrl }),
    output: {
      title: shorten(title, MAX_TITLE_CHARS),
      summary,
      annotations: annotations.slice(0, MAX_ANNOTATIONS),
    },
    request: { answer: createdAnswer, once: true },
  });
}

/** Assumes false if checks may not be read, since GitHub shows the last check of a name. */
async function isThere(
  client: GitHubClient,
  { repository, commit, name }: CheckPlace,
  id: string,
): Promise<boolean> {
  try {
    const query = { ...repository, ref: commit, check_name: name, per_page: PAGE_SIZE };
    const { data } = await client.rest.checks.listForRef({ ...query, request: { answer: checksAnswer } });
    return data.check_runs.some(({ external_id }) => external_id === id);
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
}

/** A status has no state "neutral". */
async function createStatus(client: GitHubClient, place: CheckPlace, report: CheckReport): Promise<void> {
  const { repository, commit, name, runUrl } = place;
  const { conclusion, title } = report;
  const states = { success: 'success', neutral: 'success', failure: 'failure', cancelled: 'error' } as const;
  const words = conclusion === 'neutral' ? `neutral: ${title}` : title;
  await client.rest.repos.createCommitStatus({
    ...repository,
    sha: commit,
    state: states[conclusion],
    context: name,
    description: shorten(words, MAX_STATUS_CHARS),
    ...(runUrl === null ? {} : { target_url: runUrl }),
    request: { answer: createdAnswer },
  });
}

/** Never splits a surrogate pair. */
function shorten(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
