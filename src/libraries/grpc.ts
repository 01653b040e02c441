import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const grpcStart: Member = { request: { callback: -1, options: [1, 2] } };

export const grpc: Library = {
  name: '@grpc/grpc-js',
  api: 'grpc',
  modules: ['@grpc/grpc-js', 'grpc'],
  exports: {
    default: {
      members: {
        makeGenericClientConstructor: { returns: 'ClientClass' },
        loadPackageDefinition: { returns: 'Package' },
        credentials: {},
        Server: {},
      },
    },
    Client: 'ClientClass',
    makeGenericClientConstructor: { call: { returns: 'ClientClass' } },
    loadPackageDefinition: { call: { returns: 'Package' } },
  },
  typeNames: { Client: 'Client', ServiceClientConstructor: 'ClientClass' },
  types: {
    ClientClass: { new: { returns: 'Client', createsClient: true, options: 2 } },
    Package: { new: { returns: 'Client', createsClient: true, options: 2 }, members: { '*': { property: 'Package' } } },
    Client: {
      members: {
        ...each(['close', 'getChannel'], {}),
        // Path, both coders and the request stand in front of the options here.
        ...each(['makeUnaryRequest', 'makeServerStreamRequest'], { request: { callback: -1, options: [4, 5] } }),
        waitForReady: { request: { phase: 'connect', callback: -1 } },
        '*': grpcStart,
      },
    },
  },
  timeouts: [{ option: 'deadline', bounds: 'call', acceptedAt: 'call', unit: 'date' }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'a gRPC call has no deadline unless one is set' },
      retry: { attempts: 1, delay: 'none', jitter: false, errors: 'selective' },
      source: '@grpc/grpc-js 1.14.7 client-interceptors.js:252',
    },
  ],
};
