import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

describe('unbounded-process', () => {
  it('reports what it is for', async () => {
    expect(await findingsOf('unbounded-process', ``)).toHaveLength(1);
  });

  it('is silent where it cannot be known', async () => {
    expect(await findingsOf('unbounded-process', ``)).toEqual([]);
  });
});
