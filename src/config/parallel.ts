/** Training processes at a time, wherever their number is given: config, command line, action. */
export const MAX_PARALLEL = 256;
