import { verbs } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const send = (method?: string): Member => ({
  request: {
    url: 0,
    options: 1,
    ...(method ? { method } : { methodOption: { option: 'method', default: 'GET' } }),
  },
  returns: 'Response',
});
const derive: Member = { returns: 'Ky', createsClient: true, options: 0 };

export const ky: Library = {
  name: 'ky',
  api: 'ky',
  modules: ['ky', 'ky-universal'],
  namespace: 'Ky',
  exports: { default: 'Ky' },
  typeNames: { KyInstance: 'Ky' },
  types: {
    Ky: {
      call: send(),
      members: {
        ...verbs(['get', 'post', 'put', 'patch', 'head', 'delete'], send),
        create: derive,
        extend: derive,
      },
    },
    Response: { members: {} },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'headers',
      countsAsBound: true,
      versions: '<2',
      off: [false],
      why: "ky 1's `timeout` covers the headers only; the body has no limit",
      source: 'measured with ky 1.14.3: `.json()` of a dripping body stays pending',
    },
    { option: 'timeout', bounds: 'call', versions: '>=2', off: [false], source: 'measured with ky 2.1.0' },
    { option: 'totalTimeout', bounds: 'call', versions: '>=2', off: [false] },
    { option: 'signal', bounds: 'call', unit: 'signal' },
  ],
  retryOptions: {
    attempts: ['retry.limit', 'retry'],
    countsAs: 'retries',
    off: [0],
    maxDelay: ['retry.backoffLimit'],
    jitter: { option: 'retry.jitter', on: [true] },
    delayFunction: ['retry.delay'],
    filter: ['retry.statusCodes', 'retry.methods', 'retry.shouldRetry'],
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 10_000 }, why: 'ky times out an attempt after 10 s by default' },
      retry: {
        attempts: 3,
        delay: 'exponential',
        baseMs: 300,
        jitter: false,
        methods: ['GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'],
        errors: 'selective',
        why: 'ky retries twice by default',
      },
      source: 'ky 1.14.3 and 2.1.0, measured',
    },
  ],
};
