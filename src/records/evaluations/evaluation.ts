/** What the log of an evaluation tool holds: cases × repeats, graded by one or several scorers. */
export interface CaseResult {
  readonly id: string;
  /** As the tool numbers them; the order is all that counts. */
  readonly repeat: number;
  /** By scorer. Left out where a case is not graded by it. */
  readonly scores: Readonly<Record<string, number>>;
  /** Text of a failed call. Such a case has no answer, which is no wrong answer. */
  readonly error: string | null;
  /** Shows whether repeats are copies of each other; null if the log does not keep answers. */
  readonly answer: string | null;
  /** The tool's own word that the answer is not fresh. */
  readonly isCached: boolean;
  /** What grades the case, where the log says it case by case: assertions, the expected answer. */
  readonly grading?: string;
  /** What the report shows of the case, such as its prompt. */
  readonly show: string | null;
  /** Cases of one group, such as a document or a conversation, are not independent. */
  readonly group?: string | null;
  readonly slices?: readonly string[];
  /** The grade that a person gave, on the scale of the first scorer. */
  readonly label?: number | null;
}

/** What arms share after `settleCases`. */
export interface CaseTable {
  /** Cases with an answer in every repeat of every arm, in the order of the tables. */
  readonly ids: readonly string[];
  /** The first decides, unless the call names another. */
  readonly scorers: readonly string[];
  readonly arms: ReadonlyArray<{
    readonly model: string;
    /** Repeats without copies; each has all of `ids`. */
    readonly repeats: ReadonlyArray<ReadonlyMap<string, CaseResult>>;
    /** A further repeat would give the same answers: temperature 0, or all others are copies of one. */
    readonly isFixed?: boolean;
  }>;
  /** Cases without an answer in some repeat of some arm. */
  readonly leftOut: number;
  readonly leftOutIds?: readonly string[];
  /** Scorers for which the logs say that lower is better. */
  readonly lowerIsBetter?: ReadonlySet<string>;
}

export interface Evaluation {
  /** Null if the log is of one model, which is then named after its file. */
  readonly model: string | null;
  readonly results: readonly CaseResult[];
  /** What must be equal in both arms, such as the data set's version or a scorer's prompt; null where the format has none. */
  readonly settings: ReadonlyMap<string, string> | null;
  /** What may differ between arms, but not within one, such as the model. */
  readonly subject?: ReadonlyMap<string, string>;
}

/** One tool. The first reader in `registry.ts` that accepts a file takes it. */
export interface EvaluationReader {
  /** Both arms need logs of one tool. */
  readonly tool: string;
  accepts(file: EvaluationFile): boolean;
  /** What the tool writes next to its logs. Any other file makes a folder one of runs. */
  readonly beside?: RegExp;
  /** A log that was cut off can look whole. */
  readonly hasNoEnd?: true;
  /** @throws UnreadableRunError */
  read(path: string, file: string): Promise<readonly Evaluation[]>;
}

interface EvaluationFile {
  readonly name: string;
  /** The beginning of its text. */
  readonly head: string;
}

export const COST = 'cost';
export const LATENCY = 'latency_ms';
/** Setting of a scorer for which lower is better. */
export const directionKey = (scorer: string) => `direction of ${scorer}`;
/** Scores that the tool measures, which no scorer gives. */
export const MEASURED: ReadonlySet<string> = new Set([COST, LATENCY]);
