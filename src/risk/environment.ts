import type { ShellAssignment } from '../shell/calls.ts';
import type { Risk } from './model.ts';

/** Variables by which a program is told to load or run something else: it may then do anything. */
const LOADERS =
  /^(?:PATH|CDPATH|LD_(?:PRELOAD|LIBRARY_PATH|AUDIT|\w+)|DYLD_\w+|BASH_ENV|ENV|BASH_FUNC_.*|PROMPT_COMMAND|PS[0-4]|IFS|SHELLOPTS|BASHOPTS|SHELL|ZDOTDIR|FPATH|GCONV_PATH|HOSTALIASES|LOCPATH|NODE_OPTIONS|NODE_PATH|NODE_REPL_EXTERNAL_MODULE|NPM_CONFIG_\w+|npm_config_\w+|PYTHON\w+|PERL5\w*|PERLLIB|RUBYOPT|RUBYLIB|BUNDLE_\w+|GEM_\w+|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|MAVEN_OPTS|GRADLE_OPTS|CLOUDSDK_PYTHON\w*|AWS_CA_BUNDLE_COMMAND|GIT_(?:SSH|SSH_COMMAND|ASKPASS|EXEC_PATH|TEMPLATE_DIR|EXTERNAL_DIFF|PROXY_COMMAND|TRACE\w*|CONFIG\w*|DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|REDIRECT_\w+)|SSH_ASKPASS|SUDO_ASKPASS|KUBECTL_(?:EXTERNAL_DIFF|PLUGINS_PATH|COMMAND_HEADERS)|KUBERNETES_EXEC_INFO|HELM_(?:PLUGINS|BIN)|DOCKER_CONFIG|DOCKER_CLI_PLUGIN_\w+|TF_(?:CLI_CONFIG_FILE|CLI_ARGS\w*|PLUGIN_CACHE_DIR)|TERRAFORM_CONFIG|LESSOPEN|LESSCLOSE|LESSKEY\w*|MANOPT|MANROFFSEQ|RSYNC_(?:RSH|CONNECT_PROG)|TAR_OPTIONS|GREP_OPTIONS|RIPGREP_CONFIG_PATH|FZF_DEFAULT_COMMAND|PSQLRC|PGSERVICEFILE|PGSYSCONFDIR|MYSQL_HOME|WGETRC|CURL_HOME|INPUTRC|EXINIT|VIMINIT|TERMINFO|TERMCAP|OPENSSL_CONF|OPENSSL_ENGINES|SSLKEYLOGFILE|KRB5_CONFIG|CC|CXX|MAKEFLAGS|MFLAGS|RUSTC_WRAPPER|GOFLAGS)$/;

/** Variables that name a program, which is run as it is written. */
const PROGRAMS =
  /^(?:(?:\w+_)?PAGER|(?:\w+_)?EDITOR|VISUAL|BROWSER|KUBE_EDITOR|PSQL_EDITOR|GIT_SEQUENCE_EDITOR|PAGER\w*)$/;

/** Programs that only show what they are given. */
const VIEWERS = /^(?:cat|less(?: -[A-Za-z]+)*|more|head|tail|true|:|vi|vim|nano|code(?: --wait| -w)?|emacs|nvim|)$/;

/** What setting a variable does to the commands behind it. */
export function variableRisk({ name, value }: ShellAssignment, script: (text: string) => Risk): Risk {
  if (PROGRAMS.test(name)) {
    if (value.fixed && VIEWERS.test(value.value)) return 'reads';
    const risk = value.fixed ? script(value.value) : 'unknown';
    return risk === 'destroys' ? risk : 'unknown';
  }
  if (!LOADERS.test(name)) return 'reads';
  // Added at the end it hides no program that is there.
  if (name === 'PATH' && /^\$(?:PATH|\{PATH\})(?::(?:\/|\$HOME|\$\{HOME\}|~)[^:]*)*$/.test(value.value)) return 'reads';
  // Values that switch off or name nothing to run.
  if (/^(?:IFS|PS[0-4]|GIT_TRACE\w*)$/.test(name) && value.fixed && /^(?:[\s,;:|01]*|true|false)$/.test(value.value))
    return 'reads';
  if (/^PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|WARNINGS|IOENCODING|UTF8|HASHSEED)$/.test(name)) return 'reads';
  if (/^GIT_DIR$|^GIT_WORK_TREE$/.test(name)) return 'unknown';
  return 'unknown';
}
