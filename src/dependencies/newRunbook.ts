import { datedTemplate } from '../runbook/template.ts';
import { technologies } from './technologyTables.ts';

/** Templates for a dependency that is down, by the names of their files. */
export type OutageTemplate = 'dependency-outage' | 'cache-down' | 'database-failover' | 'queue-backlog';

const byTechnology: Readonly<Record<string, OutageTemplate>> = {
  redis: 'cache-down',
  memcached: 'cache-down',
  kafka: 'queue-backlog',
  rabbitmq: 'queue-backlog',
  nats: 'queue-backlog',
  mqtt: 'queue-backlog',
  postgres: 'database-failover',
  mysql: 'database-failover',
  mongodb: 'database-failover',
  mssql: 'database-failover',
  oracle: 'database-failover',
  cassandra: 'database-failover',
};
const byApi: Readonly<Record<string, OutageTemplate>> = {
  cache: 'cache-down',
  queue: 'queue-backlog',
  db: 'database-failover',
};

/** The template that fits a call: by what it leads to, else by what kind of client makes it. */
export function templateFor({ api, library }: { readonly api: string; readonly library?: string }): OutageTemplate {
  const name = library?.replace(/(.)@.*$/, '$1') ?? '';
  const known = technologies.find(({ packages }) => packages.includes(name))?.names[0] ?? '';
  // Queues that are lists in Redis are queues.
  if (api === 'queue') return 'queue-backlog';
  return byTechnology[known] ?? byApi[api] ?? 'dependency-outage';
}

/** Name of the file for a dependency's runbook. */
export function runbookNameFor(dependency: string): string {
  const plain = dependency
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${plain === '' ? 'dependency' : plain}-down.runbook.md`;
}

/** A template made out for a dependency: it names it, so that its calls find the runbook from then on. */
export function runbookTextFor(template: string, dependency: string, now: Date): string {
  const title = `${dependency} is down`;
  return datedTemplate(template, now)
    .replace(/^title:.*$/m, `title: ${JSON.stringify(title)}`)
    .replace(/^services:.*$/m, `dependencies: [${JSON.stringify(dependency)}]`)
    .replace(/^# .+$/m, `# ${title}`);
}
