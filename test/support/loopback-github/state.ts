/** State of one repository. */
export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly author: string;
  body: string;
  /** Milliseconds of the server's time. */
  readonly madeAt: number;
  edits: number;
  /** All texts, oldest first. */
  readonly texts: string[];
}

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
    const comment = { id, issue, author, body, madeAt: this.#clock(), edits: 0, texts: [body] };
    this.all.push(comment);
    return comment;
  }

  change(comment: StoredComment, body: string): void {
    comment.body = body;
    comment.texts.push(body);
    comment.edits += 1;
  }

  remove(comment: StoredComment): void {
    this.all.splice(this.all.indexOf(comment), 1);
  }
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
