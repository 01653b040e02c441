import { defineConfig, mergeConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** How work grows with hostile input, told by ratios of the processor's time: one file at a time, and beside nothing. */
export default defineConfig({
  ...mergeConfig(config, {}),
  test: { ...config.test, include: ['test/**/*.growth.ts'], maxWorkers: 1 },
});
