/** A label by which somebody with write access takes responsibility for a failed gate. */
import type { GateDecision } from '../verdict/gate.ts';
import { type Outcome, outcomeOf, whatIsWorse } from '../verdict/outcome.ts';
import type { ExperimentResult } from '../verdict/result.ts';
import type { GitHubClient } from './client.ts';
import type { Acceptance, CommentState, StandingOutcome } from './comment-state.ts';
import type { PullRequestContext } from './context.ts';
import { explainRefusal } from './publish-error.ts';
import { hasWriteAccess } from './write-access.ts';

const PAGE_SIZE = 100;

export interface AcceptedResult {
  readonly result: ExperimentResult;
  /** Both to be remembered in the comment. */
  readonly accepted: Acceptance | null;
  readonly last: StandingOutcome;
}

export interface AcceptanceRequest {
  readonly client: GitHubClient;
  readonly context: PullRequestContext;
  /** Name of the label; '' honours none. */
  readonly label: string;
  /** What the comment remembers; null where there is none. */
  readonly state: CommentState | null;
}

/**
 * Turns a failed gate into a neutral one where the label was placed by somebody with write access, for what stood on the
 * pull request then: a failure that nobody has seen yet is accepted by nobody. Who placed it is read from GitHub and not
 * from the event, which is as old as the run. Placing the label anew is a new acceptance; until then a result that is
 * worse fails again. Before and after are told by the numbers of GitHub's events, as the clocks of runners may differ.
 *
 * @throws PublishError where GitHub does not tell: the gate then stands as it is
 */
export async function applyAcceptance(
  result: ExperimentResult,
  { client, context, label, state }: AcceptanceRequest,
): Promise<AcceptedResult> {
  const earlier = state?.accepted ?? null;
  const found = outcomeOf(result, context.head.ref);
  if (result.gate.passed || label === '')
    return { result, accepted: earlier, last: { ...found, label: null } };
  try {
    const placed = await findLabel(client, context, label);
    if (placed === null) return { result, accepted: null, last: { ...found, label: null } };
    const { by, event } = placed;
    const last = { ...found, label: event };
    if (!(await hasWriteAccess(client, context.repository, by))) {
      const why = `the label "${label}" was placed by ${by}, who has no write access`;
      return { result: withGate(result, refused(result.gate, why)), accepted: null, last };
    }
    const outcome = earlier?.event === event ? earlier.outcome : seenBy(event, state);
    if (outcome === null) {
      const why = `the label "${label}" was placed by ${by} before there was a failure to accept; take it off and place it again to accept this`;
      return { result: withGate(result, refused(result.gate, why)), accepted: null, last };
    }
    const accepted = { event, by, outcome };
    return { result: withGate(result, decide(result.gate, found, accepted, label)), accepted, last };
  } catch (error) {
    throw explainRefusal(error, `read who placed the label "${label}"`, 'pull-requests');
  }
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
    const again = `take the label "${label}" off and place it again to accept this`;
    return refused(gate, `${by} accepted what was found at ${commit}, and this is worse: ${worse}; ${again}`);
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

/** The last time that the label was placed, unless it was taken off since. */
async function findLabel(
  client: GitHubClient,
  { repository, number }: PullRequestContext,
  label: string,
): Promise<{ readonly by: string; readonly event: number } | null> {
  const issue = { ...repository, issue_number: number, per_page: PAGE_SIZE };
  let found: { by: string; event: number } | null = null;
  for await (const { data } of client.paginate.iterator(client.rest.issues.listEvents, issue)) {
    for (const event of data) {
      // GitHub takes names of labels for the same whatever their case.
      if (!('label' in event) || event.label.name?.toLowerCase() !== label.toLowerCase()) continue;
      const isPlaced = event.event === 'labeled' && event.actor !== null;
      found = isPlaced ? { by: event.actor.login, event: event.id } : null;
    }
  }
  return found;
}
