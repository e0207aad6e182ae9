interface Curve {
  readonly epochs: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly scores: ReadonlyArray<Readonly<Record<string, number>>>;
}

/**
 * Curves of runs that were evaluated at different steps, as evaluation by wall clock has it. They are interpolated
 * linearly at the steps of the shortest curve, within the range that all of them cover. Curves that share half of the
 * shortest one's epochs stay as they are.
 */
export function alignCurves<Own extends Curve>(curves: readonly Own[]): readonly Own[] {
  const shortest = curves.reduce<readonly number[] | null>(
    (least, { epochs }) => (least === null || epochs.length < least.length ? epochs : least),
    null,
  );
  if (shortest === null) return curves;
  const known = curves.map(({ epochs }) => new Set(epochs));
  const shared = shortest.filter((epoch) => known.every((epochs) => epochs.has(epoch)));
  if (2 * shared.length >= shortest.length) return curves;
  const within = shortest.filter((epoch) =>
    curves.every(({ epochs }) => (epochs[0] as number) <= epoch && epoch <= (epochs.at(-1) as number)),
  );
  return within.length < 2 ? curves : curves.map((curve) => interpolate(curve, within));
}

function interpolate<Own extends Curve>(curve: Own, at: readonly number[]): Own {
  const places = at.map((epoch) => {
    const right = curve.epochs.findIndex((own) => own >= epoch);
    const left = Math.max(0, right - 1);
    const start = curve.epochs[left] as number;
    const width = (curve.epochs[right] as number) - start;
    return { left, right, share: width === 0 ? 0 : (epoch - start) / width };
  });
  const read = (values: readonly number[]) =>
    places.map(
      ({ left, right, share }) => (values[left] as number) * (1 - share) + (values[right] as number) * share,
    );
  return {
    ...curve,
    epochs: at,
    train: read(curve.train),
    validation: read(curve.validation),
    scores: places.map(({ left, right, share }) => curve.scores[share < 1 ? left : right] ?? {}),
  };
}
