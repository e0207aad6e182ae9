import type { Verdict } from '../analysis/comparison.ts';
import type { Config } from '../config/schema.ts';

export interface GateDecision {
  readonly passed: boolean;
  /** One sentence for the reader: which rule decided. */
  readonly reason: string;
}

/** Holds the verdict against the policy `gate.fail-on`. */
export function applyGate(verdict: Verdict, policy: Config['gate']): GateDecision {
  const failOn: readonly string[] = policy['fail-on'];
  if (failOn.includes('never')) return { passed: true, reason: 'gate.fail-on is never' };
  return failOn.includes(verdict)
    ? { passed: false, reason: `the verdict is ${verdict}, and gate.fail-on names it` }
    : {
        passed: true,
        reason: `the verdict is ${verdict}; gate.fail-on names ${failOn.join(', ') || 'nothing'}`,
      };
}
