import { afterEach, describe, expect, it } from 'vitest';
import { Pool, TookTooLong } from '../../src/files/workers.ts';

/** Answers a job from its `n`th try on; tries are counted across workers, since one that is late is replaced. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(
    `import { parentPort, workerData } from 'node:worker_threads';
const tries = new Int32Array(workerData);
parentPort.on('message', ({ id, job }) => {
  const now = Atomics.add(tries, 0, 1) + 1;
  if (job.fails) parentPort.postMessage({ id, error: 'cannot go on' });
  else if (now >= job.from) parentPort.postMessage({ id, result: now });
});`,
  )}`,
);
const PATIENT_MS = 60_000;

describe('a job that takes too long', () => {
  let pool: Pool;
  let tries: Int32Array;
  const start = (): void => {
    const data = new SharedArrayBuffer(4);
    tries = new Int32Array(data);
    pool = new Pool({ script, count: 1, data });
  };
  afterEach(() => pool.close());

  it('has one more try with the second limit', async () => {
    start();
    // A worker has to be there before the first limit counts for anything.
    expect(await pool.run({ from: 1 }, PATIENT_MS)).toBe(1);
    expect(await pool.run({ from: 3 }, 300, PATIENT_MS)).toBe(3);
  });

  it('has one try with one limit', async () => {
    start();
    await pool.run({ from: 1 }, PATIENT_MS);
    await expect(pool.run({ from: 3 }, 300)).rejects.toBeInstanceOf(TookTooLong);
    expect(tries[0]).toBe(2);
  });

  it('is rejected with the second limit where it takes longer than that', async () => {
    start();
    await pool.run({ from: 1 }, PATIENT_MS);
    await expect(pool.run({ from: Infinity }, 200, 400)).rejects.toThrow('took more than 0.4 s');
  });

  it('is not what a job that fails is', async () => {
    start();
    await pool.run({ from: 1 }, PATIENT_MS);
    const failed = pool.run({ fails: true }, PATIENT_MS, PATIENT_MS);
    await expect(failed).rejects.toThrow('cannot go on');
    await expect(failed).rejects.not.toBeInstanceOf(TookTooLong);
    expect(tries[0]).toBe(2);
  });
});
