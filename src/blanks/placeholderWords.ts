/** Set by the shell or the system. */
export const shellVariables: ReadonlySet<string> = new Set(
  `HOME USER PATH PWD OLDPWD SHELL HOSTNAME RANDOM LOGNAME UID EUID PPID TERM LANG LC_ALL TMPDIR TMP TEMP EDITOR VISUAL IFS PS1 SECONDS
  LINENO BASH BASH_VERSION BASH_SOURCE FUNCNAME PIPESTATUS REPLY OPTARG OPTIND SSH_AUTH_SOCK SSH_CONNECTION DISPLAY XDG_CONFIG_HOME
  XDG_DATA_HOME MAIL HISTFILE OSTYPE MACHTYPE HOSTTYPE GOPATH GOROOT JAVA_HOME VIRTUAL_ENV COLUMNS LINES KUBECONFIG _ null true false
  USERPROFILE APPDATA LOCALAPPDATA PROGRAMFILES SYSTEMROOT WINDIR COMPUTERNAME USERNAME USERDOMAIN PSScriptRoot ERROR LASTEXITCODE
  ERRORACTIONPREFERENCE PROFILE INPUT ARGS THIS PSITEM MATCHES GITHUB_TOKEN_DEFAULT DEBIAN_FRONTEND`.split(/\s+/),
);

/** Words that make an upper-case literal a blank: what a responder has to look up. */
const blankWords = new Set(
  `NAME NAMES ID IDS UUID GUID NAMESPACE NS POD PODS NODE NODES CLUSTER HOST HOSTNAME HOSTS IP IPS ADDRESS USER USERNAME PASSWORD PASS PASSWD TOKEN SECRET KEY
  ARN REGION ZONE ACCOUNT BUCKET PATH DIR DIRECTORY FILE FILENAME FOLDER URL URI ENDPOINT SERVER VERSION TAG DOMAIN EMAIL PORT PID SERVICE DEPLOYMENT
  CONTAINER IMAGE REPO REPOSITORY BRANCH COMMIT SHA HASH PROJECT SUBSCRIPTION TENANT GROUP RESOURCE INSTANCE VM VPC SUBNET SG VOLUME SNAPSHOT DISK DEVICE
  DATABASE DB DBNAME TABLE COLUMN SCHEMA INDEX QUEUE TOPIC PARTITION VHOST EXCHANGE ENVIRONMENT ENV STAGE RELEASE CHART JOB TASK PIPELINE
  BUILD DATE TIME TIMESTAMP START END NUMBER COUNT SIZE VALUE ROLE POLICY CERT CERTIFICATE ALIAS TARGET SOURCE DESTINATION MACHINE WORKSPACE TEAM APP
  APPLICATION ORG ORGANISATION ORGANIZATION CONTEXT LOCATION NODEPOOL STACK FUNCTION LAMBDA TICKET INCIDENT CASE HANDLE SLUG CREDENTIALS REPLICA
  REPLICAS HERE CUSTOMER CLIENT SITE TITLE CONTENT DETECTOR ANALYZER LEADER MEMBER BROKER PVC PV ARCHIVE TARBALL DUMPFILE RANGE CIDR DURATION INTERVAL MESSAGE REASON KEYSPACE SHARD DATACENTER REVISION DIGEST FQDN INTERFACE PLATFORM PROVIDER PACKAGE CRONJOB STATEFULSET DAEMONSET CONFIGMAP INGRESS LOGFILE SRC DST DEST PREFIX LABEL SELECTOR CHANNEL PROFILE POOL MOUNTPOINT SESSION OBJECT COMPONENT SECRETNAME PODNAME IDENTIFIER IDENTIFIERS`.split(
    /\s+/,
  ),
);

/** Whether an upper-case word, or the last part of a name, says what has to be looked up. */
export function isBlankWord(word: string): boolean {
  return blankWords.has(word) || isCompound(word);
}

/** `NODENAME`, `IPADDRESS`, `VOLUMEID`: two such words run together. */
function isCompound(word: string): boolean {
  const thing = /^([A-Z]{2,12}?)(?:NAME|ADDRESS|ADDR|NUMBER|ID|URL|FILE|PATH|DIR)$/.exec(word)?.[1];
  return thing !== undefined && blankWords.has(thing);
}

const loud =
  /^(?:YOUR|MY|REPLACE|CHANGE|INSERT|ENTER|SOME|EXAMPLE|TODO|FIXME|CHANGEME|REPLACEME|TARGET|OLD|NEW)(?:[_-]|$)/;

/** Written upper case and not to be filled: signals, methods, SQL, formats, environment names of tools. */
const fixed =
  /^(?:SIG[A-Z]+\d?|GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|HUP|KILL|TERM|INT|QUIT|USR[12]|STOP|CONT|EOF|EOL|END|EOT|JSON|YAML|CSV|XML|HTML|TEXT|UTC|GMT|TRUE|FALSE|NULL|NONE|ALL|ANY|AND|OR|NOT|IN|ON|OFF|YES|NO|OK|ERROR|WARN|INFO|DEBUG|FATAL|SELECT|FROM|WHERE|INSERT|INTO|UPDATE|SET|TABLE|INDEX|DATABASE|USER|ROLE|GROUP|ORDER|LIMIT|JOIN|COUNT|SUM|KEYS|KEY|INPUT|OUTPUT|FORWARD|ACCEPT|DROP|REJECT|NAT|TCP|UDP|ICMP|DNS|HTTP|HTTPS|TLS|SSL|SSH|FTP|API|AWS|GCP|VM|CPU|RAM|SSD|S3|EC2|RDS|ECS|EKS|AKS|GKE|IAM|KMS|SNS|SQS|A|AAAA|CNAME|MX|NS|TXT|SOA|PTR|SRV|HEAD|ORIG_HEAD|FETCH_HEAD|LICENSE|README|TIMESTAMP|MINUTE|HOUR|DAY|START|STARTED|RUNNING|DATE|TIME)$/;

/** Whether an upper-case part of an address that holds blanks is one as well. */
export function isPathWord(word: string): boolean {
  return (
    word.length > 1 && !/^(?:README|LICENSE|CHANGELOG|MAKEFILE|HEAD|MASTER|MAIN|HTTPS?|API|JSON|YAML|V\d+)$/.test(word)
  );
}

/** Of these, what is a word of SQL there is an argument elsewhere: `mysqldump DATABASE TABLE`. */
const sqlWord = /^(?:TABLE|INDEX|DATABASE|USER|ROLE|GROUP|COUNT|KEY|VM|DATE)$/;

const SQL_OBJECT =
  /^(?:SCHEMA|DATABASE|TABLE|VIEW|SEQUENCE|FUNCTION|TRIGGER|DOMAIN|SERVER|ROLE|POLICY|INDEX|COLUMN|CONSTRAINT|USER|GROUP|PARTITION|TENANT|KEYSPACE|SUBSCRIPTION|TYPE)$/;

/** The text around a word. */
export interface WordPlace {
  readonly before: string;
  readonly after: string;
  /** It stands in a text that holds SQL. */
  readonly statement: boolean;
}

/** Whether a bare word is a blank: an option's name, the left side of an assignment or a word of a sentence is none. */
export function isLiteralBlank(word: string, { before, after, statement }: WordPlace, shell: boolean): boolean {
  // The name that is set, and a key of another language: `export your_role=<role>`, `os.environ['DB_URL']`.
  if (shell && /^=(?!=)/.test(after)) return false;
  // `app::DATABASE_URL`: the name of a setting of another application.
  if (/\w::$/.test(before)) return false;
  if (/\b(?:environ|getenv|ENV|env)\s*[[(.]+\s*['"]?$/.test(before)) return false;
  if (/^x{3,}$/i.test(word) && shell && isInMessage(before)) return false;
  if (/^x{3,}$/i.test(word)) return !/[.\w]$/.test(before) || /[-_/]$/.test(before);
  if (/(?:^|-)x{3,}(?:-x{2,})*(?:-|$)/i.test(word)) return true;
  if (/^your[-_]?[a-z]/i.test(word) && word.length > 5 && !/^yours/i.test(word))
    return !/^\s+[a-z]+\s+[a-z]/.test(after) || /[-_]/.test(word);
  if (/-your-/.test(word)) return true;
  // `my-safe-directory/ca.key`: where the document itself keeps a file.
  if (/^my[-_][\w-]*(?:dir(?:ectory)?|folder)$/.test(word) && /^\//.test(after) && !/[/:]$/.test(before)) return false;
  if (/^my[-_][a-z]/.test(word)) return shell && !isFileName(after) && isOwn(word, before);
  if (/^(?:some|another|any)[-_][a-z]/.test(word)) return shell && isOwn(word, before);
  if (word === 'foo') return shell && /^(?:$|[\s'"])/.test(after) && /\s['"]?$/.test(before) && isValue(before);
  // `-u elastic:admin_password`: nobody's password is that, nor should it stand in a document.
  if (/^(?:[a-z]+[_-])?(?:password|passwd)$/.test(word)) return /(?:^|\s)(?:-u|--user)[ =]?['"]?[\w.-]+:$/.test(before);
  if (/^(?:replace|change)[-_]?(?:me|this)$/i.test(word)) return true;
  if (/^my[A-Z][A-Za-z0-9]+$/.test(word)) return shell && !/[A-Za-z.$/]$/.test(before);
  if (!/^[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*$/.test(word)) return false;
  if (/^SOME(?:WHERE|THING|BODY|ONE)$/.test(word)) return shell && before.trim() !== '';
  if (fixed.test(word) && (statement || !shell || !sqlWord.test(word))) return false;
  if (/^\s*=(?!=)|^\+?=/.test(after) || /[$]$|--$|\$\{?$|%$/.test(before)) return false;
  if (
    /(?:^|\s)(?:-e|--env|export|unset|printenv|--build-arg|echo|grep(?: -\w+)*|egrep|--from-env|-X|--request)\s+['"]?$/.test(
      before,
    )
  )
    return false;
  // The name of a variable in a pod's `env`.
  if (!shell && /\bname: *['"]?$/.test(before) && /^['"]?\s*\n\s*value(?:From)?:/.test(after)) return false;
  if (!shell && /(?:^|[\s,(])$/.test(before) && /^\s+[A-Z]/.test(after)) return false;
  // What a statement makes or takes away: `DROP SCHEMA public`.
  if (
    statement &&
    SQL_OBJECT.test(word) &&
    /\b(?:DROP|CREATE|ALTER|ON|IN|ADD|SET|TRUNCATE|REPLACE|COMMENT)\s$/.test(before)
  )
    return false;
  // A clause of a statement: `WITH PASSWORD '...'`.
  if (/\b(?:WITH|IDENTIFIED|ENCRYPTED|SET) $/.test(before) && /^\s+['"]/.test(after)) return false;
  if (shell && NO_FILE.test(word) && READ_AS_FILE.test(before) && /^['"]?(?:$|[\s;&|)])/.test(after)) return false;
  const parts = word.split(/[_-]/);
  if (loud.test(word) && (parts.length > 1 || /^(?:CHANGEME|REPLACEME)$/.test(word))) return true;
  if (parts.length === 1)
    return (
      isBlankWord(word) &&
      shell &&
      /(?:[\s=/:@"',]|^)$/.test(before) &&
      !/^\s*\(/.test(after) &&
      !(statement && /^\s+[A-Z]{2,}\b/.test(after)) &&
      before.trim() !== ''
    );
  if (!shell) return isBlankWord(parts[parts.length - 1]!) && /[=:"'/]\s*["']?$/.test(before);
  return parts.length <= 6 && isBlankWord(parts[parts.length - 1]!) && before.trim() !== '';
}

/** What is no file itself; where a file is read or written, the word is that file's name: `cat VERSION`. */
const NO_FILE = /^(?:VERSION|REVISION|RELEASE|BUILD|COMMIT|TAG|SHA|PID|TIMESTAMP|COUNT|NUMBER)$/;
const READ_AS_FILE =
  /(?:[<>]\s*|(?:^|[\s;&|(])(?:cat|head|tail|less|more|wc|touch|vi|vim|nano|git (?:add|diff|checkout --))\s(?:-{1,2}[\w=-]+\s+)*)['"]?$/;

/** `echo "Subject: test xxx"`: a word of a message; behind what has a value, as `token xxx`, it is that value. */
function isInMessage(before: string): boolean {
  const said = /(?:\b(?:echo|printf)\s+(?:-\w+\s+)*|\b(?:mailx?|mutt)\b.*\s-s\s+)(["'])(?:(?!\1).)*?\b([a-z]+) $/.exec(
    before,
  );
  return said !== null && !isBlankWord(said[2]!.toUpperCase()) && !/^(?:login|bearer|basic|is|to)$/.test(said[2]!);
}

/** `my-app.yaml`: a file that the text brings along; `my-host.com` is an address. */
function isFileName(after: string): boolean {
  return /^\.(?!com\b|org\b|net\b|io\b|dev\b)[a-z]{1,5}(?:\s|$)/.test(after);
}

/** `--owner my-github-username`, `logs some-pod`: what everybody has under a name of their own. */
function isOwn(word: string, before: string): boolean {
  const parts = word.toUpperCase().split(/[_-]/);
  const last = parts.at(-1)!;
  const noun = blankWords.has(last) || blankWords.has(last.replace(/S$/, '')) || /^(?:LOGIN|SERVER)$/.test(last);
  return parts.every((part) => part !== '') && noun && isValue(before);
}

/** Programs that make what they name, or that only say it. */
const MAKES_NAMES =
  /(?:^|[|;&\n]\s*)(?:sudo\s+)?(?:echo|printf|[ef]?grep|export|alias|cd|mkdir|touch|git|npm|npx|yarn|pnpm|cargo|make|(?:docker|podman) (?:build|push|pull|tag|image)|vi|vim|nano)\b[^|;&\n]*$/;

/** A word of a call that is neither its program nor what the call itself names so: `docker build -t my-image`. */
function isValue(before: string): boolean {
  if (MAKES_NAMES.test(before)) return false;
  return /(?:^|\s)-{1,2}(?!t\b)[A-Za-z][\w-]*[= ]['"]?$|(?:^|\S\s+)(?!-t\s)[\w./@:-]+\s+['"]?$|[\w-][/@:]$|\s\w+=['"]?$/.test(
    before,
  );
}

/** Words that are given with `/` between to choose from; `namespace/pod` is one answer. */
const alternatives =
  /^(?:yes|no|true|false|on|off|enabled?|disabled?|dev\w*|test\w*|qa|uat|stage|staging|prod\w*|up|down|start|stop|restart|blue|green|primary|secondary|master|replica|leader|follower|amd64|arm64|linux|darwin|windows|public|private|internal|external|aws|gcp|azure|major|minor|patch|read|write|us|eu|[a-z]{2})$/i;

function isChoice(name: string): boolean {
  if (/https?:/.test(name)) return false;
  if (name.includes('|')) return true;
  const parts = name.split('/');
  return parts.length > 1 && parts.every((part) => alternatives.test(part));
}

/** What kind of answer a blank asks for, by its name. */
export function placeholderType(name: string): 'text' | 'number' | 'secret' | 'choice' {
  if (isChoice(name)) return 'choice';
  if (
    /pass(?:word|wd|phrase)?$|secret(?!.*(?:name|id|arn)$)|token$|api[-_ ]?key|private[-_ ]?key|credential/i.test(name)
  )
    return 'secret';
  if (
    /(?:^|[-_ ])(?:count|number|num|port|pid|replicas?|size|timeout|seconds|minutes|hours|days|limit|percent|offset|index|n)$/i.test(
      name,
    )
  )
    return 'number';
  return 'text';
}
