import { has, type ProgramCall } from '../programs/call.ts';
import type { Risk } from '../commands/risk.ts';

/*
 * Calls of clouds, brokers and databases that read by their verb and, by what stands beside it, write a file here or make
 * something there.
 */

export interface Form {
  readonly of: RegExp;
  readonly risk: Risk;
  readonly when: (call: ProgramCall) => boolean;
}

/** The words of a call that are no options, in one text. */
export const words = ({ values }: ProgramCall): string => values.filter((value) => !value.startsWith('-')).join(' ');
/** Of calls whose words are such. */
export const named =
  (pattern: RegExp) =>
  (call: ProgramCall): boolean =>
    pattern.test(words(call));
/** Of calls with such a word, options among them. */
export const given =
  (pattern: RegExp) =>
  ({ values }: ProgramCall): boolean =>
    has(values, pattern);

export const CLOUD_FORMS: readonly Form[] = [
  // Whatever group of gcloud it stands in: a kubeconfig is written, a test is started.
  { of: /^gcloud$/, risk: 'changes', when: named(/\bget-(?:credentials|kubeconfig)\b|\btest \w+ run\b/) },
  { of: /^gsutil$/, risk: 'changes', when: named(/\bperfdiag\b/) },
  { of: /^aws$/, risk: 'changes', when: given(/^--auto-create(?:=|$)/) },
  // An identity is made where there is none.
  { of: /^aws$/, risk: 'changes', when: named(/\bcognito-identity get-id\b/) },
  { of: /^(?:linode-cli|linode|lin)$/, risk: 'changes', when: named(/\bobj get \S/) },
  { of: /^openstack$/, risk: 'changes', when: given(/^(?:-F|--file)(?:=|$)/) },
  { of: /^doctl$/, risk: 'changes', when: given(/^--save-\w/) },
  { of: /^nomad$/, risk: 'changes', when: given(/^--?out(?:=|$)/) },
  // What is asked for is made for the one who asks: credentials, keys, a token that holds the answer.
  {
    of: /^(?:vault|bao)$/,
    risk: 'changes',
    when: named(
      /\bread \S*(?:^|\/| )(?:creds|creds\/.*|key|key\/.*|static-account\/[^/ ]+\/(?:key|token)|roleset\/[^/ ]+\/(?:key|token)|token\/.*|secret-id|check-out)(?: |$)/,
    ),
  },
  { of: /^(?:vault|bao)$/, risk: 'changes', when: given(/^--?wrap-ttl(?:=|$)/) },
  { of: /^nats$/, risk: 'changes', when: named(/\brequest (?:kick|reload)\b/) },
  // A member of a group takes its share of what comes, which the others do not get.
  {
    of: /^nats$/,
    risk: 'changes',
    when: (call) => named(/^sub\b/)(call) && given(/^--(?:queue|durable|ack)(?:=|$)/)(call),
  },
  { of: /^(?:mydumper|pgcopydb)$/, risk: 'changes', when: (call) => !given(/^(?:--help|--version|-\?|-V)$/)(call) },
  {
    of: /^mysqldump$/,
    risk: 'changes',
    when: given(/^(?:-F|--flush-(?:logs|privileges)|--delete-(?:master|source)-logs|--tab(?:=.*)?|-T.*)$/),
  },
  { of: /^ip6?tables$/, risk: 'destroys', when: given(/^-[a-zA-Z]*Z/) },
  { of: /^pm2$/, risk: 'changes', when: named(/^conf \S+ \S/) },
  { of: /^redis-cli$/, risk: 'changes', when: named(/\bis-master-down-by-addr \S+ \S+ \S+ (?!\*)/i) },
  { of: /^pulumi$/, risk: 'changes', when: named(/^stack graph \S/) },
  // The archive is asked for a segment of its own.
  { of: /^pgbackrest$/, risk: 'changes', when: named(/\bcheck\b/) },
  // Throttles of a reassignment that has ended are taken away.
  { of: /^kafka-reassign-partitions(?:\.sh)?$/, risk: 'changes', when: given(/^--verify$/) },
  // The new table is made before it is said what would be done.
  { of: /^pt-online-schema-change$/, risk: 'changes', when: given(/^--dry-run$/) },
  // It runs what the image says.
  { of: /^podman$/, risk: 'unknown', when: named(/^healthcheck run\b/) },
  {
    of: /^jcmd$/,
    risk: 'changes',
    when: named(/\bCompiler\.(?:perfmap|directives_(?:add|remove|clear)|codecache_\w+)\b/),
  },
  { of: /^(?:https?|xhs?)$/, risk: 'changes', when: given(/^--raw(?:=|$)/) },
  { of: /^set$/, risk: 'unknown', when: ({ values }) => has(values, /^-[a-zA-Z]*k/) || has(values, /^keyword$/) },
];
