/** What is used of it; the package has no types. */
declare module 'sql.js' {
  interface Statement {
    step(): boolean;
    get(): unknown[];
    free(): void;
  }
  export interface Database {
    prepare(sql: string): Statement;
    close(): void;
  }
  export default function initSqlJs(options: {
    wasmBinary: Uint8Array;
  }): Promise<{ Database: new (bytes: Uint8Array) => Database }>;
}
