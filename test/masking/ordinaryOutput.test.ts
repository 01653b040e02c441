import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

/** Values as commands print them, another one for each round. */
function valuesOf(round: number) {
  const digest = (name: string): string => createHash('sha512').update(`${name} ${round}`).digest('hex');
  const uuid = (name: string): string =>
    digest(name).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5');
  const short = (name: string, length: number): string =>
    createHash('md5').update(`${name} ${round}`).digest('base64').toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, length); // prettier-ignore
  return {
    sha1: digest('sha1').slice(0, 40),
    sha256: digest('sha256').slice(0, 64),
    sha512: createHash('sha512').update(`sri ${round}`).digest('base64'),
    md5: digest('md5').slice(0, 32),
    abbreviated: digest('short').slice(0, 12),
    uuid: uuid('uuid'),
    pod: `web-${digest('rs').slice(0, 9)}-${short('pod', 5)}`,
    account: String(100_000_000_000 + round * 7919),
    base64: Buffer.from(`the quick brown fox ${round} jumps over the lazy dog`).toString('base64'),
    trace: digest('trace').slice(0, 32),
    span: digest('span').slice(0, 16),
    certificate: Buffer.from(`0\u0082\u0003${digest('cert')}`).toString('base64'),
    ip: `10.${round % 256}.${(round * 7) % 256}.${(round * 13) % 256}`,
    number: 1000 + round,
  };
}

const outputs: readonly ((v: ReturnType<typeof valuesOf>) => string)[] = [
  (v) => `NAME                 READY   STATUS    RESTARTS   AGE     IP\n${v.pod}   1/1     Running   0          3d2h    ${v.ip}`,
  (v) => `Name:             ${v.pod}\nNamespace:        default\nService Account:  default\nNode:             ip-${v.ip.replaceAll('.', '-')}.eu-west-1.compute.internal/${v.ip}\nLabels:           app=web\n                  pod-template-hash=${v.sha1.slice(0, 10)}\nStatus:           Running`,
  (v) => `    Container ID:   containerd://${v.sha256}\n    Image:          registry.example.org/web:1.${v.number}\n    Image ID:       registry.example.org/web@sha256:${v.sha256}`,
  (v) => `      Mounts:\n        /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-${v.pod.slice(-5)} (ro)`,
  (v) => `Events:\n  Type    Reason     Age   From     Message\n  Normal  Scheduled  ${v.number % 60}s   default-scheduler  Successfully assigned default/${v.pod} to node-1`,
  (v) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${v.pod}\n  uid: ${v.uuid}\n  resourceVersion: "${v.number}"\nspec:\n  containers:\n  - env:\n    - name: LOG_LEVEL\n      value: info\n    - name: COMMIT\n      value: ${v.sha1}`,
  (v) => `apiVersion: v1\ndata:\n  level: info\n  region: eu-west-1\n  replicas: "${v.number}"\nkind: ConfigMap\nmetadata:\n  name: app\n  uid: ${v.uuid}`,
  (v) => `CONTAINER ID   IMAGE          COMMAND                  CREATED       STATUS       PORTS                  NAMES\n${v.abbreviated}   nginx:1.25     "/docker-entrypoint.…"   2 hours ago   Up 2 hours   0.0.0.0:${v.number}->80/tcp   web-${v.number}`,
  (v) => `REPOSITORY   TAG      DIGEST                                                                    IMAGE ID       CREATED      SIZE\nnginx        1.25     sha256:${v.sha256}   ${v.abbreviated}   2 days ago   187MB`,
  (v) => `[\n    {\n        "Id": "sha256:${v.sha256}",\n        "RepoDigests": [\n            "nginx@sha256:${v.sha256}"\n        ],\n        "Env": [\n            "PATH=/usr/local/sbin:/usr/local/bin",\n            "NGINX_VERSION=1.25.${v.number}",\n            "PKG_RELEASE=1~bookworm"\n        ]`,
  (v) => `        "NetworkSettings": {\n            "SandboxID": "${v.sha256}",\n            "SandboxKey": "/var/run/docker/netns/${v.abbreviated}",\n            "MacAddress": "02:42:ac:11:00:${v.sha1.slice(0, 2)}",\n            "IPAddress": "${v.ip}"`,
  (v) => `commit ${v.sha1}\nAuthor: Ann Example <ann@example.org>\nDate:   Mon Jan 1 10:00:00 2024 +0100\n\n    Fix token refresh in session handling (#${v.number})`,
  (v) => `${v.sha1.slice(0, 7)} Rotate the database password every ${v.number} days\n${v.sha1.slice(8, 15)} Remove unused secrets from charts`,
  (v) => `index ${v.sha1.slice(0, 7)}..${v.sha1.slice(9, 16)} 100644\n--- a/src/auth/session.ts\n+++ b/src/auth/session.ts\n@@ -${v.number},7 +${v.number},8 @@ function login() {`,
  (v) => `tree ${v.sha1}\nparent ${v.sha1}\n100644 blob ${v.sha1}\tsrc/token.ts`,
  (v) => `${v.sha256}  release-${v.number}.tar.gz\n${v.md5}  /usr/bin/passwd\n${v.sha1} *secrets.yaml`,
  (v) => `SHA256 (release.iso) = ${v.sha256}\nMD5 (release.iso) = ${v.md5}`,
  (v) => `      "resolved": "https://registry.npmjs.org/js-tokens/-/js-tokens-4.0.${v.number}.tgz",\n      "integrity": "sha512-${v.sha512}",`,
  (v) => `golang.org/x/oauth2 v0.${v.number}.0 h1:${v.sha512.slice(0, 43)}=`,
  (v) => `    --hash=sha256:${v.sha256} \\\n    --hash=sha256:${v.sha256}`,
  (v) => `  # aws_instance.web will be created\n  + resource "aws_instance" "web" {\n      + ami           = "ami-${v.sha1.slice(0, 17)}"\n      + arn           = (known after apply)\n      + instance_type = "t3.micro"\n      + key_name      = "deploy"\n      + id            = "i-${v.sha1.slice(0, 17)}"\n    }`,
  (v) => `  ~ resource "aws_db_instance" "db" {\n        id       = "db-${v.number}"\n      ~ password = (sensitive value)\n      ~ kms_key_id = "arn:aws:kms:eu-west-1:${v.account}:key/${v.uuid}"\n    }\n\nPlan: 1 to add, ${v.number} to change, 0 to destroy.`,
  (v) => `aws_instance.web: Refreshing state... [id=i-${v.sha1.slice(0, 17)}]`,
  (v) => `{\n    "UserId": "AIDA${v.sha1.toUpperCase().slice(0, 17)}",\n    "Account": "${v.account}",\n    "Arn": "arn:aws:iam::${v.account}:user/ann"\n}`,
  (v) => `{\n  "KeyMetadata": {\n    "KeyId": "${v.uuid}",\n    "KeyState": "Enabled",\n    "KeyUsage": "ENCRYPT_DECRYPT"\n  }\n}`,
  (v) => `2024-01-01 10:00:00     ${v.number} logs/2024/01/01/${v.uuid}.json.gz\n2024-01-01 10:00:00     ${v.number} backup/${v.sha256}`,
  (v) => `            "Key": "logs/${v.uuid}.json",\n            "LastModified": "2024-01-01T10:00:00+00:00",\n            "ETag": "\\"${v.md5}\\"",\n            "Size": ${v.number},`,
  (v) => `        "Tags": [\n            {\n                "Key": "Name",\n                "Value": "web-${v.number}"\n            },\n            {\n                "Key": "commit",\n                "Value": "${v.sha1}"\n            }\n        ]`,
  (v) => `HTTP/2 200\ndate: Mon, 01 Jan 2024 10:00:00 GMT\netag: "${v.md5}"\nx-request-id: ${v.uuid}\nx-amz-request-id: ${v.sha1.slice(0, 16).toUpperCase()}\ncontent-length: ${v.number}`,
  (v) => `traceparent: 00-${v.trace}-${v.span}-01\nX-B3-TraceId: ${v.trace}\nX-B3-SpanId: ${v.span}`,
  (v) => `${v.ip} - - [01/Jan/2024:10:00:00 +0000] "GET /api/orders/${v.uuid}?page=2&size=${v.number} HTTP/1.1" 200 ${v.number} "-" "curl/8.5.0"`,
  (v) => `level=info ts=2024-01-01T10:00:00Z caller=main.go:${v.number} msg="request done" trace_id=${v.trace} span_id=${v.span} request_id=${v.uuid}`,
  (v) => `{"level":"info","time":1704103200,"msg":"done","traceId":"${v.trace}","build":"${v.sha1}","duration":${v.number}}`,
  (v) => `Jan 01 10:00:00 host sshd[${v.number}]: Accepted publickey for ann from ${v.ip} port 50000 ssh2: ED25519 SHA256:${v.sha512.slice(0, 43)}`,
  (v) => `Jan 01 10:00:00 host systemd[1]: Started session-${v.number}.scope - Session ${v.number} of User ann.\nFailed password for root from ${v.ip} port 22 ssh2`,
  (v) => `256 SHA256:${v.sha512.slice(0, 43)} ann@host (ED25519)`,
  (v) => ` id |                 uuid                 | name \n----+--------------------------------------+------\n ${v.number} | ${v.uuid} | ann\n(1 row)`,
  (v) => `+------+----------+------------------------------------------+\n| id   | name     | checksum                                 |\n+------+----------+------------------------------------------+\n| ${v.number} | web      | ${v.sha1} |\n+------+----------+------------------------------------------+`,
  (v) => `id,name,checksum\n${v.number},web,${v.sha256}`,
  (v) => `${v.base64}`,
  (v) => `decoded from ${v.base64} to text`,
  (v) => `payload: ${v.base64}`,
  (v) => `-----BEGIN CERTIFICATE-----\n${v.certificate}\n-----END CERTIFICATE-----`,
  (v) => `    certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1J${v.certificate.slice(0, 40)}`,
  (v) => `REVISION  UPDATED                   STATUS      CHART        APP VERSION  DESCRIPTION\n${v.number}         Mon Jan  1 10:00:00 2024  superseded  web-1.2.${v.number}    1.${v.number}        Upgrade complete`,
  (v) => `NAME                         TYPE                                  DATA   AGE\ndb-credentials               Opaque                                ${v.number % 9}      3d\ndefault-token-${v.pod.slice(-5)}          kubernetes.io/service-account-token   3      3d`,
  (v) => `Name:         db-credentials\nType:  Opaque\n\nData\n====\npassword:  ${v.number} bytes\nusername:  5 bytes`,
  (v) => `NAME       READY   SECRET       AGE\nweb-tls    True    web-tls-${v.number}   3d`,
  (v) => `cache key: node-modules-linux-${v.sha256}\nCache restored from key: npm-${v.sha1}`,
  (v) => `topic=orders partition=3 key=${v.uuid} offset=${v.number}`,
  (v) => `MOUNTPOINT UUID=${v.uuid} TYPE="ext4" PARTUUID="${v.sha1.slice(0, 8)}-01"`,
  (v) => `Tokens used: ${v.number} of 8192 (prompt_tokens=${v.number}, completion_tokens=12)`,
  (v) => `==> Downloading https://ghcr.io/v2/homebrew/core/git/blobs/sha256:${v.sha256}`,
  (v) => `#${v.number % 40} [build 3/7] RUN npm ci\n#${v.number % 40} sha256:${v.sha256} 3.41MB / 3.41MB 0.3s done`,
  (v) => `The password for ann expires in ${v.number} days. Use passwd to change it.`,
  (v) => `SESSION   TTY   FROM   LOGIN@\n${v.number}   pts/0   ${v.ip}   10:00`,
  (v) => `ann:x:${v.number}:${v.number}:Ann Example:/home/ann:/bin/bash\nsshd:*:19000:0:99999:7:::`,
  (v) => `LISTEN 0  4096  ${v.ip}:6443  0.0.0.0:*  users:(("kube-apiserver",pid=${v.number},fd=7))`,
]; // prettier-ignore

const ROUNDS = 25;

test(`nothing is hidden in ${outputs.length * ROUNDS} ordinary outputs`, () => {
  expect(outputs.length * ROUNDS).toBeGreaterThan(1_000);
  const wrong: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const output of outputs) {
      const text = output(valuesOf(round));
      if (mask(text) !== text) wrong.push(mask(text));
    }
  }
  expect(wrong).toEqual([]);
});
