import { worse, worst, type Risk } from '../commands/risk.ts';
import { wordSet } from './call.ts';

/** The risk of what is typed into a console that is not a shell, line by line or as a whole. */
export function consoleTextRisk(console: string, text: string): Risk {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:#|--|\/\/)/.test(line));
  switch (console) {
    case 'redis':
      return worst(lines.map((line) => redisRisk(splitLine(line))));
    case 'psql':
    case 'mysql':
    case 'sql':
      return sqlRisk(text);
    case 'mongo':
      return mongoRisk(text);
    case 'ruby':
    case 'python':
      return codeRisk(text);
    case 'query':
      return 'reads';
    default:
      return 'unknown';
  }
}

function splitLine(line: string): string[] {
  return [...line.trim().matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3]!,
  );
}

const SQL_READS =
  /^(?:select|show|explain|describe|desc|with|values|table|use|help|pragma|list|begin|commit|rollback|start\s+transaction|end|savepoint|release|fetch|declare|close|status|print|go|if|check|consistency|tracing|paging|expand|source\s*$|exit|quit|discard|listen|unlisten|set(?!\s+(?:global|persist|password|@@global))|reset(?!\s+(?:master|slave|replica|query|binary))|analyze\s+verbose)\b/i;
const SQL_DESTROYS =
  /\b(?:rollback\s+prepared|drop|truncate|delete\s+from|delete|pg_terminate_backend|pg_cancel_backend|kill|purge|reset\s+(?:master|slave|replica|binary)|shutdown|pg_drop_replication_slot|lo_unlink|pg_logical_slot_get_changes|pg_replication_slot_advance|flush\s+tables\s+with\s+read\s+lock|detach|pg_stat_reset\w*|rds_kill\w*|mysql\.rds_kill\w*|decommission|repair_delete|dbcc\s+(?:shrink\w*|freeproccache)|reinit)\b/i;
const SQL_CHANGES =
  /\b(?:commit\s+prepared|insert|update|alter|create|grant|revoke|vacuum|reindex|analyze|replace\s+into|merge\s+into|upsert|copy|call|exec(?:ute)?|do|set\s+(?:global|persist|password|@@global)|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_switch_wal|pg_create_\w+|pg_start_backup|pg_stop_backup|pg_backup_\w+|pg_advisory_\w*lock\w*|pg_notify|pg_prewarm|pg_repack|pg_import_\w+|pg_write_\w+|set_config|setval|nextval|next\s+value\s+for|lo_import|lo_export|lo_put|lo_create|dblink\w*|pg_read_binary_file|pg_file_\w+|pg_wal_replay_\w+|pg_log_\w+|start\s+(?:slave|replica|group_replication)|stop\s+(?:slave|replica|group_replication)|change\s+(?:master|replication)|lock|unlock|refresh|optimize|repair|flush|rename|cluster|comment|security|import|load\s+data|into\s+(?:outfile|dumpfile)|handler|install|uninstall|cache\s+index|get_lock|release_lock|for\s+update|for\s+share|attach|notify|prepare|reassign|restore|backup|bulk|sp_\w+|xp_\w+|cron\.\w+)\b/i;
/** `\!` runs a program, `\i` a file, `\copy`, `\o` and `\g` write. */
const PSQL_META =
  /^\\(!|i|ir|include|copy|o|out|w|write|g\b.*\S|gexec|gdesc|lo_\w+|e|ef|ev|edit|password|s\s+\S|setenv|watch|bind|gx\b.*\S|crosstabview)/;

/** The risk of SQL statements. */
export function sqlRisk(text: string): Risk {
  // A back quote in what psql itself does starts a program.
  if (/\\[a-z!]+[^\n]*`/i.test(text)) return 'unknown';
  const filled = withVariables(text);
  const read = filled ?? text;
  const risk = worst(readingsOf(read).map((token) => statementsRisk(read, token)));
  return filled === undefined ? worse('unknown', risk) : risk;
}

/** `:x` stands for its text as it is; `:'x'` and `:"x"` are quoted, and no more than a value or a name. */
const RAW_VARIABLE = /(?<![:\w\\])::?(?=[A-Za-z_])(?<!::)([A-Za-z_]\w*)/g;
/** What gives a variable of psql a text that is only known when it runs. */
const FILLED_LATER = /\\(?:gset|prompt|getenv|set\s+\S+\s+:)/;

/** A text of psql with the values of its own `\set`; undefined where a value that is used is not known. */
function withVariables(text: string): string | undefined {
  if (!/\\(?:set|gset|prompt|getenv)\b/.test(text)) return text;
  const set = [...text.matchAll(/^[ \t]*\\set[ \t]+(\w+)[ \t]+([^\n]+)$/gm)];
  const values = new Map(
    set.map(([, name, value]) => [name!, value!.replace(/^'(.*)'\s*$/, '$1').replace(/''/g, "'")]),
  );
  return fillVariables(text, values, FILLED_LATER.test(text));
}

/** A text of psql with its variables filled in, from options and by itself; undefined where one is not known. */
export function fillVariables(text: string, values: ReadonlyMap<string, string>, open = false): string | undefined {
  let unclear = false;
  const lines = text.split('\n').map((line) =>
    /^\s*\\(?:set|unset|prompt|getenv|echo|qecho|warn)\b/.test(line)
      ? line
      : line.replace(RAW_VARIABLE, (whole, name: string) => {
          const value = values.get(name);
          if (value === undefined) unclear ||= open;
          return value ?? whole;
        }),
  );
  return unclear ? undefined : lines.join('\n');
}

/**
 * Databases do not agree where a comment begins (`1--1`), where a string ends (`'\'`), and what brackets are (`[a']`).
 * @returns for each reading what is a comment, a string or a name
 */
function readingsOf(text: string): readonly RegExp[] {
  const comments = text.includes('--') ? ['--[^\\n]*', '--(?=\\s|$)[^\\n]*'] : ['--[^\\n]*'];
  const strings = text.includes('\\') ? ["'(?:[^'\\\\]|''|\\\\.)*'", "'(?:[^']|'')*'"] : ["'(?:[^']|'')*'"];
  const names = /\[[^\]\n]*['"`;-]/.test(text) ? ['', '|\\[[^\\]\\n]*\\]'] : [''];
  return comments.flatMap((comment) =>
    strings.flatMap((string) =>
      names.map(
        (more) =>
          new RegExp(
            `(?<comment>${comment}|/\\*(?!M?!)[\\s\\S]*?\\*/)|(?<string>${string})|(?:U&)?(?:"(?:[^"\\n]|"")*"|\`[^\`\\n]*\`${more})`,
            'gi',
          ),
      ),
    ),
  );
}

function statementsRisk(text: string, token: RegExp): Risk {
  let plain = '';
  let from = 0;
  for (const match of text.matchAll(token)) {
    const end = match.index + match[0].length;
    plain += text.slice(from, match.index);
    from = end;
    if (match.groups!['comment'] !== undefined) plain += ' ';
    else if (match.groups!['string'] !== undefined) plain += "''";
    // A function does in quotes what it does without.
    else if (/^\s*\(/.test(text.slice(end, end + 20))) plain += /^(?:U&)?.(\w+).$/i.exec(match[0])?.[1] ?? 'x';
    else plain += '"x"';
  }
  plain += text.slice(from);
  const statements = plain
    .split(/;|\\G|\\gx?(?=\s*(?:\n|$))|\n(?=\s*\\[a-z!?])/)
    .flatMap((part) => (/^\s*\\/.test(part) ? part.split('\n') : [part]));
  return worst(
    statements
      .map((statement) => statement.trim())
      .filter((statement) => statement !== '')
      .map(statementRisk),
  );
}

/** A statement that is run by building it, or that is sent to a program. */
const SQL_UNCLEAR =
  /^(?:call|exec(?:ute)?)\s+[\w."]+|^do\b[^]*\bexecute\b|\b(?:dblink\w*|query_to_xml\w*|openrowset|openquery|xp_cmdshell|execute\s+immediate)\b/i;
/** Every row is overwritten. */
const SQL_ALL_ROWS = /^update\b(?![^]*\bwhere\b)[^]*\bset\b/i;
/** What psql and mysql themselves do that shows something, or changes how it is shown. */
const META_READS =
  /^\\(?:d\S*|l\+?|z\S*|s[fv]\+?|h|\?|q|x|a|t|f|H|C|pset|timing|echo|qecho|warn|c|connect|conninfo|encoding|errverbose|set|unset|p|r|s|u|G|g|gx|gdesc|if|elif|else|endif|prompt|W|#)(?![\w.!])/;
/** `select 1 \g file`, `\gx file`. */
const META_WRITES = /\\gx?(?:\s{0,9}\([^)]{0,200}\))?\s{1,9}(?=[\w./~$-])[^\s\\|]+\s*$/;
const META_STARTS = /\\gexec\b|\\gset\b|\\(?:o|out|g|gx|w|write)\s*\|/;

/** What the client itself does in the middle of a line: `select 1 \! reboot`, `\dt \! reboot`, `select 1 \T file`. */
function actsBetween(statement: string): boolean {
  return [...statement.matchAll(/\\[A-Za-z!.?#\\]/g)].some(
    ({ index }) => index > 0 && !META_READS.test(statement.slice(index)),
  );
}

function statementRisk(statement: string): Risk {
  return actsBetween(statement) ? worse('unknown', plainStatementRisk(statement)) : plainStatementRisk(statement);
}

function plainStatementRisk(statement: string): Risk {
  // What stands behind a statement on its line: `select 1 \gexec`.
  if (META_WRITES.test(statement)) return worse('changes', statementRisk(statement.replace(META_WRITES, '')));
  if (META_STARTS.test(statement) || /^\\copy\b[^]*\bprogram\b/i.test(statement)) return 'unknown';
  if (statement.startsWith('\\')) return metaRisk(statement);
  const explained = /^explain\b\s*((?:\([^)]*\)|analy[sz]e|verbose|buffers|extended|format\s*=?\s*\w+|\s)*)/i.exec(
    statement,
  );
  // Only with ANALYZE is the statement run.
  if (explained)
    return /analy[sz]e/i.test(explained[1]!) ? statementRisk(statement.slice(explained[0].length)) : 'reads';
  const show = /^(?:show|describe|desc|use|help|declare|fetch)\b/i.test(statement);
  if (show) return 'reads';
  if (SQL_DESTROYS.test(statement)) return 'destroys';
  if (/\bprogram\b/i.test(statement) && /^copy\b/i.test(statement)) return 'unknown';
  if (SQL_ALL_ROWS.test(statement)) return 'destroys';
  if (SQL_UNCLEAR.test(statement)) return 'unknown';
  if (SQL_CHANGES.test(statement)) return 'changes';
  if (/^(?:select|with)\b/i.test(statement) && /\binto\b/i.test(statement)) return 'changes';
  return SQL_READS.test(statement) && callsPureFunctions(statement) ? 'reads' : 'unknown';
}

const SQL_WORDS_WITH_BRACKET =
  /^(?:select|from|where|and|or|not|in|as|on|using|over|filter|within|group|by|with|values|any|all|some|exists|join|when|then|else|case|order|limit|partition|union|except|intersect|set|is|like|between|having|array|row|interval|materialized|recursive|lateral|distinct|numeric|varchar|char|decimal|timestamp|time|index|key|primary|table|begin)$/i;
const SQL_PURE =
  /^(?:count|sum|avg|min|max|now|coalesce|nullif|greatest|least|round|floor|ceil|ceiling|abs|mod|power|sqrt|random|lower|upper|length|char_length|octet_length|substr|substring|left|right|trim|ltrim|rtrim|btrim|lpad|rpad|replace|regexp_\w+|split_part|position|strpos|concat|concat_ws|format|string_agg|array_\w+|group_concat|unnest|generate_series|json_\w+|jsonb_\w+|row_to_json|to_\w+|date|date_\w+|datediff|dateadd|datepart|timediff|timestampdiff|unix_timestamp|from_unixtime|str_to_date|year|month|day|hour|minute|second|extract|age|current_\w+|session_user|user|version|database|schema|cast|convert|isnull|ifnull|if|iif|nvl|decode|row_number|rank|dense_rank|lag|lead|ntile|first_value|last_value|percentile_\w+|md5|sha\w*|encode|inet_\w+|host|hex|unhex|bit_\w+|bool_\w+|every|stddev\w*|variance|corr|sleep|pg_sleep|uuid|gen_random_uuid|md5|last_insert_id|connection_id|row_count|found_rows|txid_\w+|obj_description|col_description|has_\w+_privilege|quote_\w+|width_bucket|justify_\w+|make_\w+|tostring|touint\w*|toint\w*|todate\w*|tostartof\w+|formatreadable\w+|uniq\w*|quantile\w*|any|argmax|argmin|object_id|object_name|db_name|db_id|suser_\w+|serverproperty|databasepropertyex|isjson|json|getdate|sysdatetime|sysdate|systimestamp|token|writetime|ttl|blobas\w+|typeas\w+|mintimeuuid|maxtimeuuid|dateof|unixtimestampof|pg_(?:\w*size\w*|is_\w+|get_\w+|table_is_visible|current_\w+|last_\w+|wal_lsn_diff|xlog_location_diff|blocking_pids|postmaster_start_time|conf_load_time|backend_pid|my_temp_schema|stat_get_\w+|stat_file|ls_\w+|read_file|control_\w+|safe_snapshot_blocking_pids|trigger_depth|typeof|encoding_to_char|tablespace_\w+|relation_\w+|filenode_\w+|describe_object|identify_object|walfile_name\w*|export_snapshot|show_\w+|available_\w+|options_to_table|timezone_\w+|mcv_\w+|partition_\w+|sequence_\w+|buffercache\w*|column_\w+|collation_\w+|config|input_\w+))$/i;

/** A function may do anything; those of computing and of the catalogue do not. */
function callsPureFunctions(statement: string): boolean {
  return [...statement.matchAll(/([A-Za-z_][\w.]*)\s*\(/g)].every(([, name]) => {
    const plain = name!.replace(/^(?:pg_catalog|sys|dbo)\./i, '');
    // `with x (a, b) as`, `insert into t (a)`: names of tables stand before brackets as well.
    return SQL_WORDS_WITH_BRACKET.test(plain) || SQL_PURE.test(plain) || isTable(statement, name!);
  });
}

function isTable(statement: string, name: string): boolean {
  return new RegExp(`(?:with|,|recursive)\\s+${name.replace(/\./g, '\\.')}\\s*\\([^)]*\\)\\s*as\\b`, 'i').test(
    statement,
  );
}

function metaRisk(statement: string): Risk {
  const meta = PSQL_META.exec(statement);
  if (!meta) return META_READS.test(statement) ? 'reads' : 'unknown';
  if (/^(?:!|i|ir|include|gexec|e|ef|ev|edit|watch|bind|setenv)$/.test(meta[1]!)) return 'unknown';
  return 'changes';
}

const REDIS_READS =
  /^(?:get|mget|info|keys|scan|hget|hgetall|hmget|hkeys|hvals|hlen|hscan|hexists|hstrlen|hrandfield|llen|lrange|lindex|lpos|scard|smembers|sismember|smismember|srandmember|sscan|sinter|sunion|sdiff|sintercard|zcard|zcount|zrange|zrangebyscore|zrangebylex|zrevrange|zrevrangebyscore|zrank|zrevrank|zscore|zmscore|zscan|zlexcount|zrandmember|ttl|pttl|expiretime|pexpiretime|type|exists|strlen|getrange|substr|getbit|bitcount|bitpos|pfcount|geopos|geodist|geohash|geosearch|georadius_ro|ping|dbsize|time|role|monitor|randomkey|xinfo|xlen|xrange|xrevrange|xpending|xread|pubsub|lastsave|echo|select|auth|hello|subscribe|psubscribe|ssubscribe|readonly|readwrite|asking|dump|quit|exit|help|lolwut|command|wait|waitaof|lcs|multi|discard|unwatch|watch|lrange|ft\.(?:info|search|_list|explain)|json\.(?:get|mget|type)|ts\.(?:get|range|info))$/i;
const REDIS_DESTROYS =
  /^(?:del|unlink|flushall|flushdb|shutdown|hdel|lrem|ltrim|srem|zrem|zremrangeby\w+|xdel|xtrim|spop|lpop|rpop|blpop|brpop|lmpop|blmpop|zpopmin|zpopmax|bzpopmin|bzpopmax|zmpop|rpoplpush|lmove|expire|pexpire|expireat|pexpireat|getdel|getex|swapdb|migrate|failover|sort_store|json\.(?:del|forget)|ft\.dropindex|restore-asking)$/i;
/** Commands with a second word: what of them reads and what destroys; the rest changes. */
const REDIS_GROUPS: Readonly<Record<string, { readonly reads: RegExp; readonly destroys: RegExp }>> = {
  config: { reads: /^(?:get|help)$/, destroys: /^$/ },
  client: { reads: /^(?:list|info|id|getname|getredir|tracking|trackinginfo|help)$/, destroys: /^kill$/ },
  cluster: {
    reads:
      /^(?:info|nodes|slots|shards|links|myid|myshardid|keyslot|countkeysinslot|getkeysinslot|count-failure-reports|replicas|slaves|help)$/,
    destroys: /^(?:forget|reset|failover|flushslots|delslots|delslotsrange)$/,
  },
  sentinel: {
    reads:
      /^(?:masters|master|replicas|slaves|sentinels|get-master-addr-by-name|ckquorum|is-master-down-by-addr|pending-scripts|info-cache|myid|help)$/,
    destroys: /^(?:failover|remove|reset|flushconfig|simulate-failure)$/,
  },
  slowlog: { reads: /^(?:get|len|help)$/, destroys: /^$/ },
  memory: { reads: /^(?:usage|stats|doctor|malloc-stats|help)$/, destroys: /^$/ },
  latency: { reads: /^(?:latest|history|graph|doctor|histogram|help)$/, destroys: /^$/ },
  object: { reads: /^(?:encoding|freq|idletime|refcount|help)$/, destroys: /^$/ },
  acl: { reads: /^(?:list|getuser|users|whoami|cat|log|genpass|dryrun|help)$/, destroys: /^deluser$/ },
  script: { reads: /^(?:exists|help|debug)$/, destroys: /^(?:flush|kill)$/ },
  function: { reads: /^(?:list|dump|stats|help)$/, destroys: /^(?:flush|delete|kill|restore)$/ },
  debug: {
    reads: /^(?:object|digest|digest-value|htstats|ziplist|listpack|help)$/,
    destroys: /^(?:segfault|reload|restart|crash-and-recover|loadaof|panic|oom|assert|sleep|flushall)$/,
  },
  xgroup: { reads: /^help$/, destroys: /^(?:destroy|delconsumer)$/ },
  module: { reads: /^(?:list|help)$/, destroys: /^unload$/ },
};

/** The risk of one command for redis. */
export function redisRisk(words: readonly string[]): Risk {
  const [name = '', sub = ''] = words;
  if (name === '') return 'reads';
  const group = REDIS_GROUPS[name.toLowerCase()];
  if (/^(?:acl)$/i.test(name) && /^log$/i.test(sub) && /^reset$/i.test(words[2] ?? '')) return 'destroys';
  if (group && Object.hasOwn(REDIS_GROUPS, name.toLowerCase())) {
    if (group.destroys.test(sub.toLowerCase()) && sub !== '') return 'destroys';
    return group.reads.test(sub.toLowerCase()) ? 'reads' : /[$<{]/.test(sub) || sub === '' ? 'unknown' : 'changes';
  }
  if (/^(?:eval|evalsha|fcall|eval_ro|evalsha_ro)$/i.test(name)) return 'unknown';
  if (/^georadius(?:bymember)?$/i.test(name))
    return words.some((word) => /^store(?:dist)?$/i.test(word)) ? 'changes' : 'reads';
  if (/^sort$/i.test(name)) return words.some((word) => /^store$/i.test(word)) ? 'changes' : 'reads';
  if (REDIS_DESTROYS.test(name)) return 'destroys';
  if (REDIS_READS.test(name)) return 'reads';
  return /^[a-z.]+$/i.test(name) ? 'changes' : 'unknown';
}

const MONGO_DESTROYS =
  /\.(?:drop\w*|delete\w*|remove\w*|shutdownServer|killOp|killAllSessions\w*|stepDown|fsyncUnlock|findOneAndDelete|findAndRemove)\s*\(|rs\.(?:remove|stepDown|freeze)\(|sh\.(?:remove\w*|stopBalancer)\(|(?:dropDatabase|shutdown|replSetStepDown|killOp|killCursors|dropIndexes|drop|delete|compact)\b['"]?\s*:|\$out\b|\$merge\b/i;
const MONGO_CHANGES =
  /\.(?:insert\w*|update\w*|replace\w*|create\w*|save|findAndModify|findOneAnd\w+|bulkWrite|rename\w*|grant\w*|revoke\w*|set\w+|compact|fsync\w*|adminCommand|runCommand|ensureIndex|changeUserPassword|cloneCollection|copyDatabase|convertToCapped|reIndex|initiate|add\w*|reconfig|syncFrom|enable\w*|disable\w*|shardCollection|moveChunk|splitAt|startBalancer|mapReduce|watch|hide\w*|unhide\w*)\s*\(/i;
const MONGO_PLAIN_COMMANDS =
  /^[^;]*\b(?:adminCommand|runCommand)\(\s*\{\s*['"]?(?:serverStatus|replSetGetStatus|getParameter|ping|collStats|dbStats|isMaster|hello|currentOp|listDatabases|listCollections|buildInfo|connectionStatus|hostInfo|getLog|top|validate|whatsmyuri|getCmdLineOpts|replSetGetConfig|listShards|balancerStatus|explain|count|features|connPoolStats|getShardMap)\b/;

/** Names that are called within what reads: of the shell, of a cursor, of values. */
const MONGO_CALLED =
  wordSet(`find findOne count countDocuments estimatedDocumentCount distinct aggregate explain stats status conf config
  getIndexes getUsers getUser getRoles getRole getCollectionNames getCollectionInfos getCollection getSiblingDB getMongo getDB getDBNames
  getDBs adminCommand runCommand sort limit skip pretty toArray forEach map filter reduce hint maxTimeMS batchSize projection size length
  itcount next hasNext tojson print printjson stringify JSON EJSON console log ObjectId ISODate Date NumberLong NumberInt NumberDecimal
  Long Int32 Double Decimal128 Timestamp BinData UUID MinKey MaxKey RegExp String Number Boolean isMaster hello serverStatus
  serverBuildInfo serverCmdLineOpts hostInfo currentOp version validate dataSize storageSize totalSize totalIndexSize latencyStats
  getShardDistribution getShardVersion getBalancerState isBalancerRunning getBalancerWindow getName getProfilingStatus getLogComponents
  getReplicationInfo getParameter printReplicationInfo printSecondaryReplicationInfo printSlaveReplicationInfo printShardingStatus
  listCommands help secondaryOk slaveOk setSecondaryOk setReadPref readPref readConcern auth allowDiskUse collation comment quit exit
  keys values entries join toFixed toString toISOString round floor ceil max min includes startsWith slice split indexOf test has getTime
  if for while function return in of typeof rs sh db sum push getClusterParameter getReadConcern`);

/** Whether JavaScript is made of plain literals and known calls: nothing is put together that only running it tells. */
function isPlainMongo(text: string): boolean {
  // `"\u0024out"`, `\x24`, a template, a spread, a name that is put together: `["$ou" + "t"]`.
  if (/\\(?:u|x|[0-7])|`[^`]*\$\{|\.\.\.|\[[^\]]*["'`]\s*\+|\+\s*["'`][^\[\]]*\]/.test(text)) return false;
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '0');
  if (
    /\b(?:parse|fromCharCode|fromCodePoint|atob|Buffer|globalThis|constructor|prototype|Reflect|Proxy|Function|fromEntries|replace|concat|reverse)\b/.test(
      bare,
    )
  )
    return false;
  if (/\]\s*\(/.test(bare)) return false;
  return [...bare.matchAll(/([A-Za-z_$][\w$]*)\s*\(/g)].every(([, name]) => MONGO_CALLED.has(name!));
}

/** The risk of JavaScript for a mongo shell. */
function mongoRisk(text: string): Risk {
  const risk = mongoTextRisk(text);
  return risk === 'reads' && !isPlainMongo(text) ? 'unknown' : risk;
}

function mongoTextRisk(text: string): Risk {
  const plain = text.replace(/(^|[^:])\/\/[^\n]*/g, '$1').replace(/\[\s*(["'`])([\w$]+)\1\s*\]/g, '.$2');
  // A name that is only known when it runs: `db.users[f]()`, `{[k]: 1}`.
  const computed = /\]\s*\(|[{,]\s*\[[^\]]*\]\s*:/.test(plain);
  if (computed) return MONGO_DESTROYS.test(plain) ? 'destroys' : 'unknown';
  if (MONGO_DESTROYS.test(plain)) return 'destroys';
  // `validate` mends what it finds where it is told to.
  if (/\b(?:repair|fixMultikey)\b["']?\s*:/.test(plain)) return 'changes';
  // A function that is handed on does what it does with each: `find().forEach(load)`.
  if (
    /\b(?:forEach|map)\s*\(\s*(?:load|eval|run|db\.[\w.]*(?:insert|update|delete|remove|drop|replace|save)\w*)\s*\)/.test(
      plain,
    )
  )
    return 'unknown';
  if (MONGO_PLAIN_COMMANDS.test(plain.trim()) && !/;\s*\S/.test(plain)) return 'reads';
  if (MONGO_CHANGES.test(plain)) return 'changes';
  if (/\b(?:load|run|runProgram|_rand|passwordPrompt|eval|require|fs|child_process|process)\b\s*[(.]/.test(plain))
    return 'unknown';
  const statements = plain
    .split(/;|\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return worst(statements.map((part) => (MONGO_READS.test(part) ? 'reads' : 'unknown')));
}

const MONGO_READS =
  /^(?:(?:print|printjson|JSON\.stringify|EJSON\.stringify|tojson|console\.log)\s*\(.*|(?:const|let|var)\s+\w+\s*=\s*(?:db|rs|sh)\b.*|show\b.*|use\b.*|help|it|exit|quit(?:\(\))?|(?:db|rs|sh)(?:\.\w+|\.getCollection\([^)]*\)|\.getSiblingDB\([^)]*\)|\.getMongo\(\)|\[[^\]]*\])*\.?(?:find|findOne|count\w*|estimatedDocumentCount|distinct|aggregate|explain|stats|status|conf|config|getIndexes|getUsers?|getRoles?|getCollectionNames|getCollectionInfos|getProfilingStatus|getLogComponents|getReplicationInfo|getParameter|printReplicationInfo|printSecondaryReplicationInfo|printSlaveReplicationInfo|printShardingStatus|serverStatus|serverBuildInfo|serverCmdLineOpts|hostInfo|currentOp|isMaster|hello|version|validate|dataSize|storageSize|totalSize|totalIndexSize|latencyStats|getShardDistribution|getBalancerState|isBalancerRunning|getName|listCommands|help|secondaryOk|slaveOk|setSecondaryOk|auth|getSiblingDB|getMongo|getBalancerWindow)?\b[^;]*|[}\])].*|\w+\s*:.*)$/;

/** The risk of code for a language's console; only what is surely one of the plain look-ups reads. */
export function codeRisk(text: string): Risk {
  if (
    /\.(?:destroy(?:_all|!)?|delete(?:_all|_by|!)?|drop\w*|clear|purge\w*|truncate|kill|terminate|rm_rf|rmtree|unlink|remove\w*|flush\w*)\b|\b(?:rm -|rmdir|DROP\s|TRUNCATE\s|DELETE FROM)/.test(
      text,
    )
  )
    return 'destroys';
  if (
    /\b(?:system|exec|eval|popen|spawn|fork|subprocess|os\.system|open|require|import_module|__import__|load|instance_eval|send)\b\s*[('"`\s]/.test(
      text,
    ) ||
    /`[^`]+`/.test(text)
  )
    return 'unknown';
  if (
    /\.(?:save!?|update\w*!?|create\w*!?|insert\w*|enqueue|perform\w*|publish\w*|send_\w+|set_?\w*|add\w*|touch|increment!|reload|retry|enable\w*|disable\w*|block!?|activate!?|new|write\w*|apply|requeue|run|execute|call|append|push)\b|<<|[^=!<>]=[^=~>]/.test(
      text,
    )
  )
    return 'changes';
  const statements = text
    .split(/;|\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('#'));
  return worst(
    statements.map((part) =>
      /^(?:print|puts|pp|p)\b|\.(?:find\w*|where|count|first|last|all|pluck|size|inspect|get\w*|read|length|exists\?|select|each|map|group|order|limit|sum|max|min|keys|values|to_\w+|join)\b/.test(
        part,
      )
        ? 'reads'
        : 'unknown',
    ),
  );
}
