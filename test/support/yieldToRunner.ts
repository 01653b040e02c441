import { afterEach } from 'vitest';

/*
 * Test files share a process, which saves them reading the same modules again and again. Tests that never wait would keep
 * that process from hearing the runner's answers for longer than the runner waits for it: after each second they let it.
 */
const YIELD_MS = 1000;
let last = Date.now();

afterEach(async () => {
  if (Date.now() - last < YIELD_MS) return;
  await new Promise((resolve) => setImmediate(resolve));
  last = Date.now();
});
