import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const byUrl: Member = {
  request: { url: 0, options: 1, methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};
const byOptions: Member = {
  request: { options: 0, urlOption: 'path', methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};
const dispatcher: Member = { returns: 'Dispatcher', createsClient: true, options: 1 };
const agent: Member = { returns: 'Dispatcher', createsClient: true, options: 0 };

const staysOpen = { state: 'unknown', why: 'it has no option for that, and is meant to stay open' } as const;

/** undici as a package; the `fetch` that Node brings is in fetch.ts. */
export const undici: Library = {
  name: 'undici',
  api: 'undici',
  modules: ['undici'],
  exports: {
    default: { members: { fetch: { property: 'Fetch' }, request: byUrl, stream: byUrl, pipeline: byUrl } },
    fetch: 'Fetch',
    request: { call: byUrl },
    stream: { call: { request: { url: 0, options: 1, streaming: true } } },
    pipeline: { call: { request: { url: 0, options: 1, streaming: true, emitter: true } } },
    connect: { call: byUrl },
    upgrade: { call: byUrl },
    Client: { new: dispatcher },
    Pool: { new: dispatcher },
    BalancedPool: { new: dispatcher },
    Agent: { new: agent },
    ProxyAgent: { new: agent },
    EnvHttpProxyAgent: { new: agent },
    // lib/dispatcher/retry-agent.js: its options are those of the retries; what limits a request is the agent's within.
    RetryAgent: { new: { returns: 'Dispatcher', clientArgument: 0 } },
    WebSocket: 'WebSocket',
    EventSource: {
      new: {
        request: { method: 'GET', url: 0, phase: 'connect', emitter: true, streaming: true, timeout: staysOpen },
      },
    },
  },
  typeNames: { Dispatcher: 'Dispatcher' },
  types: {
    Fetch: { call: { ...byUrl, request: { ...byUrl.request, rejectsOnStatus: false } } },
    Dispatcher: { members: each(['request', 'stream', 'pipeline', 'connect', 'upgrade'], byOptions) },
    Response: { members: {} },
    // It stays open by design, and has the browser's interface: no option limits the wait for it.
    WebSocket: {
      api: 'websocket',
      new: { request: { method: 'connect', url: 0, phase: 'connect', emitter: true, timeout: staysOpen } },
    },
  },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal', acceptedAt: 'call' },
    {
      option: 'headersTimeout',
      bounds: 'headers',
      countsAsBound: true,
      completedBy: 'bodyTimeout',
      restMs: 300_000,
      off: [0],
      why: '`headersTimeout` covers the headers only',
      source: 'undici 7.30.2 lib/dispatcher/client.js: bodyTimeout 300e3 by default',
    },
    { option: 'bodyTimeout', bounds: 'idle', why: '`bodyTimeout` limits idle time of the body only', off: [0] },
    {
      option: 'connect.timeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connect.timeout` limits connecting only',
    },
    {
      option: 'connectTimeout',
      bounds: 'connect',
      acceptedAt: 'instance',
      why: '`connectTimeout` limits connecting only',
    },
    {
      option: 'timeout',
      bounds: 'nothing',
      acceptedAt: 'call',
      why: 'undici ignores `timeout`; pass `signal: AbortSignal.timeout(ms)`',
      source: 'undici 7.30.2 types/dispatcher.d.ts',
    },
  ],
  rejectsOnStatus: false,
  defaults: [
    {
      timeout: {
        operation: 'none',
        ms: { connect: 10_000, headers: 300_000, idle: 300_000 },
        why: 'undici waits 5 min for headers and each body chunk',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'undici 7.30.2 and 8.12.4 lib/dispatcher/client.js:262-263; a 503 resolves (measured)',
    },
  ],
};
