/** What `compare` reads at most, so that a file of somebody else cannot take all memory. */
export const MAX_RESULTS_BYTES = 200 * 1024 * 1024;
export const MAX_RECORD_BYTES = 20 * 1024 * 1024;
/** Over all files. A run takes 1.3 kB of memory at the peak. */
export const MAX_ROWS = 500_000;
