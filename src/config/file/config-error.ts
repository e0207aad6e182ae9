import { UserError } from '../user-error.ts';

/** Line and column count from 1; null means the whole file. */
export interface ConfigProblem {
  readonly position: { readonly line: number; readonly column: number } | null;
  readonly message: string;
}

const MAX_PROBLEMS_SHOWN = 20;

/** One problem per line: `file:line:column: message`. */
export class ConfigError extends UserError {
  override name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[], options?: ErrorOptions) {
    const sorted = problems.toSorted(
      (a, b) =>
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0),
    );
    const lines = sorted.slice(0, MAX_PROBLEMS_SHOWN).map(({ position, message }) => {
      const where = position === null ? file : `${file}:${position.line}:${position.column}`;
      return `${where}: ${message}`;
    });
    if (sorted.length > lines.length) lines.push(`${file}: and ${sorted.length - lines.length} more`);
    super(lines.join('\n'), options);
    this.problems = sorted;
  }
}
