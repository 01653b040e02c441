import { each } from '../knowledge/members.ts';
import type { Library, Member } from '../knowledge/schema.ts';

const run: Member = { wraps: { role: 'limiter', arguments: [0] } };
const runAll: Member = { wraps: { role: 'limiter', arguments: [0], array: true } };
const makeLimit: Member = { returns: 'Limit', createsClient: true, options: 0 };

const pLimit: Library = {
  name: 'p-limit',
  api: 'other:p-limit',
  modules: ['p-limit', '@esm2cjs/p-limit'],
  namespace: 'Factory',
  exports: {
    default: 'Factory',
    pLimit: 'Factory',
    limitFunction: { call: { wraps: { role: 'limiter', arguments: [0], defers: true, options: 1 } } },
  },
  typeNames: { LimitFunction: 'Limit' },
  types: {
    Factory: { call: makeLimit },
    Limit: { policy: 'limiter', call: run, members: { map: { wraps: { role: 'limiter', arguments: [1] } } } },
  },
  sources: ['p-limit 7.3.3 readme'],
};

const pQueue: Library = {
  name: 'p-queue',
  api: 'other:p-queue',
  modules: ['p-queue', '@esm2cjs/p-queue'],
  exports: { default: 'QueueClass', PQueue: 'QueueClass' },
  typeNames: { default: 'Queue' },
  types: {
    QueueClass: {
      new: {
        returns: 'Queue',
        createsClient: true,
        options: 0,
        wraps: {
          role: 'limiter',
          arguments: [],
          limits: ['concurrency', 'intervalCap'],
          unlimitedByDefault: true,
          options: 0,
        },
      },
    },
    Queue: { policy: 'limiter', members: { add: run, addAll: runAll } },
  },
  sources: ['p-queue 10.0.0 readme: concurrency Infinity'],
};

const mapper: Member = {
  wraps: { role: 'limiter', arguments: [1], limits: ['concurrency'], unlimitedByDefault: true, options: 2 },
};

const pMap: Library = {
  name: 'p-map',
  api: 'other:p-map',
  modules: ['p-map', '@esm2cjs/p-map'],
  exports: { default: { call: mapper }, pMap: { call: mapper }, pMapIterable: { call: mapper } },
  types: {},
  sources: ['p-map 7 readme: concurrency Infinity'],
};

const pThrottle: Library = {
  name: 'p-throttle',
  api: 'other:p-throttle',
  modules: ['p-throttle', 'p-ratelimit'],
  exports: {
    default: { call: { returns: 'Throttle', createsClient: true, options: 0 } },
    pRateLimit: { call: { returns: 'Limit', createsClient: true, options: 0 } },
  },
  types: {
    Throttle: { policy: 'limiter', call: { wraps: { role: 'limiter', arguments: [0], defers: true } } },
    Limit: { policy: 'limiter', call: run },
  },
  sources: ['p-throttle 6 readme'],
};

const bottleneck: Library = {
  name: 'bottleneck',
  api: 'other:bottleneck',
  modules: ['bottleneck', 'bottleneck/light'],
  exports: { default: 'LimiterClass', Bottleneck: 'LimiterClass' },
  typeNames: { default: 'Limiter' },
  types: {
    LimiterClass: {
      new: {
        returns: 'Limiter',
        createsClient: true,
        options: 0,
        wraps: {
          role: 'limiter',
          arguments: [],
          limits: ['maxConcurrent', 'minTime', 'reservoir', 'highWater'],
          unlimitedByDefault: true,
          options: 0,
        },
      },
      members: { Group: { property: { new: { returns: 'Limiter', createsClient: true, options: 0 } } } },
    },
    Limiter: {
      policy: 'limiter',
      members: {
        schedule: { wraps: { role: 'limiter', arguments: [0, 1] } },
        wrap: { wraps: { role: 'limiter', arguments: [0], defers: true } },
        ...each(['key', 'chain'], { returns: 'Limiter' }),
      },
    },
  },
  sources: ['bottleneck 2.19.5 README: maxConcurrent null, minTime 0, highWater null'],
};

const all: Member = {
  wraps: {
    role: 'limiter',
    arguments: [0],
    array: true,
    limits: ['concurrency'],
    unlimitedByDefault: true,
    options: 1,
  },
};

const pAll: Library = {
  name: 'p-all',
  api: 'other:p-all',
  modules: ['p-all'],
  exports: { default: { call: all } },
  types: {},
  sources: ['p-all 5.0.1 readme: concurrency Infinity'],
};

/** One after the other. */
const pSeries: Library = {
  name: 'p-series',
  api: 'other:p-series',
  modules: ['p-series', 'p-map-series', 'p-each-series'],
  exports: { default: { call: { wraps: { role: 'limiter', arguments: [0, 1], array: true } } } },
  types: {},
  sources: ['p-series 3, p-map-series 3 and p-each-series 3 readme'],
};

export const limiters: readonly Library[] = [pLimit, pQueue, pMap, pThrottle, bottleneck, pAll, pSeries];
