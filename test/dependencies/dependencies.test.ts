import { describe, expect, test } from 'vitest';
import { affectedCalls, coverageOf, type CodeCall } from '../../src/dependencies/affected.ts';
import { dependencyOf, isNamed, type Destination } from '../../src/dependencies/dependency.ts';
import { runbookNameFor, runbookTextFor, templateFor } from '../../src/dependencies/newRunbook.ts';
import { runbooksFor, scopeOf, uncovered, type RunbookScope } from '../../src/dependencies/scope.ts';
import { affectedText, coverageText } from '../../src/dependencies/words.ts';

const call = (more: Partial<CodeCall> = {}): CodeCall => ({
  api: 'fetch',
  path: 'src/a.ts',
  line: 3,
  timeout: 'none',
  errors: 'propagated',
  status: 'checked',
  policy: 'none',
  fanout: 'no',
  test: false,
  ...more,
});
const scope = (more: Partial<RunbookScope>): RunbookScope => ({
  path: 'runbooks/a.runbook.md',
  title: 'A',
  services: [],
  dependencies: [],
  ...more,
});

describe('a name means what a call leads to', () => {
  test.each<[string, Omit<Destination, 'api'> & { api?: string }]>([
    ['api.stripe.com', { target: 'api.stripe.com' }],
    ['stripe.com', { target: 'api.stripe.com:443' }],
    ['Stripe', { target: 'api.stripe.com' }],
    ['stripe', { api: 'sdk:stripe', library: 'stripe@14.0.0' }],
    ['https://api.stripe.com/v1', { target: 'api.stripe.com' }],
    ['payments', { target: 'payments.internal:8080' }],
    ['payments-api', { target: 'payments' }],
    ['payments', { target: 'payments-service.shop.svc.cluster.local' }],
    ['payments', { target: 'payments.example.com' }],
    ['exchange rates', { target: 'exchange-rates.internal' }],
    ['example', { target: 'api.example.co.uk' }],
    ['PostgreSQL', { api: 'db', library: 'pg' }],
    ['redis', { api: 'cache', library: 'ioredis@5.3.2' }],
    ['Redis', { api: 'queue', library: 'bullmq' }],
    ['s3', { api: 'aws-sdk', library: '@aws-sdk/client-s3@3.1.0' }],
    ['AWS S3', { api: 'aws-sdk', library: '@aws-sdk/client-s3' }],
    ['sendgrid', { api: 'mail', library: '@sendgrid/mail' }],
    ['orders-db.internal', { api: 'db', library: 'pg', target: 'orders-db.internal:5432' }],
    ['10.0.0.7', { target: '10.0.0.7:9200' }],
  ])('%s: %j', (name, destination) => {
    expect(isNamed(name, { api: 'fetch', ...destination })).toBe(true);
  });

  test.each<[string, Omit<Destination, 'api'> & { api?: string }]>([
    ['api', { target: 'api.stripe.com' }],
    ['com', { target: 'api.stripe.com' }],
    ['login', { target: 'login.microsoftonline.com' }],
    ['pay', { target: 'payments.internal' }],
    ['payments', { target: 'payments-db.internal' }],
    ['stripe', { target: 'hooks.mystripe.com' }],
    ['postgres', { api: 'db', library: 'mysql2' }],
    ['axios', { api: 'axios', library: 'axios' }],
    ['localhost', { target: 'localhost:3000' }],
    ['127', { target: '127.0.0.1' }],
    ['0', { target: '10.0.0.7' }],
    ['', { target: 'api.stripe.com' }],
    ['fetch', {}],
  ])('%j is not: %j', (name, destination) => {
    expect(isNamed(name, { api: 'fetch', ...destination })).toBe(false);
  });

  test('what is called is shown by its host, else by its technology; of a plain client nothing is known', () => {
    expect(dependencyOf({ api: 'fetch', target: 'API.Stripe.com:443' })).toBe('api.stripe.com');
    expect(dependencyOf({ api: 'db', library: 'pg@8.0.0' })).toBe('postgres');
    expect(dependencyOf({ api: 'sdk:stripe', library: 'stripe' })).toBe('stripe');
    expect(dependencyOf({ api: 'aws-sdk', library: '@aws-sdk/client-sqs@3.0.0' })).toBe('sqs');
    expect(dependencyOf({ api: 'axios', library: 'axios@1.7.0' })).toBeUndefined();
    expect(dependencyOf({ api: 'db', library: '@prisma/client' })).toBeUndefined();
    expect(dependencyOf({ api: 'fetch', target: 'localhost:3000' })).toBeUndefined();
  });
});

describe('runbooks', () => {
  test('say in their front matter what they cover; sentences and blanks are no names', () => {
    const text =
      '---\nservices: [checkout, the dependency, services that read through it]\ndependencies: stripe\n---\n# Stripe is down\n';
    expect(scopeOf('a.md', text)).toEqual({
      path: 'a.md',
      title: 'Stripe is down',
      services: ['checkout'],
      dependencies: ['stripe'],
    });
    for (const none of [
      '# A\n',
      '---\nowner: a\n---\n# A\n',
      '---\nservices: [the caller]\n---\n',
      '',
      '---\n: [\n---\n',
    ])
      expect(scopeOf('a.md', none)).toBeUndefined();
  });

  test('that name a dependency come before those that are for the service', () => {
    const service = scope({ path: 'a.md', services: ['payments'] });
    const dependency = scope({ path: 'b.md', dependencies: ['payments'] });
    const found = runbooksFor(
      [service, dependency, scope({ services: ['orders'] })],
      call({ target: 'payments.internal' }),
    );
    expect(found).toEqual([dependency, service]);
    expect(uncovered([service], call({ target: 'payments.internal' }))).toBeUndefined();
    expect(uncovered([service], call({ target: 'orders.internal' }))).toBe('orders.internal');
    expect(uncovered([], call({ library: 'axios', api: 'axios' }))).toBeUndefined();
  });

  test('show the calls that fail, and how each is protected; tests are left out', () => {
    const found = affectedCalls(scope({ services: ['checkout'], dependencies: ['stripe', 'redis'] }), [
      call({ target: 'api.stripe.com', method: 'POST', line: 9 }),
      call({ target: 'api.stripe.com', line: 4, timeout: 'bounded', policy: 'retry', fanout: 'unbounded' }),
      call({ target: 'api.stripe.com', test: true }),
      call({ target: 'checkout.internal', path: 'src/b.ts', status: 'unchecked', errors: 'swallowed' }),
      call({ target: 'other.internal' }),
    ]);
    expect(affectedText(found)).toBe(
      `
Calls that fail when stripe is down:
  src/a.ts:4  api.stripe.com  bounded, errors to caller, status checked, retry, unbounded fan-out
  src/a.ts:9  POST api.stripe.com  no timeout, errors to caller, status checked

Calls that fail when checkout is down:
  src/b.ts:3  checkout.internal  no timeout, errors swallowed, status unchecked
`,
    );
  });

  test('what none covers comes first, and texts obey no terminal', () => {
    const calls = [call({ target: 'a.internal' }), call({ target: 'b.internal' }), call({ api: 'axios' })];
    const text = coverageText(coverageOf([scope({ title: 'B', services: ['b'], path: 'r/\u001b[31m.md' })], calls));
    expect(text).toContain('a.internal: no runbook covers this dependency\n  src/a.ts:3  a.internal  no timeout');
    expect(text.indexOf('a.internal')).toBeLessThan(text.indexOf('b.internal: B'));
    expect(text).toContain('1 of 2 dependencies have a runbook.');
    expect(text).not.toContain('\u001b');
    expect(coverageText([])).toBe('No dependency found whose host or service is known.\n');
  });
});

describe('a new runbook', () => {
  test.each([
    [{ api: 'cache', library: 'ioredis' }, 'cache-down'],
    [{ api: 'queue', library: 'bullmq' }, 'queue-backlog'],
    [{ api: 'queue', library: 'kafkajs' }, 'queue-backlog'],
    [{ api: 'db', library: 'pg' }, 'database-failover'],
    [{ api: 'db', library: '@prisma/client' }, 'database-failover'],
    [{ api: 'sdk:stripe', library: 'stripe' }, 'dependency-outage'],
    [{ api: 'fetch' }, 'dependency-outage'],
  ])('%j is made from %s', (made, template) => {
    expect(templateFor(made)).toBe(template);
  });

  test('names its dependency, so that the call finds it', () => {
    const template =
      '---\ntitle: Dependency outage\nservices: [the caller]\nlastReviewed: YYYY-MM-DD\n---\n\n# Dependency outage\n';
    const text = runbookTextFor(template, 'api.stripe.com', new Date(2026, 0, 5));
    expect(text).toBe(
      '---\ntitle: "api.stripe.com is down"\ndependencies: ["api.stripe.com"]\nlastReviewed: 2026-01-05\n---\n\n# api.stripe.com is down\n',
    );
    expect(uncovered([scopeOf('a.md', text)!], call({ target: 'api.stripe.com' }))).toBeUndefined();
    expect(runbookNameFor('api.stripe.com')).toBe('api-stripe-com-down.runbook.md');
    expect(runbookNameFor('../..')).toBe('dependency-down.runbook.md');
  });
});
