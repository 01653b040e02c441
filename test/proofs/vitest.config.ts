import { defineConfig } from 'vitest/config';
import unit from '../vitest.config.ts';

/** Changes that need published packages: run with `npm run test:changes`, apart from the unit tests. */
export default defineConfig({
  ...unit,
  test: { ...unit.test, include: ['test/proofs/*.test.ts'], exclude: [], testTimeout: 180_000, hookTimeout: 600_000 },
});
