/** The environment of git: what it needs to run and to reach a remote, and nothing by which a step talks to its runner. */

/** Of the machine's owner. `GIT_CONFIG_COUNT` and its pairs come from the workflow, as a rule for `safe.directory`. */
const PASSED_ON =
  /^(?:PATH|PATHEXT|HOME|USER|USERNAME|LOGNAME|TMPDIR|TMP|TEMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PROGRAMDATA|PROGRAMFILES(?:\(X86\))?|APPDATA|LOCALAPPDATA|USERPROFILE|HOMEDRIVE|HOMEPATH|MSYSTEM|XDG_CONFIG_HOME|XDG_RUNTIME_DIR|LD_LIBRARY_PATH|NIX_SSL_CERT_FILE|SSL_CERT_FILE|SSL_CERT_DIR|CURL_CA_BUNDLE|(?:HTTP|HTTPS|ALL|NO)_PROXY|SSH_AUTH_SOCK|SSH_AGENT_PID|GIT_SSH|GIT_SSH_COMMAND|GIT_SSH_VARIANT|GIT_ASKPASS|SSH_ASKPASS|GIT_SSL_[A-Z_]+|GIT_EXEC_PATH|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)|GIT_LFS_SKIP_SMUDGE|GIT_CEILING_DIRECTORIES|GIT_DISCOVERY_ACROSS_FILESYSTEM|GIT_TRACE|GIT_TRACE_[A-Z_]+|GIT_CURL_VERBOSE)$/i;

export function gitEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => PASSED_ON.test(name));
  return {
    ...Object.fromEntries(kept),
    // Git never asks for a password (it would hang in CI), and answers in English so that its messages can be recognised.
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    // A commit is what its name says: nothing in the repository puts another one in its place.
    GIT_NO_REPLACE_OBJECTS: '1',
    // Nor another history: `.git/info/grafts` would move the merge base.
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    // Over core.gitProxy, of which git takes the first.
    GIT_PROXY_COMMAND: '',
  };
}
