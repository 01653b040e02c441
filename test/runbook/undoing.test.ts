import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const undone = (text: string): string[] =>
  parseRunbook(text)
    .caveats?.filter(({ kind, aside }) => kind === 'undoing' && aside)
    .map((one) => one.text) ?? [];

test.each([
  // Below the section whose commands it undoes.
  [`## Deploy\n${block('./up')}\n### Rollback\n${block('./back')}`, 'Rollback'],
  [`## Deploy\n\n1. Run \`./up\`.\n2. Look at it.\n\n### Emergency rollback\n${block('./back')}`, 'Emergency rollback'],
  [`## Deploy\n${block('./up')}\n### Uninstall\n${block('./back')}`, 'Uninstall'],
  // In other languages.
  [`## 배포\n${block('./up')}\n## 롤백\n${block('./back')}`, '롤백'],
  [`## Ausrollen\n${block('./up')}\n## Zurückrollen\n${block('./back')}`, 'Zurückrollen'],
  [`## Déployer\n${block('./up')}\n## Retour arrière\n${block('./back')}`, 'Retour arrière'],
  // The end of what was made.
  [`## Install\n${block('./up')}\n## Removing the cluster\n${block('./gone')}`, 'Removing the cluster'],
  [`## Create the cluster\n${block('./up')}\n## Delete your cluster\n${block('./gone')}`, 'Delete your cluster'],
  [`## Deployment\n${block('./up')}\n## Removal\n${block('./gone')}\n## References\n\nSee x.`, 'Removal'],
  // A label in the text.
  [`## DNS\n${block('kubectl apply -f a')}\n**Network-wide rollback:**\n${block('kubectl delete -f a')}`, 'Network-wide rollback:'],
  [`## DNS\n${block('kubectl apply -f a')}\nRollback steps:\n\n1. Take it away:\n\n   \`\`\`sh\n   kubectl delete -f a\n   \`\`\`\n`, 'Rollback steps:'],
])('is left out of a run: %j', (text, title) => expect(undone(`# Web\n\n${text}`)).toEqual([title])); // prettier-ignore

test.each([
  // Nothing is done before it.
  `## Rollback\n\nWhat to do.\n\n### Rollback the chart\n${block('./back')}`,
  `## Deploy\n\n### Rollback\n${block('./back')}`,
  // What is taken away is another thing, or a step of the work.
  `## Create the new node\n${block('./up')}\n## Remove the old node\n${block('./gone')}`,
  `## Create a volume\n${block('./up')}\n## Copy\n${block('./copy')}\n## Delete the snapshot\n${block('./gone')}`,
  `## Install\n${block('./up')}\n## Delete the cache\n${block('./gone')}`,
  `## Create the database\n${block('./up')}\n## Remove the user\n${block('./gone')}`,
  `## Stop it\n${block('./stop')}\n## Remove the disk\n${block('./gone')}\n## Start it\n${block('./start')}`,
  `## Recover the database\n${block('./look')}\n### Restore the dump\n${block('./load')}`,
  // It goes on.
  `## Install\n${block('./up')}\n## Removing the cluster\n${block('./gone')}\n## Verify\n${block('./check')}`,
  // A label where the page is about it.
  `## Roll back the chart\n${block('kubectl apply -f a')}\nRollback:\n${block('kubectl delete -f a')}`,
])('is a part of the work: %j', (text) => expect(undone(`# Web\n\n${text}`)).toEqual([]));

test('on a page about it, taking away is the work', () => {
  expect(undone(`# Replace a node\n\n## Create it\n${block('./up')}\n## Remove it\n${block('./gone')}`)).toEqual([]);
});
