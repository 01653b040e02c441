import { given, named, words, type Form } from './cloudForms.ts';
import { ANSWERS_BYTES } from '../commands/answersBytes.ts';
import { has, type ProgramCall } from '../programs/call.ts';

/*
 * Calls whose verb reads, and that write a file which an operand or option names, set something by a second verb, move
 * the calls that come after them to another target, or hand an address on to whatever answers there.
 */

/** The words that are no options, and no values of those that are given. */
const operands = (values: readonly string[], taking: RegExp): readonly string[] =>
  values.filter((value, i) => !/^-./.test(value) && !taking.test(values[i - 1] ?? ''));
/** The value of the last of some options, in either spelling. */
const valueOf = (values: readonly string[], option: RegExp): string | undefined => {
  const at = values.findLastIndex((value) => option.test(value.split('=')[0]!));
  if (at < 0) return undefined;
  const equals = values[at]!.indexOf('=');
  return equals < 0 ? values[at + 1] : values[at]!.slice(equals + 1);
};

const SHOWN = /^(?:-|\/dev\/(?:stdout|stderr|null|fd\/[12])|stdout|stderr)$/;

const writesTo =
  (verb: RegExp, option: RegExp) =>
  (call: ProgramCall): boolean => {
    const value = valueOf(call.values, option);
    return verb.test(words(call)) && value !== undefined && !SHOWN.test(value);
  };

/** A call through the API server to whatever listens or runs behind it: a GET may do anything there. */
const THROUGH_THE_SERVER = /\/(?:proxy|exec|attach|portforward|run)(?:[/?]|$)|^\w+:\/\//;
/** What a kubelet and a component only show. */
const SHOWN_BEHIND = /\/nodes\/[^/]+\/proxy\/(?:metrics(?:\/\w+)?|stats\/summary|healthz|pods|configz)\/?$/;

const asksBehind = ({ values }: ProgramCall): boolean => {
  const address = valueOf(values, /^--raw$/);
  return address !== undefined && THROUGH_THE_SERVER.test(address) && !SHOWN_BEHIND.test(address);
};

/** `rados -p pool ls file`. */
const listsToFile = ({ values }: ProgramCall): boolean => {
  const own = operands(values, /^(?:-[pNncmk]|--(?:pool|namespace|id|name|cluster|conf|keyring|format|snap|pgid))$/);
  return own[0] === 'ls' && own[1] !== undefined && !SHOWN.test(own[1]);
};

/** The least risk of such calls. */
export const NAMED_FILES: readonly Form[] = [
  // Second verbs that set.
  { of: /^git$/, risk: 'destroys', when: named(/^reflog drop\b/) },
  { of: /^git$/, risk: 'changes', when: named(/^reflog write\b/) },
  { of: /^nodetool$/, risk: 'changes', when: named(/\bcms (?!describe\b|help\b)\w/) },
  // The cluster's metadata moves into the new service, and never back.
  { of: /^nodetool$/, risk: 'destroys', when: named(/\bcms (?:initialize|unregister|resumedropsequences)\b/) },
  { of: /^mc(?:li)?$/, risk: 'changes', when: named(/^version (?!info\b|help\b)\w/) },
  { of: /^ntpq$/, risk: 'changes', when: given(/^:?\s*write(?:var|list)\b/) },
  // All later calls go to what is named from now on.
  {
    of: /^cf$/,
    risk: 'changes',
    when: (call) => named(/^(?:t|target)\b/)(call) && given(/^-(?:-?[os]\b|[os].)/)(call),
  },
  { of: /^cf$/, risk: 'changes', when: (call) => named(/^api\b/)(call) && call.values.length > 1 },
  { of: /^(?:fly|flyctl)$/, risk: 'changes', when: named(/^auth (?!whoami\b|token\b|help\b)\w/) },
  // Files.
  {
    of: /^(?:aws|aws2|awslocal|awscli)$/,
    risk: 'changes',
    when: (call) =>
      ANSWERS_BYTES.test(words(call)) &&
      !SHOWN.test(call.values.at(-1)!) &&
      !has(call.values, /^(?:help|--help|--generate-cli-skeleton)$/),
  },
  { of: /^oras$/, risk: 'changes', when: writesTo(/^manifest fetch(?:-config)?\b/, /^(?:-o|--output)$/) },
  { of: /^oras$/, risk: 'changes', when: given(/^-o[^=\s-]/) },
  { of: /^calicoctl$/, risk: 'changes', when: writesTo(/^ipam check\b/, /^(?:-o|--output)$/) },
  { of: /^bq$/, risk: 'changes', when: writesTo(/^/, /^--?apilog$/) },
  // More options stand in the file: such as where the answer is written.
  { of: /^(?:bq|gsutil|gcloud)$/, risk: 'unknown', when: given(/^--?(?:flagfile|flags-file|bigqueryrc)(?:=|$)/) },
  { of: /^rados$/, risk: 'changes', when: listsToFile },
  // What a GET does where it arrives, nobody knows; as with an address of one's own.
  { of: /^(?:kubectl|oc|k|kubecolor)$/, risk: 'unknown', when: asksBehind },
];
