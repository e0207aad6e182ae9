/**
 * No answer came, or none that can be used: a write may have happened all the same. It has the shape of Octokit's own error for
 * that, a status 500 without a response. The message completes "GitHub did not answer (...)".
 */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
  readonly status = 500;
}
