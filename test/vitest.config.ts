import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/workspaces/**', 'test/proofs/**'],
    globalSetup: ['test/globalSetup.ts'],
    testTimeout: 20_000,
  },
});
