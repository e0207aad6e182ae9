/** A label with which somebody with write access accepts a failed gate. */
import type { GateDecision } from '../../verdict/gate.ts';
import { type Outcome, outcomeOf, whatIsWorse } from '../../verdict/outcome.ts';
import type { ExperimentResult } from '../../verdict/result.ts';
import type { GitHubClient } from '../client.ts';
import type { Acceptance, CommentState, StandingOutcome } from '../comment/comment-state.ts';
import type { PullRequestContext } from '../event/context.ts';
import { explainRefusal } from '../publish-error.ts';
import { eventsAnswer, labelledAnswer } from '../request/answers.ts';
import { listPages, PAGE_SIZE } from '../request/list-pages.ts';
import { hasWriteAccess } from '../write-access.ts';

export interface AcceptedResult {
  readonly result: ExperimentResult;
  readonly accepted: Acceptance | null;
  readonly last: StandingOutcome;
}

interface PlacedLabel {
  readonly by: string;
  readonly mayAccept: boolean;
  readonly event: number;
  readonly head: string;
}
/** Also `not there` where no gate has failed. */
export type FoundLabel = PlacedLabel | { readonly untoldBy: string } | 'not there';

interface AcceptanceRequest {
  readonly client: GitHubClient;
  readonly pullRequest: Pick<PullRequestContext, 'repository' | 'number'>;
  readonly label: string;
}

/**
 * Asks GitHub who placed the label, because the event is as old as the run.
 *
 * @throws PublishError if GitHub does not tell; the gate then stays as it is
 */
export async function findLabel(
  { gate }: ExperimentResult,
  { client, pullRequest, label }: AcceptanceRequest,
): Promise<FoundLabel> {
  if (gate.passed || label === '') return 'not there';
  return placedLabel(client, pullRequest, label).catch((error: unknown) => {
    throw explainRefusal(error, `read who placed the label "${label}"`, 'pull-requests');
  });
}

interface Judged {
  readonly label: string;
  readonly found: FoundLabel;
  readonly commit: string;
  /** Pull request for which a merge queue made the commit. */
  readonly queued: number | null;
  readonly state: CommentState | null;
}

/**
 * Makes a failed gate neutral if somebody with write access placed the label on a failure that the comment showed.
 * A worse result fails again. Events are ordered by number, because clocks of runners differ. In a merge queue the
 * acceptance of the pull request's head counts.
 */
export function applyAcceptance(
  result: ExperimentResult,
  { label, found: placed, commit, queued, state }: Judged,
): AcceptedResult {
  const earlier = state?.accepted ?? null;
  const found = outcomeOf(result, commit);
  const withoutLabel = { result, accepted: null, last: { ...found, label: null } };
  if (result.gate.passed || label === '') return { ...withoutLabel, accepted: earlier };
  if (placed === 'not there') return withoutLabel;
  const refusedResult = (why: string) => withGate(result, refused(result.gate, why));
  if ('untoldBy' in placed) {
    const why = `the label "${label}" does not count, because ${placed.untoldBy} does not tell who placed it`;
    return { ...withoutLabel, result: refusedResult(why) };
  }
  const { by, mayAccept, event, head } = placed;
  const last = { ...found, label: event };
  const withheld = (why: string) => ({ result: refusedResult(why), accepted: null, last });
  if (!mayAccept) return withheld(`the label "${label}" does not count, because ${by} has no write access`);
  const outcome = earlier?.event === event ? earlier.outcome : seenBy(event, state);
  if (queued !== null && state?.last?.commit !== head)
    return withheld(
      `the label "${label}" is on pull request #${queued}, which has no result for its head ${head.slice(0, 7)} yet; run the job there first`,
    );
  if (outcome === null)
    return withheld(
      `${by} placed the label "${label}" before this failure; remove it and place it again to accept the failure`,
    );
  const accepted = { event, by, outcome };
  const now = queued === null ? found : { ...found, commit: head };
  return { result: withGate(result, decide(result.gate, now, accepted, label)), accepted, last };
}

/** @returns the failure that the comment showed when the label was placed */
function seenBy(event: number, state: CommentState | null): Outcome | null {
  const last = state?.last ?? null;
  return last !== null && last.failed.length > 0 && last.label !== event ? last : null;
}

function decide(gate: GateDecision, now: Outcome, { by, outcome }: Acceptance, label: string): GateDecision {
  const commit = outcome.commit.slice(0, 7);
  const worse = whatIsWorse(now, outcome);
  if (worse !== null) {
    const again = `remove the label "${label}" and place it again to accept this`;
    return refused(gate, `${by} accepted the result at ${commit}, but this one is worse: ${worse}; ${again}`);
  }
  const told = `${by} accepted it at ${commit} with the label "${label}"`;
  return {
    ...gate,
    passed: true,
    conclusion: 'neutral',
    reason: `${gate.reason}; ${told}`,
    label: told,
  };
}

function refused(gate: GateDecision, why: string): GateDecision {
  return { ...gate, reason: `${gate.reason}; ${why}`, label: why };
}

function withGate(result: ExperimentResult, gate: GateDecision): ExperimentResult {
  return { ...result, gate };
}

/** Asks for the labels too, because deleting a label leaves no event. */
async function placedLabel(
  client: GitHubClient,
  { repository, number }: AcceptanceRequest['pullRequest'],
  label: string,
): Promise<FoundLabel> {
  // Labels on GitHub ignore case.
  const isLabel = (name: string | undefined) => name?.toLowerCase() === label.toLowerCase();
  const { data: pull } = await client.rest.pulls.get({
    ...repository,
    pull_number: number,
    request: { answer: labelledAnswer },
  });
  if (!pull.labels.some(({ name }) => isLabel(name))) return 'not there';
  if (!client.server.isGitHub) return { untoldBy: client.server.name };
  const events = await listPages(async (page) => {
    const query = { ...repository, issue_number: number, per_page: PAGE_SIZE, page };
    const answer = await client.rest.issues.listEvents({ ...query, request: { answer: eventsAnswer } });
    return { items: eventsAnswer.parse(answer.data), headers: answer.headers };
  });
  const [last] = events.filter(({ label }) => isLabel(label?.name)).slice(-1);
  if (last?.event !== 'labeled' || last.actor == null) return 'not there';
  const by = last.actor.login;
  const mayAccept = await hasWriteAccess(client, repository, by);
  return { by, mayAccept, event: last.id, head: pull.head.sha };
}
