/** Where records lie in an output folder, each in `runs` within: the comparison's, those of checks, repeated ones. */
export const RECORD_FOLDERS = ['', 'checks', 'repeats'] as const;

/** Folders of an output folder that can be made again. Training code may write there, so no record is looked for in them. */
export const MADE_AGAIN_FOLDERS: readonly string[] = ['tmp', 'environments'];

export type RecordFolder = (typeof RECORD_FOLDERS)[number];
