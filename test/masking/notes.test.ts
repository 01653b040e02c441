import { describe, expect, it } from 'vitest';
import { mask } from '../../src/masking/mask.ts';
import { streamed } from './streamed.ts';

const HEX = 'd1c07b64e5f23a9908b7c6d5e4f3a2b1';
const UUID = '7c1e9d20-5b4a-4f36-9e8d-1a2b3c4d5e6f';
const WALLET = 'orbit velvet canyon drift maple noble hidden cactus ladder ripple sunset walnut';
const AWS = 'k3Jd8Wq+Zr1xVt7/LmN0pYb5cHs2GfQaEu4oTi9R';

const TOLD: readonly (readonly [text: string, secret: string])[] = [
  // A vendor's key.
  [`datadog app key ${HEX}99aabbcc`, HEX],
  [`pagerduty routing key ${HEX} is in the wiki`, HEX],
  [`the new relic license ${HEX}abcdNRAL expired`, HEX],
  [`splunk integration key is ${HEX}`, HEX],
  [`api key leaked in the build log: ${HEX}`, HEX],
  [`the access key was found in a public gist: ${UUID}`, UUID],
  [`rotated the API key, the old one was ${UUID}`, UUID],
  [`routing key ${UUID} still pages the old team`, UUID],
  [`aws AKIAQ3ZLEXAMPLE7WXYZ / ${AWS}`, AWS],
  [`AKIAQ3ZLEXAMPLE7WXYZ:${AWS} works`, AWS],
  // Several words.
  ['passphrase "violet engine parsley drum"', 'violet engine parsley drum'],
  ['login as ops, passphrase “violet engine parsley drum kite”', 'engine parsley'],
  ['the passphrase is violet engine parsley drum', 'engine'],
  ['gpg passphrase for backups is violet engine parsley drum.', 'parsley'],
  [`recovery phrase: ${WALLET}`, 'canyon drift'],
  [`seed phrase ${WALLET} is on the sticky note`, 'sunset walnut'],
  [`the mnemonic is ${WALLET} ${WALLET}`, 'canyon drift'],
  // A word behind the value, or none near.
  ['she typed open-3sesame-4 as the password', 'open-3sesame-4'],
  ['with gateW4y-key-2 as passphrase the archive opened', 'gateW4y-key-2'],
  ['with Pm4-door-code as password it let me in', 'Pm4-door-code'],
  ['password changed: Elm-tree-3x -> Oak-tree-4y', 'Elm-tree-3x'],
  ['password changed: Elm-tree-3x -> Oak-tree-4y', 'Oak-tree-4y'],
  ['reset the password, it is now Rz-fresh-12', 'Rz-fresh-12'],
  ['I set it to "Rz-fresh-13" after the password reset', 'Rz-fresh-13'],
  ['we rotated it to bRand-N3wone-2027! at 03:20', 'bRand-N3wone-2027!'],
  ['the one that worked was Qk4-second-try7', 'Qk4-second-try7'],
  ['The old password failed. The right one is Qk4-second-try8', 'Qk4-second-try8'],
  ['password changed from Cc1-x-22 to Dd2-y-33', 'Dd2-y-33'],
  ['the secret turned out to be "m1lky-way"', 'm1lky-way'],
  ['Ben (pw L1lac-pw-07)', 'L1lac-pw-07'],
  // Codes.
  ['Dial in, PIN 66231#', '66231'],
  ['Join with the meeting passcode 731 228', '731 228'],
  ['passcode 731 228 4', '228 4'],
  ['the door code is 5583#', '5583'],
  ['alarm code 5583 at the DC door', '5583'],
  ['gate code: *5583', '5583'],
  ['zoom pwd 731228x9', '731228x9'],
  ['zoom password 731228', '731228'],
  // A share of Windows.
  ['net use y: \\\\files\\ops Sh4re!pass /user:svc', 'Sh4re!pass'],
  ['net use \\\\files\\ops Sh4re!pass', 'Sh4re!pass'],
];

const READABLE: readonly string[] = [
  'the passphrase is stored in the vault of the team',
  'the passphrase is wrong says the agent',
  'passphrase "must not be empty here" shown by gpg',
  'the recovery phrase is kept by two people of the board',
  'the passphrase is needed again after each restart',
  'seed phrase of the wallet is unknown to us',
  'recovery words of the runbook: stop, drain, restart, check',
  'exit code 137 from the worker',
  'status code 502 at the edge',
  'area code 415 is affected',
  'error code 4471 on the gateway',
  'zip code 94107 fails the check',
  'PIN 13 of the GPIO header',
  'code 4471 in the log',
  'country code 4912 is unknown',
  'meeting at 14:02, code review after it',
  `api key lookup failed for request: ${HEX}`,
  `the leaked API key was revoked by mail in request: ${UUID}`,
  `the API key was revoked by mail, trace of it in build: ${UUID}`,
  `trace of the key rotation: ${HEX}`,
  'routing key orders.created is unbound',
  'routing key of the exchange was changed',
  'app key is missing in the config',
  'we rotated it to web-prod-03',
  'switched it to c5.4xlarge',
  'changed it to Standard_D4s_v3',
  'set it to 512Mi',
  'it is now v2.14.1',
  'the one that worked was replica-2',
  'the new one is pod api-6f7d9c8b5-x2x4z',
  'changed it to TLSv1.2',
  'replaced it with Node-20',
  'replaced it with Dell-R740xd',
  'switched it to Qwen3-32B-AWQ',
  'the new one is Llama-3-70B',
  'call code 4410 path',
  'the password was changed: see 1Password',
  'password changed: yes',
  'net use z: \\\\srv\\share /user:ops',
  'net use z: \\\\srv\\share * /user:ops',
  'net use z: /delete',
  'Ben (pw in the vault)',
];

describe('a secret in a note', () => {
  it.each(TOLD)('is hidden in: %s', (text, secret) => {
    const shown = mask(text);
    expect(shown).not.toContain(secret);
    expect(shown).toContain('***');
  });

  it.each(TOLD)('is hidden wherever the stream is cut: %s', (text) => {
    const line = `${text}\nok\n`;
    const whole = mask(line);
    for (let cut = 1; cut < text.length; cut++) expect(streamed(line, [cut])).toBe(whole);
    expect(streamed(line, [...text].map((__, at) => at))).toBe(whole); // prettier-ignore
  });

  it.each(READABLE)('is none in: %s', (text) => {
    expect(mask(text)).toBe(text);
    const line = `${text}\nok\n`;
    for (let cut = 1; cut < text.length; cut++) expect(streamed(line, [cut])).toBe(line);
  });
});

it('what says where a key of AWS holds is no secret of it', () => {
  expect(mask('AKIAQ3ZLEXAMPLE7WXYZ/20261129/us-east-1/s3/aws4_request')).toBe(
    '***/20261129/us-east-1/s3/aws4_request',
  );
});
