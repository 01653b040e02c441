import { describe, expect, it } from 'vitest';
import { placeIn } from '../../src/blocks/place.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

describe('a place, and right behind it what is done there', () => {
  it.each([
    'On proxy add a rule:',
    'On the proxy, add the route:',
    'On the reverse proxy, add the route:',
    'On ovh1 add a rule:',
    'On db-12 disable the timer:',
    'On host ovh1 restart it:',
    'Inside CT 101 restart it:',
    'While on the proxy itself, it is:',
    'While on the bastion, reload it:',
    'Run in VM 101:',
  ])('%s', (text) => expect(placeIn(text)?.kind).toBe('elsewhere'));

  it.each([
    'On ubuntu20 install the package:',
    'On debian12 add the key:',
    'On error restart it:',
    'On success add the label:',
    'On failure of node restart it:',
    'In python3 set the variable:',
    'In postgres16 set the role:',
    'On eth0 add an address:',
    'On vlan20 add the port:',
    'In step3 add the rule:',
    'On AWS add a rule:',
    'On the proxy settings page, add:',
    'In the proxy configuration, add:',
    'While on call, check it:',
    'Run from a client:',
  ])('but here: %s', (text) => expect(placeIn(text)).toBeUndefined());
});

it.each([
  ['# Run in LXC 100', 'elsewhere'],
  ['# Run from a LAN client', 'elsewhere'],
  ['# Run in the background', undefined],
  ['# Run from a checkout', undefined],
])('a comment: %s', (comment, kind) => {
  const page = `# DNS\n\n\`\`\`bash\n${comment}\nsystemctl restart unbound\n\`\`\`\n`;
  expect(allBlocks(parseRunbook(page)).map(({ place }) => place?.kind)).toEqual([kind]);
});
