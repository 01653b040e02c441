import { each } from '../knowledge/members.ts';
import type { Library } from '../knowledge/schema.ts';
import { nested, never, sdk } from '../knowledge/sdkShape.ts';

export const nodemailer: Library = {
  name: 'nodemailer',
  api: 'mail',
  modules: ['nodemailer'],
  exports: {
    default: { members: { createTransport: { returns: 'Transport', createsClient: true, options: 0 } } },
    createTransport: { call: { returns: 'Transport', createsClient: true, options: 0 } },
  },
  typeNames: { Transporter: 'Transport' },
  types: { Transport: { members: { sendMail: { request: { callback: 1 } }, verify: { request: { callback: 0 } } } } },
  timeouts: [
    {
      option: 'socketTimeout',
      bounds: 'idle',
      countsAsBound: true,
      acceptedAt: 'instance',
      why: '`socketTimeout` is an idle timeout',
    },
  ],
  defaults: [
    {
      timeout: {
        operation: 'bounded',
        ms: { connect: 120_000, idle: 600_000 },
        why: 'nodemailer closes a silent connection after 10 minutes by default',
      },
      retry: never,
      source: 'nodemailer 10.6 lib/smtp-connection/index.js',
    },
  ],
};

export const sendgrid: Library = {
  name: '@sendgrid/mail',
  api: 'mail',
  modules: ['@sendgrid/mail', '@sendgrid/client'],
  namespace: 'Mail',
  exports: { default: 'Mail', MailService: { new: { returns: 'Mail' } } },
  types: {
    Mail: {
      members: {
        ...each(['send', 'sendMultiple', 'request'], { request: {} }),
        setApiKey: {},
        setTimeout: {},
        client: { property: 'Mail' },
      },
    },
  },
  rejectsOnStatus: true,
  mutations: [
    { method: 'setTimeout', effect: 'timeout', off: [0], marker: '.setTimeout(' },
    { method: 'setDefaultRequest', naming: 'timeout', effect: 'timeout', off: [0], marker: '.setDefaultRequest(' },
    // The client that is handed in may have its own.
    { method: 'setClient', effect: 'timeout', marker: '.setClient(' },
  ],
  defaults: [
    {
      timeout: {
        operation: 'none',
        why: 'none until mail.setTimeout(ms) is called',
      },
      retry: never,
      source: '@sendgrid/client 8.1.6 src/classes/client.js: axios(data) with what setDefaultRequest was told',
    },
  ],
};

export const resend = sdk(
  'resend',
  'mail',
  ['resend'],
  ['Resend'],
  nested(['send', 'create', 'get', 'list', 'update', 'remove', 'cancel', 'verify', 'fetchRequest'], 1),
  {
    options: 1,
    defaults: {
      timeout: { operation: 'none', why: 'resend uses fetch without a timeout' },
      retry: never,
      source: 'resend 6.38.0 dist/index.cjs: no timer around fetch',
    },
  },
);

export const postmark: Library = {
  name: 'postmark',
  api: 'mail',
  modules: ['postmark'],
  exports: {
    default: {
      members: { ServerClient: { property: { new: { returns: 'Client', createsClient: true, options: 1 } } } },
    },
    ServerClient: { new: { returns: 'Client', createsClient: true, options: 1 } },
    AccountClient: { new: { returns: 'Client', createsClient: true, options: 1 } },
  },
  types: { Client: { members: { setClientOptions: {}, '*': { request: { callback: -1 } } } } },
  timeouts: [{ option: 'timeout', bounds: 'call', acceptedAt: 'instance', unit: 's', off: [0] }],
  rejectsOnStatus: true,
  defaults: [
    {
      timeout: { operation: 'bounded', ms: { call: 180_000 }, why: 'postmark times out a request after 3 minutes' },
      retry: never,
      source: 'postmark 5.1.0 dist/client/models/client/HttpClient.js:32: timeout 180 (s)',
    },
  ],
};
