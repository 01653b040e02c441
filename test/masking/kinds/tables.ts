import { body, word, words, type Form } from './form.ts';

/** Tables with a column of secrets. */
export const tables: readonly Form[] = [
  ['psql', ` id | username | password \n----+----------+----------\n  1 | me       | ${word}\n  2 | you      | ${words}\n(2 rows)`, word, words],
  ['psql, one column of many', ` token | id \n-------+----\n ${body(20)} | 1`, body(20)],
  ['mysql', `+----+------+--------------+\n| id | user | password     |\n+----+------+--------------+\n|  1 | me   | ${word} |\n+----+------+--------------+`, word],
  ['mysql --batch', `id\tuser\tpassword\n1\tme\t${word}`, word],
  ['CSV', `id,user,password\n1,me,${word}\n2,"you, too","${words}"`, word, words],
  ['CSV with semicolons', `user;secret;x\nme;${word};1`, word],
  ['CSV in quotes', `"User name","Access key ID","Secret access key"\n"me","${'AKIA' + body(32).toUpperCase().slice(0, 16)}","${body(40)}"`, body(40)],
  ['psql, expanded', `-[ RECORD 1 ]------\nid       | 1\npassword | ${word}`, word],
  ['mysql \\G', `*************************** 1. row ***************************\n      id: 1\npassword: ${word}`, word],
  ['aligned', `NAME     USER   PASSWORD\ndb       me     ${word}\nother    you    second-${word}`, word],
  ['vault kv get', `====== Data ======\nKey         Value\n---         -----\nusername    me\npassword    ${word}`, word],
  ['box with lines', `│ user │ password │\n├──────┼──────────┤\n│ me   │ ${word} │`, word],
  ['Markdown', `| user | password |\n|------|----------|\n| me | ${word} |`, word],
  ['az --output table', `Name         Value\n-----------  ------\nDB_PASSWORD  ${word}`, word],
  ['variables in two columns', `DB_HOST      db.local\nDB_PASSWORD  ${word}`, word],
  ['crictl, psql with nulls', ` username | password | note \n----------+----------+------\n me       |          | none\n you      | ${word} | x`, word],
  ['a row without its head, by tab', `TOKEN\t${body(30)}\t2024-01-01`, body(30)],
  ['another, at the end of its line', `db_password\t${body(14)}\nuser\tann`, body(14)],
  ['keys of an account of Azure without their head', `key1       ${body(86)}==  FULL\nkey2 ${body(86)}== FULL`, body(86)],
  ['a block of YAML with a token', `token: |\n  ${body(24)}\nname: x`, body(24)],
  ['a folded one in a list', `- apiToken: >-\n    ${body(24)}\n- name: x`, body(24)],
  ['a signature of GitHub', `X-Hub-Signature-256: sha256=${body(64)}`, body(64)],
]; // prettier-ignore

export const harmlessTables: readonly string[] = [
  'TOKENS\t20240101T101500Z\tok',
  'KEY\tkubernetes-dashboard-1\t3d',
  'tokens: |\n  how tokens are used\nname: x',
  'key1       a-plain-name  FULL',
  'X-Hub-Event: push\nsha256: kept',
  'NAME      SECRETS   AGE\ndefault   1         3d',
  'NAME      READY   SECRET        AGE\nweb-tls   True    web-tls-cert   3d',
  'user, password, and key\nare three words, one list, no table',
  ' id | name \n----+------\n  1 | ann',
  'NAME                  TYPE                                  DATA   AGE\ndefault-token-x7k2p   kubernetes.io/service-account-token   3      3d',
  'Key         Value\n---         -----\nlease_duration    768h\nttl    30m',
  'CONTAINER ID   IMAGE   COMMAND\n3f786850e387   nginx   "nginx -g"',
];
