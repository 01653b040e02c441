import { isCmdlet } from '../shell/commandWords.ts';
import { has, wordSet, type Decide, type ProgramCall } from './call.ts';
import { clientPrograms, clientRisk, kafkaRisk, mysqlAdminRisk, pgCtlRisk, redisCliRisk } from './clients.ts';
import { cloudPrograms, cloudRisk } from './cloud.ts';
import { clusterAlikes, clusterTables } from './clusterTables.ts';
import { curlRisk, grpcurlRisk, httpieRisk, wgetRisk } from './http.ts';
import { interpreters } from './interpreters.ts';
import type { Risk } from './model.ts';
import { packageAlikes, packageTables } from './packageTables.ts';
import { plainPrograms, plainRisk } from './plainTable.ts';
import { cmdletRisk } from './powershell.ts';
import { systemPrograms } from './systemPrograms.ts';
import { systemAlikes, systemTables } from './systemTables.ts';
import { tableRisk, tableRows, type ProgramTable, type TableRow } from './table.ts';
import { toolAlikes, toolTables } from './toolTables.ts';
import { windowsPrograms } from './windows.ts';

const tables: Readonly<Record<string, ProgramTable>> = {
  ...clusterTables,
  ...toolTables,
  ...systemTables,
  ...packageTables,
};
const alikes: Readonly<Record<string, string>> = { ...clusterAlikes, ...toolAlikes, ...systemAlikes, ...packageAlikes };

const clients: Readonly<Record<string, Decide>> = {
  curl: curlRisk,
  wget: wgetRisk,
  http: httpieRisk,
  https: httpieRisk,
  xh: httpieRisk,
  grpcurl: grpcurlRisk,
  'redis-cli': redisCliRisk,
  'valkey-cli': redisCliRisk,
  'keydb-cli': redisCliRisk,
  mysqladmin: mysqlAdminRisk,
  'mariadb-admin': mysqlAdminRisk,
  pg_ctl: pgCtlRisk,
};

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** What a call of a program does; unknown for programs that no table holds. */
export function programRisk(call: ProgramCall): Risk {
  const { name, values } = call;
  const decided = decide(call);
  // A question for the version or for help, and nothing else; asked of a program that is known.
  if (values.length === 1 && /^(?:--version|--help)$/.test(values[0]!)) return isKnown(name) ? 'reads' : 'unknown';
  return decided ?? 'unknown';
}

function decide(call: ProgramCall): Risk | undefined {
  const { name, values } = call;
  for (const decision of [
    own(clients, name),
    own(systemPrograms, name),
    own(interpreters, name),
    own(windowsPrograms, name),
  ]) {
    const risk = decision?.(call);
    if (risk !== undefined) return risk;
  }
  if (/^(?:kafka-|zookeeper-server|connect-)[\w-]+(?:\.sh|\.bat)?$/.test(name)) return kafkaRisk(call);
  const client = clientRisk(call);
  if (client !== undefined) return client;
  const table = own(tables, own(alikes, name) ?? name);
  if (table) return tableRisk(table, values);
  return cloudRisk(name, values) ?? plainRisk(name, values) ?? (isCmdlet(name) ? cmdletRisk(name, values) : undefined);
}

const VERSIONED =
  wordSet(`java javac node python python2 python3 ruby perl php go rustc gcc clang ssh docker kubectl helm git mysql psql nginx bash zsh sh fish
  make cmake gradle mvn openssl curl wget aws az gcloud terraform ansible vim tmux screen watch xargs sudo env timeout nohup`);

function isKnown(name: string): boolean {
  return (
    VERSIONED.has(name) ||
    own(tables, own(alikes, name) ?? name) !== undefined ||
    own(clients, name) !== undefined ||
    own(systemPrograms, name) !== undefined ||
    own(interpreters, name) !== undefined ||
    clientPrograms.has(name) ||
    cloudPrograms.has(name) ||
    plainPrograms.has(name) ||
    /^kafka-/.test(name)
  );
}

/** All rows of all tables. */
export function riskRows(): TableRow[] {
  const byVerb = Object.entries(tables).flatMap(([program, table]) => tableRows(program, table));
  const plain = [...plainPrograms].map(([program, table]) => ({
    program,
    verb: '',
    risk: table.bare!,
    flags: table.flags ?? {},
    source: table.source,
  }));
  const clouds = [...cloudPrograms].flatMap(([program, { source, table }]) => tableRows(program, { ...table, source }));
  return [...byVerb, ...plain, ...clouds];
}

/** Options by which a wrapper itself writes something: `strace -o file`. */
export function wrapperRisk({ name, values }: Pick<ProgramCall, 'name' | 'values'>, before: readonly string[]): Risk {
  if (/^(?:kubectl|oc|k|kubecolor)$/.test(name)) return has(before, /^(?:run|debug)$/) ? 'changes' : 'reads';
  if (/^(?:docker|podman|nerdctl|docker-compose|podman-compose)$/.test(name)) return containerRisk(before);
  if (/^(?:strace|ltrace|time|valgrind|pssh|parallel-ssh|parallel|script)$/.test(name))
    return has(before, /^(?:-o|--output|--joblog|--results|--log-file\S*)/) || name === 'script' ? 'changes' : 'reads';
  if (/^(?:npx|systemd-run|run0|nohup)$/.test(name)) return name === 'nohup' ? 'reads' : 'changes';
  if (name === 'find')
    return values.includes('-delete')
      ? 'destroys'
      : has(values, /^-(?:fprint|fprint0|fprintf|fls)$/)
        ? 'changes'
        : 'reads';
  return 'reads';
}

/** A container is made, and may pull its image. */
function containerRisk(before: readonly string[]): Risk {
  if (!has(before, /^run$/)) return 'reads';
  return 'changes';
}
