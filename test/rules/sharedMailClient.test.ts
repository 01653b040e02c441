import { expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const rule = 'unwrapped-network-call';
const mail = "import sgMail from '@sendgrid/mail';\n";
const send = `${mail}export const tell = (to: string) => sgMail.send({ to });`;

it.each([
  ['the client that the package makes', send, '2: sgMail.send'],
  [
    'CommonJS',
    "const sgMail = require('@sendgrid/mail');\nexports.tell = (to) => sgMail.send({ to });",
    '2: sgMail.send',
  ],
  [
    'the client below it',
    "import client from '@sendgrid/client';\nexport const lists = () => client.request({ url: '/v3/lists' });",
    '2: client.request',
  ],
  [
    'a timeout of none',
    `${mail}sgMail.setTimeout(0);\nexport const tell = (to: string) => sgMail.send({ to });`,
    '3: sgMail.send',
  ],
  [
    'another default',
    `${mail}sgMail.client.setDefaultRequest('baseUrl', 'https://a.example');\nexport const tell = (to: string) => sgMail.send({ to });`,
    '3: sgMail.send',
  ],
])('a mail waits for ever: %s', async (_, text, found) => {
  expect(await findingsOf(rule, text)).toEqual([found]);
});

it.each([
  ['by its own method', `${mail}sgMail.setApiKey(key);\nsgMail.setTimeout(10_000);`],
  ['by the client below it', `${mail}sgMail.client.setDefaultRequest('timeout', 10_000);`],
  ['with other defaults', `${mail}sgMail.client.setDefaultRequest({ timeout: LIMIT, baseUrl: url });`],
  ['by a client that is handed in', `${mail}import { client } from './client.ts';\nsgMail.setClient(client);`],
])('a limit is set at the start of the program, in another file: %s', async (_, text) => {
  expect(await findingsOf(rule, send, { files: { '/project/src/start.ts': text } })).toEqual([]);
});

it('a timer of the platform sets no limit', async () => {
  const files = { '/project/src/start.ts': `${mail}setTimeout(() => log(sgMail), 1000);\nserver.setTimeout(5000);` };
  expect(await findingsOf(rule, send, { files })).toHaveLength(1);
});

it.each([
  [
    'a transport is limited where it is made',
    "import nodemailer from 'nodemailer';\nconst mail = nodemailer.createTransport({ host: 'a.example' });\nexport const tell = (to: string) => mail.sendMail({ to });",
  ],
  [
    'a client that is handed in',
    "import type { MailService } from '@sendgrid/mail';\nexport const tell = (mail: MailService, to: string) => mail.send({ to });",
  ],
])('silent: %s', async (_, text) => {
  expect(await findingsOf(rule, text)).toEqual([]);
});
