/** Limits of `compare`, so that a file cannot take all memory. */
export const MAX_RESULTS_BYTES = 200 * 1024 * 1024;
export const MAX_RECORD_BYTES = 20 * 1024 * 1024;
/** For all files together. A run takes 1.3 kB of memory. */
export const MAX_ROWS = 500_000;
