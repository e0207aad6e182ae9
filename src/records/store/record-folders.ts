/** Where records lie in an output folder, each in `runs` within: the comparison's, those of checks, repeated ones. */
export const RECORD_FOLDERS = ['', 'checks', 'repeats'] as const;

export type RecordFolder = (typeof RECORD_FOLDERS)[number];
