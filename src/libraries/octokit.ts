import { each } from '../knowledge/members.ts';
import type { RetryFigures } from '../knowledge/retryFigures.ts';
import type { Library, Member, TimeoutOption, TypeSpec, VersionedDefaults } from '../knowledge/schema.ts';
import { never, sdk } from '../knowledge/sdkShape.ts';

const octokitClient: TypeSpec = {
  members: {
    request: { request: { options: 1 } },
    graphql: {
      request: { options: 1 },
      property: { call: { request: { options: 1 } }, members: { paginate: { request: {} } } },
    },
    paginate: {
      request: { options: 1 },
      property: { call: { request: { options: 1 } }, members: { iterator: { request: { options: 1 } } } },
    },
    rest: { property: { members: { '*': { property: { members: { '*': { request: { options: 0 } } } } } } } },
    hook: { property: { members: {} } },
    auth: {},
    log: { property: { members: {} } },
    ...each(
      [
        'actions',
        'apps',
        'checks',
        'gists',
        'git',
        'issues',
        'orgs',
        'projects',
        'pulls',
        'reactions',
        'repos',
        'search',
        'teams',
        'users',
        'activity',
        'packages',
        'codeScanning',
        'rateLimit',
        'markdown',
        'migrations',
      ],
      {
        property: { members: { '*': { request: { options: 0 } } } },
      },
    ),
  },
};
const octokitTimeouts: readonly TimeoutOption[] = [
  { option: 'request.signal', bounds: 'call', unit: 'signal' },
  {
    option: 'request.timeout',
    bounds: 'nothing',
    why: 'octokit ignores `request.timeout`; pass `request: { signal }`',
  },
];
const octokitRest = (
  retry: RetryFigures,
  source: string,
): { timeouts: readonly TimeoutOption[]; options: number; defaults: VersionedDefaults } => ({
  timeouts: octokitTimeouts,
  options: 0,
  defaults: { timeout: { operation: 'none', why: 'octokit uses fetch without a timeout' }, retry, source },
});

export const octokit = sdk(
  'octokit',
  'sdk:octokit',
  ['octokit'],
  ['Octokit'],
  octokitClient,
  octokitRest(
    {
      attempts: 4,
      delay: 'exponential',
      jitter: false,
      errors: 'selective',
      why: 'octokit retries 3 times, any method, by default',
    },
    'octokit 5.0.5, plugin-retry 8.1.1',
  ),
);

export const octokitCore = sdk(
  '@octokit/core',
  'sdk:octokit',
  ['@octokit/core', '@octokit/rest'],
  ['Octokit'],
  octokitClient,
  octokitRest(never, '@octokit/core 7.0.8: one attempt (measured)'),
);

const octokitCall: Member = { request: { options: 1 }, returns: 'Response' };
export const octokitRequest: Library = {
  name: '@octokit/request',
  api: 'sdk:octokit',
  modules: ['@octokit/request', '@octokit/graphql'],
  exports: { request: 'Call', graphql: 'Call', default: 'Call' },
  types: {
    Call: { call: octokitCall, members: { defaults: { returns: 'Call', createsClient: true, options: 0 } } },
    Response: { members: {} },
  },
  timeouts: octokitTimeouts,
  rejectsOnStatus: true,
  defaults: [octokitRest(never, '@octokit/request 10.0.16').defaults],
};
