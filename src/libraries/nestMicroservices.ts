import type { Library } from '../knowledge/schema.ts';

/** Clients of NestJS's microservices: cold observables of the answer. What is emitted is sent at once, and has none. */
export const nestMicroservices: Library = {
  name: '@nestjs/microservices',
  api: 'injected',
  modules: ['@nestjs/microservices'],
  exports: {
    ClientProxyFactory: { members: { create: { returns: 'Client', createsClient: true } } },
  },
  typeNames: {
    ClientProxy: 'Client',
    ClientTCP: 'Client',
    ClientRMQ: 'Client',
    ClientRedis: 'Client',
    ClientKafka: 'Client',
    ClientNats: 'Client',
    ClientMqtt: 'Client',
  },
  types: { Client: { members: { send: { request: { cold: true } } } } },
  defaults: [
    {
      timeout: { operation: 'none', why: 'a ClientProxy waits endlessly for an answer' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'all' },
      source:
        '@nestjs/microservices 11 and 12 client/client-proxy.js: send() completes when the answer comes, without a timer',
    },
  ],
};
