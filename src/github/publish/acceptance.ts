/** A label by which somebody with write access takes responsibility for a failed gate. */
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
  /** Both to be remembered in the comment. */
  readonly accepted: Acceptance | null;
  readonly last: StandingOutcome;
}

/** The last time that the label was placed, if it is there now. */
interface PlacedLabel {
  readonly by: string;
  readonly mayAccept: boolean;
  readonly event: number;
  /** Of the pull request, now. */
  readonly head: string;
}
/** `not there`: also where nothing has failed that it could be for. */
export type FoundLabel = PlacedLabel | 'by whom is not told' | 'not there';

interface AcceptanceRequest {
  readonly client: GitHubClient;
  readonly pullRequest: Pick<PullRequestContext, 'repository' | 'number'>;
  /** Name of the label; '' honours none. */
  readonly label: string;
}

/**
 * Who placed it is read from GitHub and not from the event, which is as old as the run. Nothing is asked where the gate has passed.
 *
 * @throws PublishError where GitHub does not tell: the gate then stands as it is
 */
export async function findLabel(
  { gate }: ExperimentResult,
  { client, pullRequest, label }: AcceptanceRequest,
): Promise<FoundLabel> {
  if (gate.passed || label === '') return 'not there';
  try {
    return await placedLabel(client, pullRequest, label);
  } catch (error) {
    throw explainRefusal(error, `read who placed the label "${label}"`, 'pull-requests');
  }
}

interface Judged {
  readonly label: string;
  readonly found: FoundLabel;
  /** Of the result. */
  readonly commit: string;
  /** The pull request of which a merge queue has made the commit; null where it is none of a queue. */
  readonly queued: number | null;
  /** What the comment remembers; null where there is none. */
  readonly state: CommentState | null;
  /** Name of GitHub here. */
  readonly server: string;
}

/**
 * Turns a failed gate into a neutral one where the label was placed by somebody with write access, for what stood on the
 * pull request then: a failure that nobody has seen yet is accepted by nobody. Placing the label anew is a new acceptance;
 * until then a result that is worse fails again. Before and after are told by the numbers of GitHub's events, as the clocks of
 * runners may differ. What a merge queue has made of a pull request is held against what was accepted there, if that is said of
 * its head.
 */
export function applyAcceptance(
  result: ExperimentResult,
  { label, found: placed, commit, queued, state, server }: Judged,
): AcceptedResult {
  const earlier = state?.accepted ?? null;
  const found = outcomeOf(result, commit);
  const withoutLabel = { result, accepted: null, last: { ...found, label: null } };
  if (result.gate.passed || label === '') return { ...withoutLabel, accepted: earlier };
  if (placed === 'not there') return withoutLabel;
  const refusedResult = (why: string) => withGate(result, refused(result.gate, why));
  if (placed === 'by whom is not told') {
    const why = `the label "${label}" does not count, because ${server} does not tell who placed it`;
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

/**
 * Who places a label has seen what stands in the comment.
 *
 * @returns null where no failure stood there, or nobody can tell any more
 */
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
  return {
    ...gate,
    passed: true,
    conclusion: 'neutral',
    reason: `${gate.reason}; ${by} accepted it at ${commit} with the label "${label}"`,
  };
}

function refused(gate: GateDecision, why: string): GateDecision {
  return { ...gate, reason: `${gate.reason}; ${why}` };
}

function withGate(result: ExperimentResult, gate: GateDecision): ExperimentResult {
  return { ...result, gate };
}

/** A label that was deleted from the repository leaves no event: whether it is there says the pull request. */
async function placedLabel(
  client: GitHubClient,
  { repository, number }: AcceptanceRequest['pullRequest'],
  label: string,
): Promise<FoundLabel> {
  // GitHub takes names of labels for the same whatever their case.
  const isLabel = (name: string | undefined) => name?.toLowerCase() === label.toLowerCase();
  const { data: pull } = await client.rest.pulls.get({
    ...repository,
    pull_number: number,
    request: { answer: labelledAnswer },
  });
  if (!pull.labels.some(({ name }) => isLabel(name))) return 'not there';
  if (!client.server.tellsRights) return 'by whom is not told';
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
