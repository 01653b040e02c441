import type { ShellAssignment } from '../shell/calls.ts';
import { worse, type Risk } from '../commands/risk.ts';
import { pointsElsewhere } from './serverNamed.ts';

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');
const anyOf = (patterns: string): RegExp => new RegExp(`^(?:${words(patterns).join('|')})$`);

/** Variables by which a shell, a program or its loader is told to run or load something else: it may then do anything. */
const LOADERS = anyOf(`
  PATH CDPATH EXECIGNORE LD_\\w+ DYLD_\\w+ GCONV_PATH NLSPATH LOCPATH HOSTALIASES RES_OPTIONS
  BASH_ENV ENV BASH_FUNC_.* BASH_LOADABLES_PATH BASH_(?:CMDS|ALIASES)(?:\\[[^]*)? (?:dis_)?(?:g|s)?aliases(?:\\[[^]*)? (?:dis_)?functions(?:\\[[^]*)? (?:dis_)?(?:commands|nameddirs|builtins|reswords|patchars)(?:\\[[^]*)? IFS SHELLOPTS BASHOPTS SHELL ZDOTDIR FPATH HISTFILE ComSpec COMSPEC PATHEXT
  PSModulePath fish_function_path fish_user_paths READNULLCMD NULLCMD
  NODE_OPTIONS NODE_PATH NODE_REPL_\\w+ NODE_COMPILE_CACHE NODE_REDIRECT_WARNINGS NPM_CONFIG_\\w+ npm_config_\\w+ YARN_\\w+ PNPM_\\w+ BUN_\\w+ DENO_\\w+
  PYTHON\\w* PIP_\\w+ UV_\\w+ POETRY_\\w+ PIPENV_\\w+ CONDA_\\w+ PERL5\\w* PERLLIB PERL_\\w+ RUBYOPT RUBYLIB RUBYSHELL
  BUNDLE_\\w+ GEM_\\w+ JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS JAVA_HOME JRE_HOME CLASSPATH
  (?:MAVEN|GRADLE|SBT|ANT|KAFKA|HADOOP|HBASE|HIVE|SPARK|ES_JAVA|LS_JAVA|ZK|CATALINA|TOMCAT|JENKINS_JAVA|SERVER_JVM|CLIENT_JVM|ARGOCD|FZF_DEFAULT)_OPTS
  KAFKA_\\w*OPTS SPARK_SUBMIT_OPTS JVM_OPTS
  LUA_INIT\\w* LUA_PATH\\w* LUA_CPATH\\w* PHPRC PHP_INI_SCAN_DIR R_PROFILE\\w* R_ENVIRON\\w* R_LIBS\\w* JULIA_\\w+
  GOFLAGS GOROOT GOTOOLCHAIN GOENV CARGO_\\w+ RUSTC RUSTC_\\w+ RUSTFLAGS RUSTUP_\\w+ ERL_\\w+ ELIXIR_ERL_OPTIONS
  DOTNET_\\w+ CORECLR_\\w+ COR_\\w+ CC CXX LD AR AS CPP MAKEFLAGS MFLAGS GNUMAKEFLAGS MAKEFILES CMAKE_\\w+
  LESS MORE LESSKEY\\w* LESSEDIT SYSTEMD_LESS MANOPT MANROFFSEQ MANROFFOPT GROFF_\\w+ TAR_OPTIONS GREP_OPTIONS
  FZF_DEFAULT_COMMAND FZF_CTRL_\\w+ INPUTRC EXINIT VIMINIT GVIMINIT VIM VIMRUNTIME MYVIMRC EMACSLOADPATH
  TERMINFO TERMINFO_DIRS TERMCAP TERMPATH OPENSSL_CONF OPENSSL_ENGINES OPENSSL_MODULES SSLKEYLOGFILE KRB5_TRACE
  KUBECTL_\\w+ KUBERNETES_EXEC_INFO KREW_ROOT AWS_CA_BUNDLE_COMMAND CLOUDSDK_PYTHON\\w* CLOUDSDK_ROOT_DIR
  DBUS_\\w+_BUS_ADDRESS SSH_SK_PROVIDER PKCS11_\\w+ CASSANDRA_\\w+ CQLSH_\\w+ RABBITMQ_\\w+ ZOO\\w+ \\w*JVMFLAGS HOMEBREW_\\w+ LESSHISTFILE CLOUDSDK_CORE_LOG_HTTP_FILE
  GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES DOCKER_CLI_PLUGIN_\\w+ HELM_BIN HELM_PLUGINS LIBMYSQL_PLUGIN\\w* ANSIBLE_\\w+
  TF_CLI_ARGS\\w* TF_PLUGIN_CACHE_DIR TF_REATTACH_PROVIDERS KUSTOMIZE_PLUGIN_HOME AZURE_EXTENSION_DIR
  GIT_(?:SSH_VARIANT|EXEC_PATH|TEMPLATE_DIR|TRACE\\w*|DIR|COMMON_DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|REDIRECT_\\w+|ATTR_\\w+|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|CONFIG\\w*)
`);

/** Variables that name the file or folder of a client's settings: these start programs (exec plugins, credential processes). */
const SETTINGS = anyOf(`
  KUBECONFIG KUBERC HOME USERPROFILE APPDATA LOCALAPPDATA XDG_(?:CONFIG|DATA|STATE|CACHE|BIN)_\\w+
  AWS_CONFIG_FILE AWS_SHARED_CREDENTIALS_FILE AWS_DATA_PATH BOTO_CONFIG CLOUDSDK_CONFIG AZURE_CONFIG_DIR OCI_CLI_\\w*FILE
  GOOGLE_APPLICATION_CREDENTIALS TF_CLI_CONFIG_FILE TF_DATA_DIR TERRAFORM_CONFIG TERRAGRUNT_\\w+
  HELM_(?:CONFIG|DATA|CACHE)_HOME HELM_(?:REGISTRY|REPOSITORY)_\\w+ DOCKER_CONFIG CONTAINERS_\\w+ REGISTRY_AUTH_FILE COMPOSE_FILE
  PSQLRC PGSERVICEFILE PGSYSCONFDIR MYSQL_HOME MYSQL_TEST_LOGIN_FILE REDISCLI_RCFILE WGETRC CURL_HOME GNUPGHOME HGRCPATH
  RIPGREP_CONFIG_PATH BAT_CONFIG_\\w+ KRB5_CONFIG LDAPRC LDAPCONF SCREENRC SYSSCREENRC TMUX_TMPDIR VAULT_CONFIG_PATH
  GH_CONFIG_DIR GLAB_CONFIG_DIR K9SCONFIG K9S_CONFIG_DIR STERNCONFIG ARGOCD_CONFIG_DIR ISTIOCONFIG NETRC CONSUL_CONFIG_\\w+ NOMAD_CLI_CONFIG\\w*
`);

/** Variables that say to whom, as whom or in which form: no program starts, loads or writes anything by them. */
const PLAIN = anyOf(`
  LANG LANGUAGE LC_\\w+ TZ TERM COLORTERM COLUMNS LINES NO_COLOR FORCE_COLOR CLICOLOR(?:_FORCE)? \\w+_COLORS? POSIXLY_CORRECT BLOCK_?SIZE TIME_STYLE
  USER LOGNAME HOSTNAME DISPLAY TMPDIR DEBIAN_FRONTEND DEBUG VERBOSE LOG_?LEVEL RUST_(?:LOG|BACKTRACE) (?:NODE|RAILS|RACK|APP)_ENV
  (?:https?|HTTPS?|NO|no|ALL|all|FTP|ftp)_(?:proxy|PROXY) SSL_CERT_(?:FILE|DIR) (?:REQUESTS|CURL|AWS)_CA_BUNDLE NODE_EXTRA_CA_CERTS SSH_AUTH_SOCK KRB5CCNAME XDG_RUNTIME_DIR
  PG(?:HOST|HOSTADDR|PORT|USER|PASSWORD|PASSFILE|DATABASE|SSLMODE|SSLROOTCERT|SSLCERT|CONNECT_TIMEOUT|APPNAME|CLIENTENCODING|TZ|DATESTYLE|GSSENCMODE|TARGETSESSIONATTRS|CHANNELBINDING)
  MYSQL_(?:PWD|HOST|TCP_PORT|UNIX_PORT) REDISCLI_AUTH SQLCMD(?:PASSWORD|USER|SERVER|DBNAME) ORACLE_SID CLICKHOUSE_(?:HOST|USER|PASSWORD) INFLUX_(?:HOST|ORG|TOKEN|USERNAME|PASSWORD)
  ETCDCTL_\\w+ VAULT_(?:ADDR|TOKEN|NAMESPACE|SKIP_VERIFY|CACERT|CAPATH|CLIENT_CERT|CLIENT_KEY|FORMAT|TLS_SERVER_NAME|CLIENT_TIMEOUT|MAX_RETRIES|AGENT_ADDR)
  CONSUL_(?:HTTP_\\w+|NAMESPACE|PARTITION|CACERT|CAPATH|CLIENT_CERT|CLIENT_KEY|TLS_SERVER_NAME) NOMAD_(?:ADDR|TOKEN|NAMESPACE|REGION|CACERT|CAPATH|CLIENT_CERT|CLIENT_KEY|SKIP_VERIFY|TLS_SERVER_NAME)
  AWS_(?:(?:DEFAULT_)?(?:PROFILE|REGION)|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|DEFAULT_OUTPUT|MAX_ATTEMPTS|RETRY_MODE|ENDPOINT_URL\\w*|ROLE_ARN|ROLE_SESSION_NAME|EC2_METADATA_\\w+|STS_REGIONAL_ENDPOINTS|USE_\\w+|SDK_LOAD_CONFIG|CLI_AUTO_PROMPT|S3_\\w+)
  HELM_(?:NAMESPACE|KUBE\\w+|MAX_HISTORY|DEBUG|NO_PLUGINS|DRIVER) KUBE_NAMESPACE DATASTORE_TYPE
  DOCKER_(?:HOST|CONTEXT|TLS|TLS_VERIFY|CERT_PATH|API_VERSION|DEFAULT_PLATFORM|BUILDKIT|CLI_HINTS|CONTENT_TRUST) COMPOSE_(?:PROJECT_NAME|PROFILES|STATUS_STDOUT|ANSI) CONTAINERD_(?:ADDRESS|NAMESPACE) CONTAINER_(?:HOST|RUNTIME_ENDPOINT) IMAGE_SERVICE_ENDPOINT
  CLOUDSDK_(?:CORE_(?:PROJECT|ACCOUNT|DISABLE_PROMPTS|VERBOSITY)|COMPUTE_(?:ZONE|REGION)|RUN_REGION|ACTIVE_CONFIG_NAME|CONTAINER_CLUSTER) GOOGLE_(?:CLOUD_PROJECT|PROJECT|REGION|ZONE|CLOUD_QUOTA_PROJECT) GCLOUD_PROJECT
  ARM_\\w+ AZURE_(?:TENANT_ID|CLIENT_ID|CLIENT_SECRET|SUBSCRIPTION_ID|STORAGE_\\w+|DEVOPS_EXT_PAT) OS_\\w+ DIGITALOCEAN_(?:ACCESS_TOKEN|CONTEXT) HCLOUD_(?:TOKEN|CONTEXT) LINODE_CLI_TOKEN CLOUDFLARE_(?:API_TOKEN|API_KEY|EMAIL|ACCOUNT_ID)
  GH_(?:TOKEN|REPO|HOST|ENTERPRISE_TOKEN|DEBUG|PROMPT_DISABLED|NO_UPDATE_NOTIFIER) GITHUB_TOKEN GITLAB_(?:TOKEN|HOST|URI) HEROKU_(?:API_KEY|APP) FLY_(?:API_TOKEN|APP)
  GIT_(?:(?:AUTHOR|COMMITTER)_\\w+|TERMINAL_PROMPT|OPTIONAL_LOCKS|SSL_NO_VERIFY|CURL_VERBOSE|MERGE_AUTOEDIT|NO_LAZY_FETCH) SYSTEMD_(?:COLORS|LOG_LEVEL|URLIFY)
  TF_(?:WORKSPACE|IN_AUTOMATION|INPUT|LOG|VAR_\\w+) PULUMI_(?:ACCESS_TOKEN|BACKEND_URL|CONFIG_PASSPHRASE|SKIP_UPDATE_CHECK|STACK) ARGOCD_(?:SERVER|AUTH_TOKEN) RESTIC_(?:REPOSITORY|PASSWORD) BORG_(?:REPO|PASSPHRASE) MC_HOST_\\w+
`);

/** Variables whose value is a command. */
const COMMANDS = anyOf(`
  PROMPT_COMMAND LESSOPEN LESSCLOSE GIT_SSH GIT_SSH_COMMAND GIT_ASKPASS GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND SSH_ASKPASS SUDO_ASKPASS
  RSYNC_RSH RSYNC_CONNECT_PROG SVN_SSH CVS_RSH RUSTC_WRAPPER
`);

/** Variables by whose names programs of any kind are told what to start, or with what. */
const STARTERS = /^(?:\w+_(?:COMMAND|PASSCOMMAND|RSH|SSH)|RSH)$/;
/** The same, of those that many scripts have for their own use: they count where a program is given them. */
const GIVEN_STARTERS = /^\w+_(?:ARGS|CONFIG)$/;
/** Variables whose value names a file that is then written. */
const WRITERS = /^(?:TF_LOG_PATH|LLVM_PROFILE_FILE|GCOV_PREFIX|GOCOVERDIR|NODE_V8_COVERAGE)$/;

/** Variables whose value is expanded each time that a prompt or a trace is shown. */
const PROMPTS = /^PS[0-4]$/;

/** Variables that name a program, which is run as it is written. */
const PROGRAMS = /^(?:\w*PAGER|\w*EDITOR|VISUAL|\w*BROWSER)$/;

/** Programs that only show what they are given. */
const VIEWERS = /^(?:cat|less(?: -[A-Za-z]+)*|more|head|tail|true|:|vi|vim|nano|code(?: --wait| -w)?|emacs|nvim|)$/;

/** Folders of the machine and of its user's own settings, which a runbook and its workspace do not bring along. */
const OWN_PLACE =
  /^(?:\/dev\/null|(?:\/etc|\/usr|\/var\/lib|\/opt)\/(?!.*\.\.)[\w./@:-]+|(?:~|\$HOME|\$\{HOME\}|\/root|\/(?:home|Users)\/[\w.-]+)\/\.(?:kube|aws|config|docker|azure|oci|ssh|gnupg)(?:\/(?!.*\.\.)[\w./@-]*)?)$/;
const OWN_HOME = /^(?:~|\/root|\/(?:home|Users)\/[\w.-]+|\/var\/lib\/[\w-]+)\/?$/;

/**
 * What setting a variable does to the commands behind it.
 * @param given whether it is set for one command, exported, or only kept by the shell
 */
export function variableRisk(
  { name, value }: ShellAssignment,
  script: (text: string) => Risk,
  given: 'given' | 'exported' | 'kept' = 'given',
): Risk {
  if (pointsElsewhere(name, value.value)) return 'unknown';
  if (WRITERS.test(name) && value.value !== '') return 'changes';
  if (given !== 'kept' && GIVEN_STARTERS.test(name) && !SETTINGS.test(name) && value.value !== '') return 'unknown';
  if (PROGRAMS.test(name)) {
    if (value.fixed && VIEWERS.test(value.value)) return 'reads';
    const risk = value.fixed ? script(value.value) : 'unknown';
    return risk === 'destroys' ? risk : 'unknown';
  }
  if (COMMANDS.test(name))
    return value.value === '' ? 'reads' : worse('unknown', script(value.value.replace(/^\|/, '')));
  // Named for the one command, it is asked about before that runs, whatever the risk; see `namedSettings`.
  if (name === 'KUBECONFIG') return 'reads';
  if (mayRedirect(name, value.value, value.fixed)) return 'unknown';
  // What is given to one command is given for what that makes of it, which nobody knows of a name that no table has.
  // Names as short as `A` belong to no program; what a script exports is mostly its own.
  const plain = given !== 'given' || value.value === '' || name.length <= 3 || PLAIN.test(name) || isTold(name);
  return plain ? 'reads' : 'unknown';
}

/** A variable of which it is known by which values it does harm. */
function isTold(name: string): boolean {
  return [SETTINGS, COMMANDS, STARTERS, PROMPTS, PROGRAMS, LOADERS].some((known) => known.test(name));
}

/** Whether a variable with this value may make later commands run something else than they say. */
export function mayRedirect(name: string, value: string, fixed = true): boolean {
  if (PROGRAMS.test(name)) return !VIEWERS.test(value);
  if (SETTINGS.test(name)) return !isOwnPlace(name, value);
  if (COMMANDS.test(name) || STARTERS.test(name)) return value !== '';
  // Values that switch off or name nothing to run.
  if (/^(?:IFS|PS[0-4]|GIT_TRACE\w*)$/.test(name) && fixed && /^(?:[\s,;:|01]*|true|false)$/.test(value)) return false;
  if (PROMPTS.test(name)) return !fixed || /[$`\\]/.test(value);
  if (!LOADERS.test(name)) return false;
  // Added at the end it hides no program that is there.
  if (name === 'PATH') return !/^\$(?:PATH|\{PATH\})(?::(?:\/|\$HOME|\$\{HOME\}|~)[^:]*)*$/.test(value);
  if (/^(?:LESS|MORE|SYSTEMD_LESS)$/.test(name)) return !/^[-A-Za-z0-9 ]*$/.test(value) || /[oOkTtp]/.test(value);
  return !/^PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|WARNINGS|IOENCODING|UTF8|HASHSEED)$/.test(name);
}

/** `KUBECONFIG=~/.kube/config`: settings that are the responder's own, or the machine's. */
function isOwnPlace(name: string, value: string): boolean {
  if (/^(?:HOME|USERPROFILE)$/.test(name)) return OWN_HOME.test(value);
  const parts = name === 'KUBECONFIG' ? value.split(':') : [value];
  return parts.every((part) => part === '' || OWN_PLACE.test(part));
}
