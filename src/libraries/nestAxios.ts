import type { Library, Member } from '../knowledge/schema.ts';

const withoutBody = (method: string): Member => ({ request: { method, url: 0, options: 1, cold: true } });
const withBody = (method: string): Member => ({ request: { method, url: 0, options: 2, cold: true } });

/** NestJS's HttpService: axios behind cold observables, which send when subscribed to. */
export const nestAxios: Library = {
  name: '@nestjs/axios',
  api: 'injected',
  // Up to NestJS 8 it came with the framework itself.
  modules: ['@nestjs/axios', '@nestjs/common'],
  exports: {
    HttpService: { new: { returns: 'HttpService' } },
    HttpModule: {
      members: { register: { returns: 'Module', createsClient: true, options: 0 }, registerAsync: {} },
    },
  },
  typeNames: { HttpService: 'HttpService' },
  types: {
    Module: { members: {} },
    HttpService: {
      members: {
        get: withoutBody('GET'),
        delete: withoutBody('DELETE'),
        head: withoutBody('HEAD'),
        post: withBody('POST'),
        put: withBody('PUT'),
        patch: withBody('PATCH'),
        request: {
          request: { options: 0, urlOption: 'url', methodOption: { option: 'method', default: 'GET' }, cold: true },
        },
        axiosRef: { property: 'Axios' },
      },
    },
    Axios: {
      call: {
        request: { url: 0, urlOption: 'url', options: [0, 1], methodOption: { option: 'method', default: 'GET' } },
      },
      members: {
        get: { request: { method: 'GET', url: 0, options: 1 } },
        delete: { request: { method: 'DELETE', url: 0, options: 1 } },
        head: { request: { method: 'HEAD', url: 0, options: 1 } },
        post: { request: { method: 'POST', url: 0, options: 2 } },
        put: { request: { method: 'PUT', url: 0, options: 2 } },
        patch: { request: { method: 'PATCH', url: 0, options: 2 } },
        request: { request: { options: 0, urlOption: 'url', methodOption: { option: 'method', default: 'GET' } } },
      },
    },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      countsAsBound: true,
      off: [0, 'undefined'],
      why: 'it stops a silent server, not a slow body',
    },
    { option: 'signal', bounds: 'call', unit: 'signal' },
  ],
  mutations: ['register', 'registerAsync'].map((calls) => ({
    calls,
    options: 0,
    option: 'timeout',
    effect: 'timeout',
    off: [0],
    marker: `HttpModule.${calls}(`,
  })),
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'axios has no timeout unless HttpModule.register({ timeout }) sets one' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source: '@nestjs/axios 12.0.1: HttpModule.register(config) is axios.create(config)',
    },
  ],
};
