/** Folders of records, each with `runs`: the comparison's, those of checks, repeated runs. */
export const RECORD_FOLDERS = ['', 'checks', 'repeats'] as const;

/** Folders that can be recreated. Training code may write there, so they are not searched for records. */
export const MADE_AGAIN_FOLDERS: readonly string[] = ['tmp', 'environments'];

export type RecordFolder = (typeof RECORD_FOLDERS)[number];
