import type { Library, Member } from '../knowledge/schema.ts';

const withoutBody = (method: string): Member => ({ request: { method, url: 0, options: 1 }, returns: 'Response' });
const withBody = (method: string): Member => ({ request: { method, url: 0, options: 2 }, returns: 'Response' });
const byConfig: Member = {
  request: { url: 0, urlOption: 'url', options: [0, 1], methodOption: { option: 'method', default: 'GET' } },
  returns: 'Response',
};

export const axios: Library = {
  name: 'axios',
  api: 'axios',
  modules: ['axios'],
  namespace: 'Axios',
  exports: {
    default: 'Axios',
    axios: 'Axios',
    Axios: { new: { returns: 'Instance', createsClient: true, options: 0 } },
    create: { call: { returns: 'Instance', createsClient: true, options: 0 } },
  },
  typeNames: { AxiosInstance: 'Instance', AxiosStatic: 'Axios', Axios: 'Instance' },
  types: {
    Axios: {
      extends: ['Instance'],
      call: byConfig,
      members: {
        create: { returns: 'Instance', createsClient: true, options: 0 },
        Axios: { property: { new: { returns: 'Instance', createsClient: true, options: 0 } } },
      },
    },
    Instance: {
      call: byConfig,
      members: {
        request: { ...byConfig, request: { ...byConfig.request, options: [0] } },
        get: withoutBody('GET'),
        delete: withoutBody('DELETE'),
        head: withoutBody('HEAD'),
        options: withoutBody('OPTIONS'),
        post: withBody('POST'),
        put: withBody('PUT'),
        patch: withBody('PATCH'),
        query: withBody('QUERY'),
        postForm: withBody('POST'),
        putForm: withBody('PUT'),
        patchForm: withBody('PATCH'),
        create: { returns: 'Instance', createsClient: true, options: 0 },
      },
    },
    Response: { members: {} },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      off: [0, 'undefined', null],
      why: "axios' `timeout` stops a silent server, not a slow body",
      source: 'measured with axios 1.21.1: dripping body still pending with timeout 500; axios#459, #5886',
    },
    { option: 'signal', bounds: 'call', unit: 'signal' },
    { option: 'cancelToken', bounds: 'call', unit: 'signal' },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'axios has no timeout unless one is set (`timeout: 0`)' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: 'axios 1.21.1 lib/defaults/index.js:149',
    },
  ],
  mutations: [
    { type: 'Axios', assigns: 'defaults.timeout', effect: 'timeout', off: [0], marker: '.defaults' },
    { type: 'Axios', assigns: 'defaults.signal', effect: 'timeout', marker: '.defaults' },
  ],
};
