import { body, word, words, type Form } from './form.ts';

/** Names and values that stand in fields of their own. */
export const entries: readonly Form[] = [
  ['value before name', `{"Value": "${word}", "Key": "DB_PASSWORD"}`, word],
  ['value before name on lines', `    {\n      "Value": "${word}",\n      "Key": "DB_PASSWORD"\n    }`, word],
  ['value, type, name', `  "Value": "${word}",\n  "Type": "String",\n  "Name": "/prod/db/password"`, word],
  ['YAML, value before name', `- value: ${words}\n  name: DB_PASSWORD`, words],
  ['YAML', `env:\n- name: LEVEL\n  value: info\n- name: DB_PASSWORD\n  value: ${words}`, words],
  [
    'SSM SecureString',
    `{\n  "Parameter": {\n    "Name": "/prod/db/url",\n    "Type": "SecureString",\n    "Value": "${word}",\n    "Version": 1\n  }\n}`,
    word,
  ],
  ['SSM in one line', `{"Name":"/prod/db/url","Type":"SecureString","Value":"${word}","Version":1}`, word],
  [
    'SSM as text',
    `PARAMETER\tarn:aws:ssm:eu-west-1:1:parameter/url\ttext\t2023-01-01\t/prod/url\tSecureString\t${word}\t1`,
    word,
  ],
  ['SSM as YAML', `Parameter:\n  Name: /prod/url\n  Type: SecureString\n  Value: ${words}`, words],
  ['Secrets Manager', `  "SecretString": "{\\"username\\":\\"me\\",\\"password\\":\\"${word}\\"}",`, word],
  ['Secrets Manager, binary', `  "SecretBinary": "${body(20)}=="`, body(20)],
  [
    'docker inspect',
    `            "Env": [\n                "DB_PASSWORD=${words}",\n                "PATH=/usr/bin"`,
    words,
  ],
  ['env listing', `HOME=/root\nDB_PASSWORD=${words}\nLANG=C`, words],
  ['export listing', `declare -x HOME="/root"\ndeclare -x DB_PASSWORD="${words}"`, words],
  ['task definition', `"environment":[{"value":"${word}","name":"DB_PASSWORD"},{"name":"A","value":"b"}]`, word],
  ['app settings', `  {\n    "name": "DB_PASSWORD",\n    "slotSetting": false,\n    "value": "${word}"\n  }`, word],
  ['1Password', `{\n  "id": "x1",\n  "type": "CONCEALED",\n  "label": "db",\n  "value": "${word}"\n}`, word],
  ['Hadoop', `<property>\n  <name>fs.s3a.secret.key</name>\n  <value>${word}</value>\n</property>`, word],
  ['XML in one line', `<name>db.password</name><value>${word}</value>`, word],
  ['plist', `<key>Password</key>\n<string>${words}</string>`, words],
  ['HCL', `  set {\n    name  = "db.password"\n    value = "${word}"\n  }`, word],
  ['plan', `      + env {\n          + name  = "DB_PASSWORD"\n          + value = "${word}"\n        }`, word],
  ['GitLab variables', `[{"variable_type":"env_var","key":"DB_PASSWORD","value":"${word}","protected":false}]`, word],
  ['CloudFormation', `  ParameterValue: ${word}\n  ParameterKey: DbPassword`, word],
  ['name with the value on the next line', `password:\n  ${word}`, word],
  ['told on the next line', `Your new API token is:\n\n  ${body(24)}`, body(24)],
  ['quoted on the next line', `password:\n"${words}"`, words],
  ['list of values', `passwords:\n  - ${word}\n  - second-${word}`, word],
];

export const harmlessEntries: readonly string[] = [
  '- name: LEVEL\n  value: info\n- name: DB_HOST\n  value: db.local',
  '- value: info\n  name: LEVEL\n- value: 8080\n  name: PORT',
  '{"Value": "web", "Key": "Name"}',
  '    {\n      "Value": "production",\n      "Key": "Environment"\n    }',
  '{"Name":"/prod/level","Type":"String","Value":"info","Version":1}',
  'Enter password:\nWelcome to the machine',
  'password:\n  secretKeyRef:\n    name: db\n    key: password',
  'New password:\nSorry, try again.',
  'tokens:\n  total: 5',
  'The value: of things that have no name\nfollows here',
];
