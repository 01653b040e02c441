import { each, verbs } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const withoutData = (method: string): Member => ({ request: { method, url: 0, options: 1, callback: -1 } });
const withData = (method: string): Member => ({ request: { method, url: 0, options: 2, callback: -1 } });
const byMethod: Member = { request: { url: 1, options: 3, callback: -1 } };

export const needle: Library = {
  name: 'needle',
  api: 'other:needle',
  modules: ['needle'],
  namespace: 'Needle',
  exports: { default: 'Needle' },
  types: {
    Needle: {
      call: byMethod,
      members: {
        ...verbs(['get', 'head'], withoutData),
        ...verbs(['post', 'put', 'patch', 'delete'], withData),
        request: byMethod,
      },
    },
  },
  timeouts: [
    { option: 'signal', bounds: 'call', unit: 'signal' },
    { option: 'open_timeout', bounds: 'connect', off: [0], why: '`open_timeout` limits connecting only' },
    {
      option: 'timeout',
      bounds: 'connect',
      off: [0],
      why: "needle's `timeout` is an alias of `open_timeout`: it limits connecting only",
    },
    {
      option: 'response_timeout',
      bounds: 'headers',
      countsAsBound: true,
      completedBy: 'read_timeout',
      off: [0],
      why: '`response_timeout` covers the headers only',
    },
    {
      option: 'read_timeout',
      bounds: 'idle',
      off: [0],
      why: '`read_timeout` starts at the headers; set `response_timeout`',
      source: 'measured with needle 3.5.0',
    },
  ],
  rejectsOnStatus: false,
  statusInCallback: true,
  defaults: [
    {
      timeout: {
        operation: 'none',
        connect: 'bounded',
        ms: { connect: 10_000 },
        why: 'needle limits connecting (10 s) but not the response',
      },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'needle 3.5.0 lib/needle.js defaults: open_timeout 10000, response_timeout 0, read_timeout 0',
    },
  ],
};

const legacy = (method?: string): Member => ({
  request: {
    url: 0,
    urlOption: 'url',
    options: [0, 1],
    callback: -1,
    emitter: true,
    ...(method ? { method } : { methodOption: { option: 'method', default: 'GET' } }),
  },
});

/** The deprecated `request` and its promise wrappers, which still run in production. */
export const request: Library = {
  name: 'request',
  api: 'request',
  modules: ['request', 'request-promise', 'request-promise-native', '@cypress/request', 'postman-request'],
  namespace: 'Request',
  exports: { default: 'Request' },
  types: {
    Request: {
      call: legacy(),
      members: {
        ...verbs(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'], legacy),
        ...each(['del'], legacy('DELETE')),
        defaults: { returns: 'Request', createsClient: true, options: 0 },
      },
    },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      why: '`timeout` is an idle timeout: a slow body has no limit',
    },
  ],
  statusInCallback: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'request has no timeout unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'request 2.88.2 README, "Timeouts"',
    },
  ],
};

/** Small functions made beforehand: `const getJSON = bent('json')`. It takes no option that has to do with time. */
export const bent: Library = {
  name: 'bent',
  api: 'other:bent',
  modules: ['bent'],
  namespace: 'Maker',
  exports: { default: 'Maker' },
  typeNames: { RequestFunction: 'Send' },
  types: {
    Maker: { call: { returns: 'Send' } },
    Send: { call: { request: { url: 0 } } },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'bent has no timeout, and no option for one' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'bent 7.3.12 src/nodejs.js: mkrequest sets no timeout and rejects with StatusError',
    },
  ],
};
