import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

describe('growing-memory', () => {
  it('reports what it is for', async () => {
    expect(await findingsOf('growing-memory', ``)).toHaveLength(1);
  });

  it('is silent where it cannot be known', async () => {
    expect(await findingsOf('growing-memory', ``)).toEqual([]);
  });
});
