import type { Risk } from './model.ts';
import { cloudRisk } from './cloud.ts';

const sqlReads =
  /^(?:select|show|explain|describe|desc|with|values|table|use|\\|help|pragma|list|set|analyze verbose|begin|commit|rollback|start transaction|reset|fetch|declare|status)\b|^\\/i;
const sqlDestroys =
  /\b(?:drop|truncate|delete\s+from|pg_terminate_backend|pg_cancel_backend|kill|alter\s+table\s+\S+\s+drop|purge|reset\s+(?:master|slave|replica)|shutdown)\b/i;
const sqlChanges =
  /\b(?:insert\s+into|update\s+\S+\s+set|alter|create|grant|revoke|vacuum|reindex|analyze|replace\s+into|merge\s+into|copy\s+\S+\s+from|call|set\s+global|pg_reload_conf|pg_promote|start\s+(?:slave|replica)|stop\s+(?:slave|replica)|change\s+(?:master|replication)|setval|lock\s+table|refresh\s+materialized|optimize|repair|flush|rename|cluster|nextval|pg_switch_wal|pg_drop_replication_slot|lo_unlink)\b/i;

/** The risk of SQL statements. */
export function sqlRisk(text: string): Risk {
  const sql = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''");
  if (sqlDestroys.test(sql) || /pg_drop_replication_slot/i.test(sql)) return 'destroys';
  if (sqlChanges.test(sql)) {
    const first = sql.trim();
    if (/^explain\b(?!\s*\(?\s*analyze)/i.test(first) && !/;\s*\S/.test(first)) return 'reads';
    return 'changes';
  }
  return sqlReads.test(sql.trim()) ? 'reads' : 'unknown';
}

const redisReads =
  /^(?:get|mget|info|keys|scan|hget|hgetall|hmget|hkeys|hvals|hlen|hscan|llen|lrange|lindex|scard|smembers|sismember|sscan|zcard|zrange|zrangebyscore|zrevrange|zscore|zscan|ttl|pttl|type|exists|strlen|ping|dbsize|time|role|monitor|memory|object|slowlog|client|config|cluster|sentinel|latency|command|randomkey|xinfo|xlen|xrange|xpending|pubsub|lastsave|debug|echo|select|auth|hello|acl|bitcount|getrange|subscribe|psubscribe|--bigkeys|--stat|--latency\S*|--scan|--memkeys|--hotkeys|readonly|wait|dump|quit|exit|help)$/i;
const redisDestroys =
  /^(?:del|unlink|flushall|flushdb|shutdown|hdel|lrem|ltrim|srem|zrem|zremrangeby\w+|xdel|xtrim|spop|lpop|rpop|expire|pexpire|getdel|swapdb|migrate)$/i;

/** The risk of one command for redis. */
export function redisRisk(words: readonly string[]): Risk {
  const [name = '', sub = ''] = words;
  if (name === '') return 'reads';
  if (/^(?:config|slowlog|client|cluster|sentinel|debug|memory|script|latency|acl|object)$/i.test(name)) {
    if (
      /^(?:kill|forget|reset|failover|flush|flushslots|delslots|deluser|segfault|reload|remove|purge|doctor-reset)$/i.test(
        sub,
      )
    )
      return /^(?:reset|purge)$/i.test(sub) ? 'changes' : 'destroys';
    return /^(?:set|rewrite|resetstat|pause|unpause|meet|replicate|addslots|setslot|monitor|load|setuser|setname|no-evict|save|bumpepoch|saveconfig)$/i.test(
      sub,
    )
      ? 'changes'
      : 'reads';
  }
  if (redisDestroys.test(name)) return 'destroys';
  return redisReads.test(name) ? 'reads' : 'changes';
}

/** The risk of what is typed into a console that is not a shell, line by line or as a whole. */
export function consoleTextRisk(console: string, text: string): Risk {
  const order: readonly Risk[] = ['reads', 'unknown', 'changes', 'destroys'];
  const worst = (risks: readonly Risk[]): Risk =>
    risks.reduce((a, b) => (order.indexOf(a) >= order.indexOf(b) ? a : b), 'reads');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(?:#|--|\/\/)/.test(line));
  switch (console) {
    case 'redis':
      return worst(lines.map((line) => redisRisk(line.trim().split(/\s+/))));
    case 'psql':
    case 'mysql':
    case 'sql':
      return worst(
        text
          .split(/;\s*(?:\n|$)/)
          .filter((s) => s.replace(/--[^\n]*/g, '').trim() !== '')
          .map(sqlRisk),
      );
    case 'mongo':
      return worst(lines.map(mongoRisk));
    case 'ruby':
    case 'python':
      return codeRisk(text);
    case 'query':
      return 'reads';
    default:
      return 'unknown';
  }
}

function mongoRisk(line: string): Risk {
  if (
    /\.(?:drop\w*|delete\w*|remove|shutdownServer|killOp|stepDown|fsyncUnlock)\(|rs\.(?:remove|stepDown|freeze)\(|sh\.remove/i.test(
      line,
    )
  )
    return 'destroys';
  if (
    /\.(?:insert\w*|update\w*|replace\w*|create\w*|save|findAndModify|bulkWrite|rename\w*|grant\w*|revoke\w*|set\w+|compact|fsync\w*|adminCommand|runCommand)\(|rs\.(?:initiate|add\w*|reconfig|syncFrom)\(|sh\./i.test(
      line,
    )
  )
    return /(?:serverStatus|replSetGetStatus|getParameter|ping|collStats|dbStats|isMaster|hello|currentOp)/.test(line)
      ? 'reads'
      : 'changes';
  return /^(?:show|use|help|it|exit|quit|db|rs|var|printjson|print)\b/.test(line.trim()) ? 'reads' : 'unknown';
}

function codeRisk(text: string): Risk {
  if (
    /\.(?:destroy(?:_all|!)?|delete(?:_all|_by|!)?|drop\w*|clear|purge\w*|truncate|kill|terminate|rm_rf|unlink|remove)\b/.test(
      text,
    )
  )
    return 'destroys';
  if (
    /\.(?:save!?|update\w*!?|create\w*!?|insert\w*|enqueue|perform\w*|publish\w*|send_\w+|set_?\w*|add\w*|touch|increment!|reload|retry|enable\w*|disable\w*|block!?|activate!?|new|write|apply|requeue|run|execute|call)\b|[^=!<>]=[^=~>]/.test(
      text,
    )
  )
    return 'changes';
  return /\.(?:find\w*|where|count|first|last|all|pluck|size|inspect|get\w*|read|length|exists\?|select|each|map|group|order|limit)\b|^\s*(?:print|puts|pp|p)\b/m.test(
    text,
  )
    ? 'reads'
    : 'unknown';
}

const clientSwitches: Readonly<Record<string, RegExp>> = {
  psql: /^(?:-c|--command)$/,
  mysql: /^(?:-e|--execute)$/,
  mariadb: /^(?:-e|--execute)$/,
  sqlcmd: /^-[QqI]$/,
  cqlsh: /^-e$/,
  'clickhouse-client': /^(?:-q|--query)$/,
  mongosh: /^--eval$/,
  mongo: /^--eval$/,
};

/** The risk of command line clients of databases and brokers, and of the clouds; undefined where not known. */
export function consoleRisk(name: string, args: readonly string[], input?: string): Risk | undefined {
  const cloud = cloudRisk(name, args);
  if (cloud) return cloud;
  if (name === 'redis-cli' || name === 'valkey-cli' || name === 'keydb-cli') return redisCli(args);
  if (Object.hasOwn(clientSwitches, name)) return clientRisk(name, args, input);
  if (name === 'sqlite3') return args.length > 1 ? sqlRisk(args[args.length - 1]!) : 'reads';
  if (/^kafka-/.test(name)) return kafkaRisk(name.replace(/\.sh$/, ''), args);
  if (/^(?:mongodump|mongoexport|mongostat|mongotop|mysqlshow|mysqlcheck|pt-[\w-]+)$/.test(name)) return 'reads';
  if (
    /^(?:mongorestore|mongoimport|myloader|pgloader|createdb|createuser|vacuumdb|reindexdb|initdb|pg_ctl|mysql_upgrade)$/.test(
      name,
    )
  )
    return pgCtl(name, args);
  if (/^mysqladmin$/.test(name))
    return args.some((a) => /^(?:drop|shutdown|kill|flush-\S+)$/.test(a))
      ? 'destroys'
      : args.some((a) => /^(?:create|password|start-\w+|stop-\w+|reload|refresh)$/.test(a))
        ? 'changes'
        : 'reads';
  if (/^(?:rails|rake|bin\/rails|manage\.py|django-admin|artisan)$/.test(name)) return frameworkRisk(args);
  return cmdletRisk(name);
}

function pgCtl(name: string, args: readonly string[]): Risk {
  if (name !== 'pg_ctl') return 'changes';
  return args.includes('status')
    ? 'reads'
    : args.some((a) => /^(?:stop|kill|immediate)$/.test(a))
      ? 'destroys'
      : 'changes';
}

function redisCli(args: readonly string[]): Risk {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (/^-[hpanusi]$|^--(?:user|pass|cacert|cert|key|pattern|tls-\w+)$/.test(arg)) i++;
    else if (/^--(?:bigkeys|stat|latency|scan|memkeys|hotkeys)/.test(arg)) return 'reads';
    else if (!arg.startsWith('-')) words.push(arg);
    else if (arg === '--cluster')
      return /^(?:check|info|help)$/.test(args[i + 1] ?? '')
        ? 'reads'
        : /^(?:del-node)$/.test(args[i + 1] ?? '')
          ? 'destroys'
          : 'changes';
  }
  return redisRisk(words);
}

function clientRisk(name: string, args: readonly string[], input?: string): Risk {
  const statements: string[] = input === undefined ? [] : [input];
  args.forEach((arg, i) => {
    if (clientSwitches[name]!.test(arg) && args[i + 1] !== undefined) statements.push(args[i + 1]!);
    else if (/^(?:-e|-c|--command=|--execute=|--query=|--eval=)(?=\S{3})/.test(arg))
      statements.push(arg.replace(/^(?:-[ec]|--\w+=)/, ''));
    else if (/^(?:-l|--list)$/.test(arg)) statements.push('show databases');
  });
  if (statements.length === 0) return args.some((arg) => /^(?:-f|--file)$/.test(arg)) ? 'changes' : 'reads';
  return consoleTextRisk(/mongo/.test(name) ? 'mongo' : 'sql', statements.join(';\n'));
}

function kafkaRisk(name: string, args: readonly string[]): Risk {
  if (args.some((arg) => /^--(?:delete|reset-offsets|remove)$/.test(arg)))
    return args.includes('--dry-run') ? 'reads' : 'destroys';
  if (name === 'kafka-delete-records') return 'destroys';
  if (/producer|reassign|leader-election|preferred|mirror|server-start|storage/.test(name))
    return args.some((arg) => /^--(?:verify|list|generate)$/.test(arg)) ? 'reads' : 'changes';
  if (/server-stop/.test(name)) return 'destroys';
  if (args.some((arg) => /^--(?:create|alter|add|add-config|execute)$/.test(arg))) return 'changes';
  return 'reads';
}

function frameworkRisk(args: readonly string[]): Risk {
  const task = args.find((arg) => !arg.startsWith('-') && !/=/.test(arg)) ?? '';
  if (/drop|destroy|delete|purge|remove|flush|reset|clear|clean|truncate|wipe/.test(task)) return 'destroys';
  if (
    /^(?:console|c|dbconsole|db|routes|about|stats|notes|shell|dbshell|check|showmigrations|-T|test|spec|runserver|s|server|version)$|:(?:status|check|list|show|info|count|report)$|^gitlab:(?:check|env:info)/.test(
      task,
    )
  )
    return 'reads';
  return 'changes';
}

function cmdletRisk(name: string): Risk | undefined {
  const verb = /^([A-Z][a-zA-Z]+)-[A-Z]\w+$/.exec(name)?.[1];
  if (!verb) return undefined;
  if (
    /^(?:Get|Find|Search|Select|Show|Test|Measure|Compare|ConvertTo|ConvertFrom|Where|ForEach|Sort|Format|Out|Write|Read|Resolve|Wait|Join|Split|Group|Receive|Tee|Trace|Watch|Export)$/.test(
      verb,
    )
  )
    return 'reads';
  return /^(?:Remove|Stop|Clear|Uninstall|Restart|Disable|Revoke|Unregister|Dismount|Disconnect|Reset|Suspend|Unpublish)$/.test(
    verb,
  )
    ? /^(?:Restart|Disable|Disconnect|Suspend)$/.test(verb)
      ? 'changes'
      : 'destroys'
    : 'changes';
}
