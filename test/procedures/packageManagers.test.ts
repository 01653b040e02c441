import { expect, it } from 'vitest';
import { formatRunbook } from '../../src/reports/runbookText.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n\n`;
const ways = (text: string): readonly string[] =>
  (parseRunbook(`# Backup\n\n## Install it\n\n${text}`).caveats ?? [])
    .filter(({ kind }) => kind === 'alternative')
    .map((one) => one.text);

it.each([
  [
    'apt and yum',
    `${sh('sudo apt-get install gcsfuse')}(Not tested, but CentOS will be)\n\n${sh('sudo yum install gcsfuse')}`,
    ['apt-get', 'yum'],
  ],
  [
    'several',
    `Linux:\n\n${sh('apt update\napt install -y jq')}Alpine:\n\n${sh('apk add jq')}Mac:\n\n${sh('brew install jq')}`,
    ['apt-get', 'apk', 'brew'],
  ],
])('%s', (_, text, names) => expect(ways(text)).toEqual(names));

it.each([
  ['one manager', `${sh('apt-get update')}${sh('apt install jq')}`],
  ['two of one machine', `${sh('apt-get install curl')}${sh('curl -o a b')}${sh('brew install jq')}`],
  ['another section', `${sh('apt-get install curl')}## Then\n\n${sh('brew install jq')}`],
  ['a block of both', `${sh('apt-get install snapd\nsnap install jq')}${sh('brew install yq')}`],
])('none: %s', (_, text) => expect(ways(text)).toEqual([]));

it('is told at each of the blocks', () => {
  const text = `# A\n\n## Install\n\n${sh('apt-get install jq')}${sh('yum install jq')}`;
  const shown = formatRunbook({ runbook: parseRunbook(text), concerns: new Map() }, false);
  expect(shown.match(/one of several: "apt-get" \(line 5\) or "yum" \(line 9\)/g)).toHaveLength(2);
});
