export const METRIC_GATE_REASONS = ['regression', 'inconclusive', 'equivalent'] as const;
export const WARN_REASONS = [
  ...METRIC_GATE_REASONS,
  'overfitting',
  'slices',
  'reference',
  'invalid',
  'not-supported',
] as const;
export const GATE_REASONS = [...WARN_REASONS, 'never'] as const;
