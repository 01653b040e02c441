import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';

const once: RetryFigures = { attempts: 1, delay: 'none', jitter: false, errors: 'all' };
const reads = ['list', 'get', 'update', 'delete', 'query', 'batchGet', 'export', 'download', 'getIamPolicy', 'lookup'];
const writes = [
  'create',
  'insert',
  'append',
  'patch',
  'batchUpdate',
  'send',
  'watch',
  'copy',
  'import',
  'trash',
  'modify',
  'clear',
  'run',
];
const googleLevel = (depth: number): TypeSpec => ({
  members: {
    ...each(reads, { request: { options: 1 } }),
    ...each(writes, { request: { options: 1, retry: false } }),
    ...(depth > 0 ? { '*': { property: googleLevel(depth - 1) } } : {}),
  },
});

/** `google.drive({ version, auth }).files.list(parameters, options)`. */
const googleapis: Library = {
  name: 'googleapis',
  api: 'sdk:googleapis',
  modules: ['googleapis', '@googleapis/*'],
  exports: {
    google: {
      members: {
        auth: { property: { members: {} } },
        options: {},
        '*': { returns: 'Api', createsClient: true, options: 0 },
      },
    },
  },
  types: { Api: googleLevel(3) },
  timeouts: [
    { option: 'timeout', bounds: 'call', off: [0] },
    { option: 'signal', bounds: 'call', unit: 'signal', acceptedAt: 'call' },
  ],
  retryOptions: { attempts: ['retryConfig.retry', 'retry'], countsAs: 'retries', off: [0, false] },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'googleapis has no timeout unless one is set' },
      retry: {
        attempts: 4,
        delay: 'exponential',
        baseMs: 100,
        jitter: false,
        errors: 'selective',
        why: 'googleapis retries idempotent calls 3 times by default',
      },
      source: 'gaxios build/cjs/src/retry.js:24: retry 3; googleapis-common build/src/apirequest.js: retry true',
    },
  ],
};

const request: Member = { request: { callback: -1 } };
const dockerObject = each(
  [
    'inspect',
    'start',
    'stop',
    'restart',
    'kill',
    'remove',
    'wait',
    'logs',
    'exec',
    'attach',
    'stats',
    'update',
    'push',
    'tag',
  ],
  request,
);
const dockerClass: TypeSpec = {
  new: { returns: 'Docker', createsClient: true, options: 0 },
  call: { returns: 'Docker', createsClient: true, options: 0 },
};

const dockerode: Library = {
  name: 'dockerode',
  api: 'sdk:dockerode',
  modules: ['dockerode'],
  namespace: 'DockerClass',
  exports: { default: 'DockerClass' },
  typeNames: { default: 'Docker', Container: 'Object', Image: 'Object' },
  types: {
    DockerClass: dockerClass,
    Docker: {
      members: {
        ...each(['getContainer', 'getImage', 'getVolume', 'getNetwork', 'getService', 'getExec'], {
          returns: 'Object',
        }),
        createContainer: { request: { callback: -1 }, returns: 'Object' },
        ...each(
          [
            'listContainers',
            'listImages',
            'listVolumes',
            'listNetworks',
            'listServices',
            'pull',
            'buildImage',
            'ping',
            'info',
            'version',
            'run',
            'createNetwork',
            'createVolume',
            'getEvents',
            'df',
          ],
          request,
        ),
      },
    },
    Object: { members: dockerObject },
  },
  timeouts: [
    {
      option: 'timeout',
      bounds: 'idle',
      acceptedAt: 'instance',
      countsAsBound: true,
      why: '`timeout` is a socket idle timeout',
    },
  ],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: 'dockerode has no timeout unless one is set' },
      retry: once,
      source: 'docker-modem lib/modem.js:109, :296; dockerode 5.0.1',
    },
  ],
};

const kubernetesApis = [
  'CoreV1Api',
  'AppsV1Api',
  'BatchV1Api',
  'CustomObjectsApi',
  'NetworkingV1Api',
  'RbacAuthorizationV1Api',
  'KubernetesObjectApi',
  'AutoscalingV2Api',
  'ApiextensionsV1Api',
  'CoordinationV1Api',
  'StorageV1Api',
  'VersionApi',
];

const kubernetes: Library = {
  name: '@kubernetes/client-node',
  api: 'sdk:kubernetes',
  modules: ['@kubernetes/client-node'],
  exports: { KubeConfig: { new: { returns: 'Config' } } },
  typeNames: { KubeConfig: 'Config', ...Object.fromEntries(kubernetesApis.map((name) => [name, 'Api'])) },
  types: {
    Config: { members: { makeApiClient: { returns: 'Api', createsClient: true } } },
    Api: { members: { '*': { request: {} } } },
  },
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'none', why: '@kubernetes/client-node sets no timeout' },
      retry: once,
      source: '@kubernetes/client-node 1 dist/gen/http/isomorphic-fetch.js: fetch without a timer',
    },
  ],
};

export const platforms: readonly Library[] = [googleapis, dockerode, kubernetes];
