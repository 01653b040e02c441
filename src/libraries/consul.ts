import { never, nested, sdk, timeout } from '../knowledge/sdkShape.ts';

/** Its `watch` is an emitter that holds requests open on purpose. */
const client = nested(
  [
    ...['get', 'set', 'del', 'keys', 'create', 'destroy', 'info', 'node', 'list', 'renew', 'update', 'clone'],
    ...['members', 'self', 'join', 'reload', 'maintenance', 'services', 'checks', 'register', 'deregister', 'pass'],
    ...['warn', 'fail', 'nodes', 'datacenters', 'service', 'state', 'leader', 'peers', 'fire', 'execute', 'bootstrap'],
  ],
  [0, 1, 2],
);

/** Client of HashiCorp's Consul. */
export const consul = sdk(
  'consul',
  'sdk:consul',
  ['consul'],
  ['Consul'],
  { ...client, members: { ...client.members, watch: {} } },
  {
    options: 0,
    timeouts: [timeout, { option: 'defaults.timeout', bounds: 'call', acceptedAt: 'instance', off: [0] }],
    defaults: {
      timeout: { operation: 'none', why: 'consul has no timeout unless `timeout` or `defaults.timeout` is set' },
      retry: never,
      source: 'consul 2.0.1 lib/consul.js, lib/constants.js: `timeout` is an option of papi, without a default',
    },
  },
);
