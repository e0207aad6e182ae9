/** What is used of it; the types of Node 20 do not have it. */
declare module 'node:sqlite' {
  interface Statement {
    get(): Record<string, unknown> | undefined;
    iterate(): Iterable<Record<string, unknown>>;
  }
  export class DatabaseSync {
    constructor(path: string, options: { readOnly: boolean });
    prepare(sql: string): Statement;
    close(): void;
  }
}
