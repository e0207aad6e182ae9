interface NamedBase {
  /** Whether the config of the base governs. */
  readonly governedByBase?: boolean | undefined;
  readonly base?: string | undefined;
  readonly baseName?: string | undefined;
}

/**
 * The branch whose commits may use what another of them has installed. A base that is named by hand, or by a push, may be a commit that
 * nobody has merged.
 *
 * @returns null where no branch vouches for the base
 */
export function trustedBase({ governedByBase, base, baseName }: NamedBase): string | null {
  if (governedByBase === true) return baseName ?? null;
  return base === undefined ? 'the default branch' : null;
}
