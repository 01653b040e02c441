import { base64, word, type Form } from './form.ts';

const user = base64('admin-user');
const pass = base64(word);

/** Secrets of Kubernetes, as manifests and as kubectl prints them. */
export const manifests: readonly Form[] = [
  ['manifest, kind first', `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  username: ${user}\n  blob: ${pass}`, user, pass],
  ['get -o yaml, kind behind the data', `apiVersion: v1\ndata:\n  username: ${user}\n  host: ${pass}\nkind: Secret\nmetadata:\n  name: db`, user, pass],
  ['a list of them', `apiVersion: v1\nitems:\n- apiVersion: v1\n  data:\n    username: ${user}\n  kind: Secret\n- apiVersion: v1\n  data:\n    other: ${pass}\n  kind: Secret\nkind: List`, user, pass],
  ['stringData', `kind: Secret\napiVersion: v1\nstringData:\n  url: ${word}-plain\n  note: two plain words`, `${word}-plain`, 'two plain words'],
  ['stringData before the kind', `apiVersion: v1\nstringData:\n  user: ${word}`, word],
  ['stringData with a block', `kind: Secret\nstringData:\n  config.yaml: |\n    listen: 80\n    upstream: ${word}`, word],
  ['quoted values', `apiVersion: v1\nkind: Secret\ndata:\n  "a.txt": "${user}"\n  'b': '${pass}'`, user, pass],
  ['JSON on lines', `{\n  "apiVersion": "v1",\n  "data": {\n    "username": "${user}",\n    "x": "${pass}"\n  },\n  "kind": "Secret"\n}`, user, pass],
  ['JSON in one line', `{"apiVersion":"v1","data":{"username":"${user}","x":"${pass}"},"kind":"Secret"}`, user, pass],
  ['JSON in one line, plain', `{"apiVersion":"v1","kind":"Secret","stringData":{"username":"${word}","x":"two words"}}`, word, 'two words'],
  ['last-applied annotation', `      kubectl.kubernetes.io/last-applied-configuration: |\n        {"apiVersion":"v1","data":{"username":"${user}"},"kind":"Secret"}`, user],
  ['jsonpath of the data', `{"data":{"username":"${user}"}}`, user],
  ['Go map', `map[data:map[username:${user} x:${pass}] kind:Secret]`, user, pass],
  ['several documents', `kind: ConfigMap\napiVersion: v1\ndata:\n  level: info\n---\napiVersion: v1\nkind: Secret\ndata:\n  x: ${pass}`, pass],
  ['folded value', `apiVersion: v1\nkind: Secret\ndata:\n  tls.key: |\n    ${base64('x'.repeat(40))}\n    ${pass}`, pass],
  ['binaryData', `apiVersion: v1\nkind: Secret\nbinaryData:\n  x: ${pass}`, pass],
]; // prettier-ignore

/** What is no secret of a manifest. */
export const harmlessManifests: readonly string[] = [
  'apiVersion: v1\nkind: ConfigMap\ndata:\n  level: info\n  mode: active-passive\n  hosts: a.example.org',
  'apiVersion: v1\ndata:\n  LOG_LEVEL: debug\n  PORT: "8080"\n  FEATURE: enabled\nkind: ConfigMap\nmetadata:\n  name: app',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  uid: 550e8400-e29b-41d4-a716-446655440000\nspec:\n  replicas: 3',
  '{"apiVersion":"v1","data":{"level":"info","mode":"auto"},"kind":"ConfigMap"}',
  'data: loaded 14 rows\nkind: regards',
  'Name:         db\nNamespace:    default\nType:  Opaque\n\nData\n====\nkey.txt:  12 bytes\nusername:  5 bytes',
];
