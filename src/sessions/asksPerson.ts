/** A program that asks for a password, a name or a "yes" before it goes on. */
interface Row {
  readonly programs: string;
  /** The arguments have to hold this; left out: any. */
  readonly asks?: RegExp;
  /** With such arguments it asks nothing. */
  readonly given?: RegExp;
}

const ROWS: readonly Row[] = [
  {
    programs: 'keytool',
    asks: / -(?:list|genkey(?:pair)?|import(?:cert|keystore)?|export(?:cert)?|delete|certreq|storepasswd|changealias)\b/,
    given: / -(?:\w*storepass|(?:src|dest)storepass)(?::\w+)?\b|-cacerts .*-noprompt/,
  },
  { programs: 'openssl', asks: /^ s_client\b/, given: / -(?:help|no-interactive)\b/ },
  { programs: 'openssl', asks: /^ req .*-new\b|^ req .*-x509\b/, given: / -(?:subj|config|batch|in|help)\b/ },
  {
    programs: 'openssl',
    asks: /^ (?:genrsa|rsa|ec|genpkey) .*-(?:aes\d+|des3|camellia\d+)\b/,
    given: / -pass(?:out|in)?\b/,
  },
  { programs: 'openssl', asks: /^ pkcs12\b/, given: / -(?:passout|passin|password|nokeys.*-nodes)\b/ },
  {
    programs: 'pulumi',
    asks: /^ (?:up|update|destroy|refresh|import|login -i)\b/,
    given: / (?:-\w*y|--yes|--non-interactive|--preview-only|--help|-h)\b/,
  },
  // With a plan that was written before, it asks nothing.
  {
    programs: 'terraform tofu terragrunt',
    asks: /^(?: -\S+)* (?:apply|destroy)(?:(?: -(?:target|replace|var|var-file|state|lock-timeout|parallelism) \S+)| -\S+)*$/,
    given: / --?(?:auto-approve|help|h|terragrunt-non-interactive|non-interactive)\b(?!=false)/,
  },
  {
    programs: 'ansible-vault',
    asks: /^ (?:create|encrypt|decrypt|view|edit|rekey|encrypt_string)\b/,
    given: / --(?:vault-password-file|vault-pass-file|vault-id)\b(?![= ]\S*prompt)/,
  },
  {
    programs: 'ansible-playbook ansible ansible-pull ansible-console',
    asks: / (?:-\w*[kK]|-J|--ask-(?:pass|become-pass|vault-pass(?:word)?|sudo-pass))\b/,
  },
  {
    programs: 'fly',
    asks: /^ (?:(?:-t|--target)[ =]\S+ )?(?:login|l|set-pipeline|sp|destroy-pipeline|dp|archive-pipeline|ap|set-team|st|destroy-team|dt|clear-task-cache|ctc)\b/,
    given: / (?:-n|--non-interactive|-p\b.*-u|-u\b.*-p|--client-cert)\b/,
  },
  { programs: 'virsh', asks: /^ (?:-\w+ \S+ )*console\b/ },
  { programs: 'cf', asks: /^ (?:login|l)\b/, given: / -u .* -p\b| --client-credentials\b/ },
  { programs: 'cf', asks: /^ (?:login|l)\b.* --sso\b(?!-passcode)/ },
  { programs: 'cf', asks: /^ connect-to-service\b/, given: / --no-client\b/ },
  { programs: 'lpass', asks: /^ (?:login|passwd|edit|add)\b/, given: / --non-interactive\b/ },
  { programs: 'bw', asks: /^ (?:login|unlock)\b/, given: / --(?:apikey|passwordenv|passwordfile|check)\b/ },
  {
    programs: 'bosh',
    asks: /^ (?:-\w+ \S+ )*(?:cloud-?check|cck|create-recovery-plan|deploy|delete-deployment|update-(?:cloud|runtime|cpi)-config|stop|restart|recreate|ssh)\b/,
    given: / (?:-n|--non-interactive|-a|--auto|-r|--report|-c|--command)\b/,
  },
  { programs: 'icinga2', asks: /^ (?:console|node wizard)\b/, given: / (?:-e|--eval|--help)\b/ },
  { programs: 'htpasswd', given: / -\w*[bi]/ },
  { programs: 'cryptsetup', asks: /^ (?:luksOpen|luksFormat|open|luksAddKey)\b/, given: / (?:--key-file|-d)\b/ },
  { programs: 'gh', asks: /^ auth login\b/, given: / --with-token\b/ },
  { programs: 'dpkg-reconfigure', given: / (?:-f ?|--frontend[= ])noninteractive\b/ },
  { programs: 'ssh-keygen', asks: / -(?:t|b)\b|^$/, given: / -(?:N|l|R|F|y|A)\b/ },
];

const byProgram = new Map<string, Row[]>();
for (const row of ROWS)
  for (const name of row.programs.split(' ')) byProgram.set(name, [...(byProgram.get(name) ?? []), row]);

/** Variables by which Ansible asks, whatever starts it. */
const ASKING_VARIABLE = /^ANSIBLE_(?:ASK_(?:VAULT_)?PASS|BECOME_ASK_PASS|ASK_BECOME_PASS)=(?:true|yes|1)$/i;

/** Whether a call asks somebody at the terminal before it goes on. */
export function asksPerson(name: string, args: readonly string[]): boolean {
  const rows = byProgram.get(name);
  if (rows === undefined) return false;
  const joined = args.length === 0 ? '' : ` ${args.join(' ')}`;
  return rows.some(({ asks, given }) => (asks?.test(joined) ?? true) && !given?.test(joined));
}

/** Whether a word before the program makes it ask. */
export function isAskingVariable(word: string): boolean {
  return ASKING_VARIABLE.test(word);
}
