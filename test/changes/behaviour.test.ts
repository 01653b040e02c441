import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';

/** Where the code before and after the change of a rule is run, by the title of the test. */
const behaviour: Readonly<Record<string, readonly [file: string, title: string]>> = {
  'breaker-counts-client-errors': ['proofs/changes.test.ts', '404 does not open it, 503 does'],
  'dead-retry': ['proofs/changes.test.ts', 'a 503 is retried'],
  'ineffective-timeout': ['changes/timeoutChanges.test.ts', 'ends a fetch whose timeout did nothing'],
  'lossy-queue': ['changes/serviceChanges.test.ts', 'survive a restart of the broker'],
  'missing-error-listener': ['changes/boundingChanges.test.ts', 'a reset connection'],
  'nested-retry': ['proofs/changes.test.ts', 'the requests of one layer only'],
  'no-graceful-shutdown': ['changes/serviceChanges.test.ts', 'requests that end: no-graceful-shutdown'],
  'overlapping-interval': ['changes/loadChanges.test.ts', 'never has two open'],
  'partial-timeout': ['changes/timeoutChanges.test.ts', 'ends a body that drips'],
  'poison-message': ['changes/serviceChanges.test.ts', 'have a growing delay'],
  'policy-per-call': ['proofs/changes.test.ts', 'made once, it opens'],
  'require-timeout': ['proofs/changes.test.ts', 'require-timeout: an axios instance ends a silent request'],
  'retry-everything': ['changes/retryChanges.test.ts', 'asks once for what is not there'],
  'retry-unsafe-method': ['changes/loadChanges.test.ts', 'lets the server tell that it is the same order'],
  'retry-without-backoff': ['changes/retryChanges.test.ts', 'puts growing random waits between attempts'],
  'retry-without-jitter': ['changes/retryChanges.test.ts', 'adds a random share to each wait'],
  'spent-signal': ['changes/timeoutChanges.test.ts', 'lets the second attempt succeed'],
  'swallowed-failure': ['changes/failureChanges.test.ts', 'logs the error and gives what it gave'],
  'unbounded-fan-out': ['changes/loadChanges.test.ts', 'starts ten at a time and gives the same results'],
  'unbounded-limiter': ['proofs/changes.test.ts', 'p-queue runs ten at a time'],
  'unbounded-retry': ['changes/retryChanges.test.ts', 'gives up with the last error'],
  'unchecked-status': ['changes/statusChange.test.ts', 'tells a failure apart, and gives the same answer'],
  'unhandled-failure': ['changes/failureChanges.test.ts', 'logs the failure and goes on'],
  'unreleased-connection': ['changes/failureChanges.test.ts', 'serves on after a failure'],
  'unwrapped-network-call': ['changes/boundingChanges.test.ts', 'ends the wait and gives the same answer'],
};

const changing = rules.filter(({ fixable, hasSuggestions }) => fixable || hasSuggestions).map(({ id }) => id);

describe('changes are proved by what the code does', () => {
  it('for every rule that offers one, and for no other', () => {
    expect(Object.keys(behaviour).sort()).toEqual([...changing].sort());
  });

  it.each(Object.entries(behaviour))('%s', async (id, [file, title]) => {
    const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
    expect(text).toContain(title);
    expect(text).toContain('runInChild(');
    expect(text).toContain(`'${id}'`);
  });
});
