import type Mocha from 'mocha';

/** How a run of Mocha ended. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
}

/** Runs a prepared Mocha, telling each test as it ends through `say`. Tests that are pending count as failed. */
export function runMocha(mocha: Mocha, say: (line: string) => void): Promise<Results> {
  return new Promise((resolve) => {
    let passed = 0;
    let failed = 0;
    const runner = mocha.run(() => resolve({ passed, failed }));
    runner.on('pass', (test) => {
      passed++;
      say(`  ok   ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      failed++;
      say(`  FAIL ${test.fullTitle()}: it is skipped`);
    });
    runner.on('fail', (test, error: Error) => {
      failed++;
      say(`  FAIL ${test.fullTitle()}\n${ours(error).replace(/^/gm, '       ')}`);
    });
  });
}

/** A reporter for Mocha that says nothing: `runMocha` does. */
export function silent(): void {}

/** An error's text and the frames of its stack that lie in the tests, not in VS Code or Node. */
function ours(error: Error): string {
  const lines = (error.stack ?? String(error)).split('\n');
  return lines.filter((line) => !/^\s*(at |- ).*(node:|node_modules\/|extensionHostProcess)/.test(line)).join('\n');
}
