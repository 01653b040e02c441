import type { Library } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;

/** postgres.js: a tagged template is a query. */
export const postgres: Library = {
  name: 'postgres',
  api: 'db',
  modules: ['postgres'],
  namespace: 'Factory',
  exports: { default: 'Factory' },
  typeNames: { Sql: 'Sql' },
  types: {
    Factory: { call: { returns: 'Sql', createsClient: true, options: [0, 1] } },
    Sql: {
      call: { request: {} },
      members: {
        unsafe: { request: {} },
        begin: { request: {}, callback: { argument: 0, parameters: ['Sql'] } },
        listen: { request: {} },
        notify: { request: {} },
      },
    },
  },
  timeouts: [
    {
      option: 'connect_timeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      unit: 's',
      why: '`connect_timeout` limits connecting only',
    },
    { option: 'connection.statement_timeout', bounds: 'call', acceptedAt: 'instance', off: [0] },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        why: 'postgres.js limits connecting (30 s) but not queries',
        connect: 'bounded',
        ms: { connect: 30_000 },
      },
      retry: once,
      source: 'postgres 3.4 README, "Connection timeout"',
    },
  ],
};
