import { body, hex, type Form } from './form.ts';

const block = (kind: string): string =>
  `-----BEGIN ${kind}-----\n${`${body(64)}\n`.repeat(3)}${body(20)}==\n-----END ${kind}-----`;

/** Keys of several lines. */
export const keys: readonly Form[] = [
  ['PEM', block('PRIVATE KEY'), body(64), body(20)],
  ['encrypted PEM', block('ENCRYPTED PRIVATE KEY'), body(64)],
  ['OpenSSH', block('OPENSSH PRIVATE KEY'), body(64)],
  ['PGP key', block('PGP PRIVATE KEY BLOCK'), body(64)],
  ['PGP message', block('PGP MESSAGE'), body(64)],
  ['age file', block('AGE ENCRYPTED FILE'), body(64)],
  ['indented', block('EC PRIVATE KEY').replace(/^/gm, '      '), body(64), body(20)],
  ['behind a tab', block('DSA PRIVATE KEY').replace(/^/gm, '\t'), body(64)],
  ['behind the name of a container', block('PRIVATE KEY').replace(/^/gm, 'api-1  | '), body(64), body(20)],
  ['in one line', block('RSA PRIVATE KEY').replaceAll('\n', '\\n'), body(64)],
  ['in one line of JSON', `"key": "${block('RSA PRIVATE KEY').replaceAll('\n', '\\n')}"`, body(64)],
  ['in one line, escaped twice', block('RSA PRIVATE KEY').replaceAll('\n', '\\\\n'), body(64)],
  ['in a variable', `TLS_KEY="${block('PRIVATE KEY').replaceAll('\n', '\\n')}"`, body(64)],
  ['in a diff', block('PRIVATE KEY').replace(/^/gm, '+'), body(64)],
  ['with Windows line ends', block('PRIVATE KEY').replaceAll('\n', '\r\n'), body(64)],
  ['PuTTY', `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPublic-Lines: 1\nAAAAC3NzaC1lZDI1NTE5\nPrivate-Lines: 2\n${body(64)}\n${body(20)}=\nPrivate-MAC: ${hex(64)}`, body(64), body(20), hex(64)],
  ['age identity', `# created: 2024-01-01\nAGE-SECRET-KEY-1${body(80).toUpperCase().slice(0, 58)}`, body(80).toUpperCase().slice(0, 58)],
  ['OpenVPN', block('OpenVPN Static key V1'), body(64)],
  ['WireGuard', `[Interface]\nPrivateKey = ${body(43)}=\nAddress = 10.0.0.1/24\n[Peer]\nPresharedKey = ${body(42)}k=`, body(43), `${body(42)}k`],
  ['JWK', `{"kty":"RSA","n":"abc","d":"${body(86)}"}`.replace('"d"', '"private_key"'), body(86)],
]; // prettier-ignore

export const harmlessKeys: readonly string[] = [
  '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----',
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4v me@host',
  'PublicKey = 4s1WmJ1BkCwXzL0o',
];
