import { base64, body, hex, upper, type Form } from './form.ts';

/** A name on one line and its value on the next; names and values in the signs of addresses and of base64. */
export const nextLine: readonly Form[] = [
  ['json', `{"password":\n  "${body(12)}"\n}`, body(12)],
  ['xml', `<password>\n  ${body(12)}\n</password>`, body(12)],
  ['xml attr', `<db:password id="a">\n${body(12)}\n</db:password>`, body(12)],
  ['title', `PASSWORD\n========\n${body(12)}`, body(12)],
  ['title of another rule', `Secret\n------\n${body(12)}`, body(12)],
  ['option', `--password\n${body(12)}`, body(12)],
  ['continuation', `password = \\\n  ${body(12)}`, body(12)],
  ['prompt for somebody', `Enter password for root:\n${body(12)}`, body(12)],
  ['certificate key', `[upload-certs] Using certificate key:\n${hex(64)}`, hex(64)],
  ['initial password', `argocd initial password\n${body(16)}`, body(16)],
  ['certificate key option', `kubeadm join h --certificate-key ${hex(64)}`, hex(64)],
  ['id token', `{"id_token":"${body(60)}"}`, body(60)],
  ['chpasswd', `chpasswd <<EOF\nroot:${body(12)}\nbob:${body(9)}xx\nEOF`, body(12), `${body(9)}xx`],
  ['aws row', `AccessKeyId SecretAccessKey\nAKIA${upper(16)} ${body(40)}`, body(40)],
  ['aws row with a state', `AKIA${upper(16)}\tActive\t${body(40)}`, body(40)],
  ['json in base64', `data: ${base64('{"password":"abcdef123"}')}`, base64('{"password":"abcdef123"}')],
  ['encoded name', `pass%77ord=${body(12)}`, body(12)],
  ['login', `login with bob:${body(12)}`, body(12)],
];

export const harmlessNextLine: readonly string[] = [
  'Enter password for root:\nDone',
  '<password>\n  required\n</password>',
  'Password\n--------\nrequired',
  'Name\n----\nlevel9Abc',
  '--level\nlevel9Abc',
  'level = \\\n  abc9Def',
  'sudo chpasswd < users\nroot:ok',
  'host key:\nlevel',
  'le%76el=abc9Def12',
  'login with bob:',
  `data: ${base64('{"level":"abcdef123"}')}`,
  'AKIA is a prefix',
];
