import { each } from '../knowledge/members.ts';
import type { Library, Member, TypeSpec } from '../knowledge/schema.ts';

const once = { attempts: 1, delay: 'none', jitter: false, errors: 'all' } as const;
const questions = [
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
];
/** Its own resolver gives up by itself; `lookup` asks the operating system, which may wait as long as it likes. */
const asked: Member = {
  request: {
    callback: -1,
    timeout: { state: 'bounded', why: "Node's resolver tries a server 4 times, 5 s at first" },
  },
};
const lookedUp: Member = { request: { callback: -1 } };
const members: Readonly<Record<string, Member>> = {
  ...each(questions, asked),
  lookup: lookedUp,
  lookupService: lookedUp,
};
const Resolver: TypeSpec = { new: { returns: 'Resolver', createsClient: true, options: 0 } };

export const nodeDns: Library = {
  name: 'node:dns',
  api: 'other:dns',
  modules: ['dns', 'node:dns', 'dns/promises', 'node:dns/promises'],
  exports: {
    default: { members: { ...members, promises: { property: { members } }, Resolver: { property: Resolver } } },
    promises: { members: { ...members, Resolver: { property: Resolver } } },
    Resolver,
    ...Object.fromEntries(Object.entries(members).map(([name, call]) => [name, { call }])),
  },
  typeNames: { Resolver: 'Resolver' },
  types: { Resolver: { members: each(questions, asked) } },
  defaults: [
    {
      timeout: { operation: 'none', why: '`dns.lookup` waits as long as the operating system does' },
      retry: once,
      source: 'nodejs.org dns.lookup, new Resolver({ timeout, tries: 4 })',
    },
  ],
};
