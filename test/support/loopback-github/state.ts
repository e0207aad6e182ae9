/** What one repository on GitHub remembers. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  /** In milliseconds, as the server's time has it. */
  readonly madeAt: number;
  updatedAt: string;
  /** How often it was changed after it was made. */
  edits: number;
  /** Every text that stood there, the first one first. */
  readonly texts: string[];
}

const FIRST_DAY = Date.UTC(2026, 0, 1);

export class Comments {
  readonly all: StoredComment[] = [];
  readonly #clock: () => number;
  #made = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  add(issue: number, author: string, body: string): StoredComment {
    const id = 1_000_000 + this.#made;
    this.#made += 1;
    const createdAt = this.#now();
    const madeAt = this.#clock();
    const times = { createdAt, updatedAt: createdAt, madeAt };
    const comment = { id, issue, author, body, ...times, edits: 0, texts: [body] };
    this.all.push(comment);
    return comment;
  }

  change(comment: StoredComment, body: string): void {
    comment.body = body;
    comment.texts.push(body);
    comment.edits += 1;
    comment.updatedAt = this.#now();
  }

  remove(comment: StoredComment): void {
    this.all.splice(this.all.indexOf(comment), 1);
  }

  /** A clock of its own, a minute a comment, so that nothing depends on the machine's. */
  #now(): string {
    return timestamp(60 * this.#made);
  }
}

export function timestamp(seconds: number): string {
  return new Date(FIRST_DAY + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export interface StoredCheck {
  readonly name: string;
  readonly head_sha: string;
  readonly conclusion: string;
  readonly external_id?: string;
  readonly details_url?: string;
  readonly output: {
    readonly title: string;
    readonly summary: string;
    readonly annotations: ReadonlyArray<{
      readonly path: string;
      readonly start_line: number;
      readonly annotation_level: string;
      readonly title: string;
      readonly message: string;
    }>;
  };
}

export interface StoredStatus {
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string;
}

/** A label that was placed or taken off. */
export interface LabelEvent {
  readonly event: 'labeled' | 'unlabeled';
  readonly label: string;
  readonly by: string;
}

export interface Reaction {
  readonly comment: number;
  readonly content: string;
}

export const SCOPES = ['pull-requests', 'checks', 'statuses', 'actions'] as const;
export type Scope = (typeof SCOPES)[number];
export type Grant = 'write' | 'read' | 'none';
export type Role = 'admin' | 'write' | 'read' | 'none';
