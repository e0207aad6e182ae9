/** What `compare` reads at most, so that a file of somebody else cannot take all memory. */
export const MAX_RESULTS_BYTES = 200 * 1024 * 1024;
export const MAX_RECORD_BYTES = 20 * 1024 * 1024;
/** Over all files. A run is about 1 kB in memory. */
export const MAX_ROWS = 1_000_000;
