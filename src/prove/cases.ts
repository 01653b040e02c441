import type { FileFacts, RemoteCall } from '../facts/model.ts';
import { retriesOf } from '../facts/retries.ts';
import { knowledge } from '../libraries/index.ts';

/** What the test of one rule does. Texts are TypeScript as in `pieces.ts`; `label` is what the test calls. */
export interface Case {
  readonly title: string;
  /** What the test says of itself. */
  readonly why: string;
  /** The body of the server's answer, which has `response`, `n` and `end`. */
  readonly answer: readonly string[];
  /** Statements that hold the outcome against what is wanted. */
  readonly checks: readonly string[];
  /** Waits are shortened and written down. */
  readonly waits: boolean;
  /** The test calls the function twice. */
  readonly twice?: boolean;
}

type Make = (label: string, call: RemoteCall, facts: FileFacts) => Case | { readonly refused: string };

const FAILURES = 4;
const MANY = 100;

/** Rules that a test can prove, the plainest proof first. */
const cases: Readonly<Record<string, Make>> = {
  'require-timeout': (label) => hanging(label, 'has no timeout'),
  'ineffective-timeout': (label) => hanging(label, 'has a timeout that does nothing'),
  'unwrapped-network-call': (label, { timeout }) =>
    timeout === 'none'
      ? hanging(label, 'has no timeout')
      : { refused: 'This call already has a timeout, so the test would pass now' },
  'partial-timeout': (label) => ({
    ...hanging(label, 'has a timeout that ends with the headers'),
    title: `${label} gives up on a server that stops in mid-body`,
    answer: [
      "response.on('close', end);",
      "response.writeHead(200, { 'content-type': 'application/json' }).write(' ');",
    ],
  }),
  'unbounded-retry': (label, call, facts) => ({
    title: `${label} gives up on a server that stays down`,
    why: 'It fails while the retry has no limit, and passes once the attempts are limited.',
    answer: [`if (n > ${MANY}) end();`, ...failure(call, facts)],
    checks: [
      `assert.ok(outcome.state === 'resolved' || outcome.state === 'rejected', \`${label} still retries after \${server.requests.length} requests.\`);`,
    ],
    waits: true,
  }),
  'retry-without-backoff': withoutBackoff,
  'retry-without-jitter': (label, call, facts) => ({
    title: `${label} spreads its retries`,
    why: 'It fails while every caller waits for the same time, and passes once the waits have jitter.',
    answer: untilGivenUp(call, facts),
    checks: [
      "assert.ok(server.requests.length > 1, 'The request was not sent again.');",
      `assert.notDeepEqual(first, timing.waits, \`${label} waited for \${first.join(', ')} ms both times.\`);`,
    ],
    waits: true,
    twice: true,
  }),
  'retry-everything': (label) => ({
    title: `${label} sends a request that the server rejects only once`,
    why: 'It fails while client errors are retried, and passes once only transient failures are.',
    answer: [`if (n > ${MANY}) end();`, "response.writeHead(404, json).end('{}');"],
    checks: [
      `assert.equal(server.requests.length, 1, \`${label} sent a request that got a 404 \${server.requests.length} times.\`);`,
    ],
    waits: true,
  }),
  'retry-unsafe-method': (label, { method }) => ({
    title: `${label} does not send the same ${method ?? 'POST'} twice`,
    why: 'It fails while a retry may be processed twice, and passes once all attempts carry one Idempotency-Key.',
    answer: ['if (n === 1) response.destroy();', "else response.writeHead(200, json).end('{}');"],
    checks: [
      'const operations = new Set(server.requests.map(({ key }, index) => key ?? index));',
      `assert.equal(operations.size, 1, \`${label} sent \${operations.size} requests that the server can not tell apart.\`);`,
    ],
    waits: true,
  }),
};

/** Rules whose findings a test can show. */
export const provable: readonly string[] = Object.keys(cases);

/** The test of a rule's finding; the rule is one of `provable`. */
export function caseOf(ruleId: string, label: string, call: RemoteCall, facts: FileFacts): ReturnType<Make> {
  return cases[ruleId]!(label, call, facts);
}

function hanging(label: string, what: string): Case {
  return {
    title: `${label} gives up on a server that never answers`,
    why: `It fails while the call ${what}, and passes once it has one that works.`,
    answer: ["response.on('close', end);"],
    checks: [`assert.notEqual(outcome.state, 'pending', \`${label} still waits after \${LIMIT_MS} ms.\`);`],
    waits: false,
  };
}

/** Failures until the retry gives up; one that never does gets an answer now and then. */
function untilGivenUp(call: RemoteCall, facts: FileFacts): string[] {
  if (retriesOf(facts, call).every(({ bounded }) => bounded === true)) return failure(call, facts);
  return [
    `if (n % ${FAILURES} === 0) response.writeHead(200, json).end('{}');`,
    'else {',
    ...failure(call, facts),
    '}',
  ];
}

function withoutBackoff(label: string, call: RemoteCall, facts: FileFacts): ReturnType<Make> {
  const [retry] = retriesOf(facts, call);
  if (retry && retry.form !== 'loop' && retry.form !== 'recursion')
    return { refused: "This retry waits inside a library, where a test can't see how long" };
  if (retry?.delay === 'constant' && (retry.attempts ?? Infinity) < 3)
    return { refused: 'This retry waits only once, so a test sees no difference' };
  return {
    title: `${label} waits longer before each retry`,
    why: 'It fails while retries follow at once or at a fixed interval, and passes once the waits grow.',
    answer: [`if (n > ${FAILURES}) response.writeHead(200, json).end('{}');`, 'else {', ...failure(call, facts), '}'],
    checks: [
      'const { waits } = timing;',
      'const retries = server.requests.length - 1;',
      "assert.ok(retries > 0, 'The request was not sent again.');",
      `assert.ok(waits.length >= retries, \`${label} retried \${retries} times and waited \${waits.length} times.\`);`,
      `assert.ok(retries < 2 || new Set(waits).size > 1, \`${label} waited \${waits[0]} ms every time.\`);`,
    ],
    waits: true,
  };
}

/** A failure that gets to the retry: a 503 where the status counts, else a connection that breaks. */
function failure(call: RemoteCall, facts: FileFacts): string[] {
  const rejects = call.library !== undefined && knowledge.byName(call.library.name)?.rejectsOnStatus === true;
  const selective = retriesOf(facts, call).some(({ errors }) => errors === 'selective');
  return call.status === 'checked' || rejects || selective
    ? ["response.writeHead(503, json).end('{}');"]
    : ['response.destroy();'];
}
