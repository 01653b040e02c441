import { consoleTextRisk, fillVariables, redisRisk } from './console.ts';
import { sqliteRisk } from './sqlite.ts';
import { has, readInput, type Decide, type ProgramCall } from './call.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';

/** A client of a database: which console it is, and where what it runs comes from. */
interface Client {
  readonly console: string;
  readonly source: string;
  /** Options with a text to run. */
  readonly texts: RegExp;
  /** Options with a text that runs before anything else. */
  readonly setup?: RegExp;
  /** Options with a file to run. */
  readonly files: RegExp;
  /** Options that list or describe and end. */
  readonly lists?: RegExp;
  /** Options that write a file. */
  readonly writes?: RegExp;
  /** Other options that take the next word. */
  readonly values: string;
  /** A text may stand after this many plain words. */
  readonly textAfter?: number;
}

const clients: Readonly<Record<string, Client>> = {
  psql: {
    console: 'sql',
    source: 'postgresql.org/docs/current/app-psql.html',
    texts: /^(?:-[a-zA-Z]*c|--command)$/,
    files: /^(?:-[a-zA-Z]*f|--file)$/,
    lists: /^(?:-[a-zA-Z]*l|--list|-V|--version|--help|-\?)$/,
    writes: /^(?:-o|--output|-L|--log-file)$/,
    values:
      '-h -p -U -d -v -P -F -R -T --host --port --username --dbname --set --pset --variable --field-separator --record-separator --table-attr',
  },
  mysql: {
    console: 'sql',
    source: 'dev.mysql.com/doc/refman/en/mysql.html',
    texts: /^(?:-[a-zA-Z]*e|--execute)$/,
    setup: /^--init-command(?:-add)?$/,
    files: /^--init-command-file$/,
    lists: /^(?:-V|--version|--help)$/,
    writes: /^--tee$/,
    values:
      '-h -P -u -D -S --host --port --user --database --socket --defaults-file --defaults-extra-file --login-path --default-character-set --protocol --ssl-ca --ssl-cert --ssl-key --connect-timeout',
  },
  sqlcmd: {
    console: 'sql',
    source: 'learn.microsoft.com/sql/tools/sqlcmd',
    texts: /^-[QqI]$/,
    files: /^-i$/,
    lists: /^-(?:L|\?)$/,
    writes: /^-o$/,
    values: '-S -U -P -d -h -s -w -W -t -l -H -a -v -f -r -C -N',
  },
  cqlsh: {
    console: 'sql',
    source: 'cassandra.apache.org/doc/latest/tools/cqlsh.html',
    texts: /^(?:-e|--execute)$/,
    files: /^(?:-f|--file)$/,
    lists: /^--version$/,
    values:
      '-u -p -k --username --password --keyspace --request-timeout --connect-timeout --cqlversion --cqlshrc --encoding --protocol-version --credentials',
  },
  'clickhouse-client': {
    console: 'sql',
    source: 'clickhouse.com/docs/integrations/cli',
    texts: /^(?:-q|--query)$/,
    files: /^--queries-file$/,
    lists: /^(?:-V|--version|--help)$/,
    values: '-h -u -d --host --port --user --password --database --format --config-file -C --max_threads --param_id',
  },
  cockroach: {
    console: 'sql',
    source: 'cockroachlabs.com/docs/stable/cockroach-sql',
    texts: /^(?:-e|--execute)$/,
    files: /^(?:-f|--file)$/,
    values: '--host --url --certs-dir -u --user -d --database -p --port --format',
  },
  sqlite3: {
    console: 'sql',
    source: 'sqlite.org/cli.html',
    texts: /^-cmd$/,
    files: /^-init$/,
    lists: /^-(?:version|help)$/,
    values: '-separator -nullvalue -newline -vfs -mmap -maxsize -cmd -init',
    textAfter: 1,
  },
  mongosh: {
    console: 'mongo',
    source: 'mongodb.com/docs/mongodb-shell/reference/options',
    texts: /^--eval$/,
    files: /^(?:-f|--file)$/,
    lists: /^--version$/,
    values:
      '--host --port -u --username -p --password --authenticationDatabase --authenticationMechanism --tlsCAFile --tlsCertificateKeyFile --apiVersion --awsAccessKeyId --db --json',
  },
  bq: {
    console: 'sql',
    source: 'cloud.google.com/bigquery/docs/reference/bq-cli-reference',
    texts: /^$/,
    files: /^$/,
    values: '',
  },
  snowsql: {
    console: 'sql',
    source: 'docs.snowflake.com/user-guide/snowsql',
    texts: /^(?:-q|--query)$/,
    files: /^(?:-f|--filename)$/,
    writes: /^-o$/,
    values:
      '-a -u -d -s -r -w -h -p -c --accountname --username --dbname --schemaname --rolename --warehouse --connection',
  },
  influx: {
    console: 'sql',
    source: 'docs.influxdata.com/influxdb/v1/tools/influx-cli',
    texts: /^-execute$/,
    files: /^-import$/,
    values: '-host -port -database -username -password -precision -format',
  },
  ksql: {
    console: 'sql',
    source: 'docs.ksqldb.io',
    texts: /^(?:-e|--execute)$/,
    files: /^(?:-f|--file)$/,
    values: '-u -p',
  },
};

const alikes: Readonly<Record<string, string>> = {
  mariadb: 'mysql',
  mysqlsh: 'mysql',
  'gitlab-psql': 'psql',
  pgcli: 'psql',
  mycli: 'mysql',
  mongo: 'mongosh',
  sqlite: 'sqlite3',
  litecli: 'sqlite3',
  'ksql-cli': 'ksql',
};

/** Clients whose texts are judged as their console's language. */
export const clientPrograms: ReadonlyMap<string, Client> = new Map([
  ...Object.entries(clients),
  ...Object.entries(alikes).map(([name, program]) => [name, clients[program]!] as const),
]);

/** What a database's client is told to run. */
export function clientRisk(call: ProgramCall): Risk | undefined {
  if (call.name === 'bq') return bqRisk(call);
  if (call.name === 'cockroach' && call.values[0] !== 'sql') return cockroachRisk(call.values);
  const client = clientPrograms.get(call.name);
  if (!client) return undefined;
  const { texts, plain, risk } = readOptions(client, call.values);
  if (risk === 'lists') return 'reads';
  if (client.textAfter !== undefined) texts.push(...plain.slice(client.textAfter));
  let result = risk;
  if (client.console === 'sql' && texts.length > 0 && call.name.startsWith('sqlite'))
    return worse(risk, worst(texts.map(sqliteRisk)));
  // A file of commands: `mongosh app wipe.js`.
  if (client.console === 'mongo' && plain.some((word) => /\.m?js$/.test(word))) result = 'unknown';
  if (texts.length > 0) {
    const filled = /^(?:sqlcmd|snowsql)$/.test(call.name) ? texts.map((text) => withVariables(call, text)) : texts;
    return worst([
      result,
      ...filled.map((text) => (text === undefined ? 'unknown' : consoleTextRisk(client.console, text))),
    ]);
  }
  if (result === 'unknown') return result;
  const input = readInput(call.input);
  if (input === 'unknown') return 'unknown';
  if (input === 'none') return worse(result, SESSION);
  // What `-c` is given has no variables, what is read has.
  const text = withVariables(call, input.text);
  return worse(result, text === undefined ? 'unknown' : consoleTextRisk(client.console, text));
}

/** The text with the variables that options set: `psql -v id=5`, `sqlcmd -v id=5`; undefined where one is not known. */
function withVariables({ name, args }: ProgramCall, text: string): string | undefined {
  if (/^(?:sqlcmd|snowsql)$/.test(name)) return /\$\(\w+\)|&\w/.test(text) ? undefined : text;
  if (!/psql$|^pgcli$/.test(name)) return text;
  const values = new Map<string, string>();
  let open = false;
  for (const [i, { value, fixed }] of args.entries()) {
    const before = args[i - 1]?.value ?? '';
    const given = /^-[a-zA-Z]*v$|^--(?:set|variable)$/.test(before)
      ? value
      : /^(?:-[a-zA-Z]*?v|--(?:set|variable)=)(.*=.*)$/s.exec(value)?.[1];
    const [, variable, set] = /^(\w+)=([^]*)$/.exec(given ?? '') ?? [];
    if (variable === undefined) continue;
    if (fixed) values.set(variable, set!);
    else open = true;
  }
  return fillVariables(text, values, open);
}

/** Opening a session is logging in; what is typed there is asked for by itself. */
const SESSION: Risk = 'changes';

function readOptions(
  client: Client,
  args: readonly string[],
): { texts: string[]; plain: string[]; risk: Risk | ('lists' & string) } {
  const texts: string[] = [];
  const plain: string[] = [];
  let risk: Risk = 'reads';
  const values = new Set(client.values.split(' '));
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const [name = '', value] = split(arg);
    if (client.lists?.test(name)) return { texts, plain, risk: 'lists' as Risk };
    if (client.setup?.test(name)) risk = worse(risk, consoleTextRisk(client.console, value ?? args[++i] ?? ''));
    else if (client.texts.test(name)) texts.push(value ?? args[++i] ?? '');
    else if (client.files.test(name)) {
      risk = worse(risk, (value ?? args[++i]) === '/dev/null' ? 'reads' : 'unknown');
    } else if (client.writes?.test(name)) {
      risk = worse(risk, 'changes');
      if (value === undefined) i++;
    } else if (values.has(arg)) i++;
    // A text right behind its letter: `-e'select 1'`.
    else if (/^-[A-Za-z]*?[ecQq].{2,}/.test(arg) && textBehind(client, arg) !== undefined)
      texts.push(textBehind(client, arg)!);
    else if (!arg.startsWith('-')) plain.push(arg);
  }
  return { texts, plain, risk };
}

/** The text behind the letter of its option, in a cluster as well: `-Atc'select 1'`. */
function textBehind({ texts, values }: Client, arg: string): string | undefined {
  for (let i = 1; i < arg.length && /[A-Za-z]/.test(arg[i]!); i++) {
    if (texts.test(`-${arg[i]!}`)) return arg.slice(i + 1);
    // A password hangs on its letter.
    if (arg[i] === 'p' || ` ${values} `.includes(` -${arg[i]!} `)) return undefined;
  }
  return undefined;
}

function split(arg: string): [string, string | undefined] {
  const at = arg.startsWith('--') ? arg.indexOf('=') : -1;
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function bqRisk({ values, input }: ProgramCall): Risk {
  const plain = values.filter((value) => !value.startsWith('-'));
  if (values.includes('--dry_run')) return 'reads';
  const verb = plain[0] ?? '';
  if (/^(?:ls|show|head|version|info|help|get-iam-policy|wait)$/.test(verb)) return 'reads';
  if (/^(?:rm|cancel|truncate|undelete)$/.test(verb)) return 'destroys';
  if (verb !== 'query') return verb === '' || verb === 'shell' ? 'unknown' : 'changes';
  const writes = has(values, /^--(?:destination_table|replace|append_table|schedule)/) ? 'changes' : 'reads';
  const text = plain[plain.length - 1]!;
  if (plain.length > 1) return worse(writes, consoleTextRisk('sql', text));
  const piped = readInput(input);
  return piped === 'none' || piped === 'unknown' ? 'unknown' : worse(writes, consoleTextRisk('sql', piped.text));
}

function cockroachRisk(args: readonly string[]): Risk {
  const words = args.filter((arg) => !arg.startsWith('-')).join(' ');
  if (
    /^(?:node (?:ls|status)|version|debug (?:zip|merge-logs)|cert list|userfile list|auth-session list|gen|demo --help)\b/.test(
      words,
    )
  )
    return /zip/.test(words) ? 'changes' : 'reads';
  if (/^(?:node (?:decommission|drain)|quit|userfile delete|auth-session logout)\b/.test(words)) return 'destroys';
  return /^(?:start|init|cert create|node recommission|import|workload|userfile upload|dump)\b/.test(words)
    ? 'changes'
    : 'unknown';
}

const REDIS_VALUES =
  /^(?:-[hpanusidtr]|-X|--user|--pass|--cacert|--cacertdir|--cert|--key|--sni|--tls-ciphers|--tls-ciphersuites|--pattern|--quoted-pattern|--count|--intrinsic-latency|--lru-test|-D|--memkeys-samples|--keystats-samples|--cursor|--top|--show-pushes)$/;

/** What the command line of redis is told to do. */
export const redisCliRisk: Decide = ({ values, input }) => {
  const words: string[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (words.length > 0) words.push(value);
    else if (
      /^--(?:bigkeys|stat|latency|latency-history|latency-dist|scan|memkeys|hotkeys|keystats|version|help)$|^-v$/.test(
        value,
      )
    )
      return 'reads';
    else if (/^--(?:rdb|functions-rdb)$/.test(value)) return 'changes';
    else if (/^--(?:eval|ldb|ldb-sync-mode)$/.test(value)) return 'unknown';
    else if (/^--(?:pipe|lru-test|replica|slave)$/.test(value)) return value === '--pipe' ? 'unknown' : 'changes';
    else if (value === '--cluster') return redisCluster(values[i + 1] ?? '');
    else if (value === '-x' || value === '-X') continue;
    else if (REDIS_VALUES.test(value)) i++;
    else if (!value.startsWith('-')) words.push(value);
  }
  if (words.length > 0) return redisRisk(words);
  const text = readInput(input);
  if (text === 'none') return SESSION;
  return text === 'unknown' ? 'unknown' : consoleTextRisk('redis', text.text);
};

function redisCluster(verb: string): Risk {
  if (/^(?:check|info|help)$/.test(verb)) return 'reads';
  if (verb === 'call') return 'unknown';
  return verb === 'del-node' ? 'destroys' : 'changes';
}

/** Kafka's tools: what they do is said by an option. */
export const kafkaRisk: Decide = ({ name, values }) => {
  const tool = name.replace(/\.(?:sh|bat)$/, '');
  const dry = values.includes('--dry-run');
  if (has(values, /^--(?:help|version)$/) && values.length === 1) return 'reads';
  if (/server-stop|^zookeeper-server-stop|delete-records|streams-application-reset/.test(tool)) return 'destroys';
  if (has(values, /^--(?:delete|remove|delete-offsets|cancel|delete-config|unregister)$/)) return 'destroys';
  if (values.includes('--reset-offsets')) return dry || !values.includes('--execute') ? 'reads' : 'destroys';
  if (/consumer-groups|share-groups/.test(tool))
    return has(values, /^--(?:list|describe|members|offsets|state)/) ? 'reads' : 'unknown';
  if (tool === 'kafka-reassign-partitions') return has(values, /^--(?:verify|list|generate)$/) ? 'reads' : 'changes';
  if (
    /console-producer|verifiable|producer|mirror|server-start|storage|leader-election|preferred|replica-verification-start|perf-test/.test(
      tool,
    )
  )
    return tool === 'kafka-storage' && values[0] === 'info'
      ? 'reads'
      : tool === 'kafka-storage' && values[0] === 'random-uuid'
        ? 'reads'
        : tool === 'kafka-storage'
          ? 'destroys'
          : 'changes';
  if (has(values, /^--(?:create|alter|add|add-config|execute|bootstrap-controller-add)$/)) return 'changes';
  // A consumer of a group commits what it has read.
  if (/console-consumer|console-share-consumer/.test(tool))
    return has(values, /^(?:--group|--consumer-property)/) ? 'changes' : 'reads';
  if (
    /dump-log|get-offsets|log-dirs|broker-api-versions|metadata-quorum|replica-verification|cluster|features|transactions|run-class|client-metrics|metadata-shell|jmx/.test(
      tool,
    )
  )
    return /run-class/.test(tool)
      ? 'unknown'
      : has(values, /^(?:abort|upgrade|downgrade|disable|forget|unregister|remove-controller|add-controller|fence)/)
        ? 'changes'
        : 'reads';
  return has(values, /^--(?:list|describe|describe-\w+|all-topics)$/) ? 'reads' : 'unknown';
};

/** `mysqladmin status`, `mysqladmin flush-hosts`. */
export const mysqlAdminRisk: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (has(words, /^(?:drop|shutdown|kill)$/)) return 'destroys';
  if (has(words, /^(?:create|password|old-password|start-\w+|stop-\w+|reload|refresh|flush-\w+|debug)$/))
    return 'changes';
  return has(words, /^(?:status|extended-status|processlist|ping|version|variables)$/) ? 'reads' : 'unknown';
};

/** `pg_ctl status`, `pg_ctl stop`. */
export const pgCtlRisk: Decide = ({ values }) =>
  has(values, /^(?:stop|kill)$/) ? 'destroys' : values.includes('status') ? 'reads' : 'changes';
