import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** What is to be chosen from within the one block of a page. */
function offered(code: string, lead = 'Restart it:'): readonly string[] {
  const { caveats = [] } = parseRunbook(`# Shop\n\n## Service\n\n${lead}\n\n\`\`\`sh\n${code}\n\`\`\`\n`);
  const [found] = caveats.filter(({ kind }) => kind === 'alternative');
  return found === undefined ? [] : [found.text, ...(found.others ?? [])];
}

test.each(['Run the appropriate command:', 'Use one of the following:', 'Then execute whichever you need:'])(
  'one of the commands is meant below %j',
  (lead) => {
    const code = 'just shop/start\njust shop/stop\njust shop/restart';
    expect(offered(code, lead)).toEqual(code.split('\n'));
  },
);

test.each([
  ['Graceful restart', 'Force restart'],
  ['Upgrade the schema', 'Downgrade the schema'],
  ['Apply migrations', 'Rollback last migration'],
  ['Run the migrations', 'Roll back the migrations'],
  ['Keep the data', 'Drop the data'],
])('comments that are opposed, or of two degrees, name a choice: %s, %s', (one, other) => {
  expect(offered(`# ${one}\n./one\n# ${other}\n./other`)).toEqual([one, other]);
});

test.each([
  ['# Stop the service\n./stop\n# Start the service\n./start', 'Restart by hand:'],
  ['# Close the gate\n./close\n# Open the gate\n./open', 'Do the following:'],
  ['# Apply the schema\n./schema\n# Roll the pods\n./pods', 'Run the following commands:'],
  ['# Deploy the new version\n./deploy\n# Undo the freeze\n./thaw', 'Use the following:'],
  ['./stop\n./start', 'Run all of these commands:'],
])('what is done in turn is none: %j', (code, lead) => {
  expect(offered(code, lead)).toEqual([]);
});
