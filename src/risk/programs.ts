import { isCmdlet } from '../shell/commandWords.ts';
import { has, wordSet, type Decide, type ProgramCall } from '../programs/call.ts';
import { clientPrograms, clientRisk, kafkaRisk, mysqlAdminRisk, pgCtlRisk, redisCliRisk } from '../programs/clients.ts';
import { cloudPrograms, cloudRisk } from '../commands/cloudTables.ts';
import { clusterAlikes, clusterTables } from '../commands/clusterTables.ts';
import { deliveryTables } from '../commands/deliveryTables.ts';
import { curlRisk, grpcurlRisk, httpieRisk, wgetRisk } from '../programs/http.ts';
import { interpreters } from '../programs/interpreters.ts';
import { worse, worst, type Risk } from '../commands/risk.ts';
import { operationsTables } from '../commands/operationsTables.ts';
import { packageAlikes, packageTables } from '../commands/packageTables.ts';
import { formRisk } from './formFloors.ts';
import { groupRisk } from '../forms/groups.ts';
import { leastRisk } from '../forms/leastRisk.ts';
import { massRisk } from '../forms/massForms.ts';
import { judgeOptions, wrapperOptionsRisk } from './optionLaw.ts';
import { plainPrograms } from '../commands/plainTable.ts';
import { cmdletRisk } from '../programs/powershell.ts';
import { isReadingForm } from '../forms/readingForms.ts';
import { secondVerbRisk } from '../forms/secondVerbTables.ts';
import { serviceTables } from '../commands/serviceTables.ts';
import { systemPrograms } from '../programs/systemPrograms.ts';
import { systemAlikes, systemTables } from '../commands/systemTables.ts';
import { tableRisk, tableRows, type ProgramTable, type TableRow } from '../commands/table.ts';
import { toolAlikes, toolTables } from '../commands/toolTables.ts';
import { wrapperFormRisk } from '../forms/wrapperForms.ts';
import { windowsPrograms } from '../programs/windows.ts';

const tables: Readonly<Record<string, ProgramTable>> = {
  ...clusterTables,
  ...toolTables,
  ...systemTables,
  ...packageTables,
  ...serviceTables,
  ...deliveryTables,
  ...operationsTables,
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

/** What a call of a program does, with its options; unknown for programs that no table holds. */
export function programRisk(call: ProgramCall): Risk {
  const { name, values } = call;
  // A question for the version or for help, and nothing else; asked of a program that is known.
  if (values.length === 1 && /^(?:--version|--help)$/.test(values[0]!)) return isKnown(name) ? 'reads' : 'unknown';
  if (isReadingForm(call)) return 'reads';
  const judged = judgeOptions(call, tableOf(name));
  // What is written in another way is the same: `-nave x`, `--inplace=true`, `--output=x`.
  const forms = [judged.call, judged.spelled];
  const risk = worst(forms.flatMap((one) => [decide(one, judged.takingValues) ?? 'unknown', massRisk(one)]));
  const least = [{ ...call, operands: judged.call.operands }, ...forms].flatMap((one) => [
    secondVerbRisk(one),
    leastRisk(one),
    formRisk(one),
    groupRisk(one),
  ]);
  return judged.judge(worst([risk, ...least]));
}

/** The table of a program's verbs, or its row among the programs without verbs. */
function tableOf(name: string): ProgramTable | undefined {
  const cloud = cloudPrograms.get(name);
  if (cloud) return { ...cloud.table, source: cloud.source, values: cloud.values, dryRun: cloud.dryRun ?? '' };
  return own(tables, own(alikes, name) ?? name) ?? plainPrograms.get(name);
}

function decide(call: ProgramCall, takingValues: string): Risk | undefined {
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
  if (table) return tableRisk(withValues(table, takingValues), values);
  const plain = plainPrograms.get(name);
  if (plain) return tableRisk(withValues(plain, takingValues), values);
  return cloudRisk(name, values) ?? (isCmdlet(name) ? cmdletRisk(name, values) : undefined);
}

/** A table that knows of more options that they take the next word. */
function withValues(table: ProgramTable, takingValues: string): ProgramTable {
  return { ...table, values: `${table.values ?? ''} ${takingValues}` };
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
export function wrapperRisk(call: Pick<ProgramCall, 'name' | 'values'>, before: readonly string[]): Risk {
  const own = worse(
    ownRisk(call, before),
    /^[sl]trace$/.test(call.name) && has(before, /^(?:-o|--output=)?[|!]/) ? 'unknown' : 'reads',
  );
  return worst([own, wrapperFormRisk(call.name, before), wrapperOptionsRisk(call.name, before, own)]);
}

function ownRisk({ name, values }: Pick<ProgramCall, 'name' | 'values'>, before: readonly string[]): Risk {
  // The file that it locks is made where there is none.
  if (name === 'flock') return 'changes';
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
