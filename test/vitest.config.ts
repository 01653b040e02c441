import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Rule pages are imported as text, which the bundler does for the product. */
const markdownAsText = {
  name: 'markdown-as-text',
  transform: (code: string, id: string) =>
    id.endsWith('.md') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined,
};

export default defineConfig({
  plugins: [markdownAsText],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', 'test/workspaces/**', 'test/proofs/**'],
    globalSetup: ['test/globalSetup.ts'],
    // They run behind the tests in a real VS Code, and beside each other: a test hangs when it takes longer than this.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    // A process a file would read the same modules 347 times, which took more than half of the time.
    isolate: false,
    setupFiles: ['test/support/yieldToRunner.ts'],
    // One more than cores: many tests wait for processes that they started.
    maxWorkers: availableParallelism() + 1,
  },
});
