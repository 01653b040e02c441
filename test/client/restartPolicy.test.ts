import { describe, expect, it } from 'vitest';
import { RestartPolicy } from '../../src/client/restartPolicy.ts';

describe('RestartPolicy', () => {
  it('waits longer after each crash in a row, and then gives up', () => {
    const policy = new RestartPolicy();
    const waits: (number | undefined)[] = [];
    for (let crash = 0; crash < 5; crash++) {
      policy.started(crash);
      waits.push(policy.crashed(crash + 1));
    }
    expect(waits).toEqual([500, 2_000, 5_000, 15_000, undefined]);
  });

  it('counts anew after the server has lived for a minute, and when a person asks', () => {
    const policy = new RestartPolicy();
    policy.started(0);
    policy.crashed(1);
    policy.started(10);
    expect(policy.crashed(60_010)).toBe(500);
    policy.started(60_010);
    expect(policy.crashed(60_011)).toBe(2_000);
    policy.reset();
    expect(policy.crashed(60_012)).toBe(500);
  });
});
