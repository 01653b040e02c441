import { plainText } from '../markdown/markdown.ts';
import { commentsIn } from '../text/otherNames.ts';
import { withNotes } from '../transcripts/notes.ts';
import type { Place } from './model.ts';
import { NO_MACHINE } from './placeNouns.ts';

/*
 * Places that no sentence leads to: a label that is nothing but the name of a machine's role, a comment or an attribute of
 * the block itself, the sentence behind it, and what is said of all commands of a page.
 */

const WHICH = String.raw`(?:(?:the|each|every|all|both|any|one of the|new|old|first|second|third|other|remaining|current|former|failed|affected|healthy)\s+)*`;
const ROLE = String.raw`(?:primary|primaries|secondary|secondaries|replicas?|standbys?|leaders?|followers?|masters?|slaves?|workers?|control[- ]?planes?|controllers?|brokers?|bastions?|jump[- ]?(?:host|box|server)|jumpbox|arbiters?|witness(?:es)?|dr|disaster[- ]recovery)`;
const NOUN = String.raw`(?:nodes?|servers?|hosts?|machines?|members?|instances?|vms?|box(?:es)?|databases?|db|side|sites?|data ?cent(?:er|re)s?)`;
const OF = String.raw`(?:(?:postgres\w*|mysql|mariadb|redis|valkey|kafka|mongo\w*|etcd|galera|elasticsearch|rabbitmq|database|db|k8s|kubernetes|k3s|cluster|cassandra|zookeeper|consul|vault|nomad|ceph)\s+)?`;
/** "Standby node", "Worker nodes", "Kafka broker host". */
const ROLE_NODE = new RegExp(String.raw`^${WHICH}${OF}(${ROLE})\s+${NOUN}(?:\s*\([^()]{1,40}\))?$`, 'i');
/** "Primary", "Machine B", "Server 2", "New server", "Remotely": enough where a colon says that it is a label. */
const ROLE_LABEL = new RegExp(
  String.raw`^(?:${WHICH}${OF}(${ROLE})(?:\s+${NOUN})?|((?:machine|server|host|node|vm|box)\s+#?(?:\d{1,3}|[a-h]))|((?:(?:new|old|other|second|failed|affected|remote|target|source|destination)\s+)+(?:machine|server|host|node|vm|box)(?:e?s)?)|(remotely|remote|gateway)|on ((?:the )?(?:prod|production|staging|stage)))(?:\s*\([^()]{1,40}\))?$`,
  'i',
);

/** The role that a text is nothing but the name of; undefined where it says more. */
export function roleNamed(text: string): string | undefined {
  const plain = text.trim();
  if (plain.length > 80) return undefined;
  return (
    ROLE_NODE.exec(plain)?.[1] ??
    ROLE_LABEL.exec(plain)
      ?.slice(1)
      .find((one) => one !== undefined)
  );
}

/** A heading or label that says on what machine the commands below are typed: "Standby node", "Primary:". */
export function roleAlone(raw: string): string | undefined {
  const trimmed = raw.trim();
  if (trimmed.length > 100 || trimmed.includes('\n')) return undefined;
  const isLabel = /:\W{0,4}$|^\*\*[^*]+\*\*$|^__[^_]+__$/.test(trimmed);
  const plain = trimmed
    .replace(/[`*_]/g, '')
    .replace(/\s*:$/, '')
    .replace(/^(?:\d+(?:\.\d+)*[.)]?\s+)/, '')
    .trim();
  return isLabel ? (roleNamed(plain) === undefined ? undefined : plain) : ROLE_NODE.test(plain) ? plain : undefined;
}

/** What reads one sentence for a place. */
type Reader = (text: string) => Place | undefined;

const ALL = String.raw`(?:(?:all|every|each|any)(?:\s+of)?\s+)?(?:the\s+|these\s+|those\s+)?(?:(?:following|below|next|listed)\s+)?(?:\w+\s+)?(?:commands?|steps?|instructions?|procedures?|actions?|operations?)`;
const IN_PAGE = String.raw`(?:\s+(?:(?:in|of|on)\s+(?:this|the)\s+(?:\w+\s+)?(?:document|page|run\s?book|guide|procedure|playbook|sop|section|readme|article|chapter|manual)|below|here|that follow|listed|described|shown|given))*`;
const DONE = String.raw`(?:(?:are|is)(?: (?:to be|meant to be|always|all|supposed to be|assumed to be))?|(?:must|should|have to|has to|need to|needs to|will|can only|may only)(?:\s+all)?\s+be)\s+(?:run|executed|performed|issued|typed|entered|carried out|done|made|applied|followed)`;
/** "All commands in this document are run on the broker", "The following steps have to be executed as root on the controller". */
const OF_ALL = new RegExp(
  String.raw`^\W*(?:(?:please note(?: that)?|note(?: that)?|unless (?:otherwise (?:stated|noted|mentioned)|stated otherwise)),?:?\s+)?${ALL}${IN_PAGE}\s+${DONE}\s+(?:(?:as|by|with)\s+[^.,;]{1,40}?\s+)?((?:on|in|from|inside|within)\s+[^.;]{2,100})$`,
  'i',
);
/** "Run all commands on the controller node", "Run everything below from the bastion". */
const RUN_ALL = new RegExp(
  String.raw`^\W*(?:(?:please|you (?:must|should|need to|have to)),?\s+)?(?:run|execute|perform|issue|type|enter|do)\s+(?:all(?:\s+of)?\s+(?:the\s+|these\s+)?(?:following\s+)?(?:commands?|steps?|instructions?)|everything)${IN_PAGE}\s+(?:(?:as|with)\s+[^.,;]{1,40}?\s+)?((?:on|in|from|inside|within)\s+[^.;]{2,100})$`,
  'i',
);

const ANY = String.raw`(?:all|any|every|each)(?:\s+one)?(?:\s+of)?\s+(?:(?:the|these|those|our|your|following)\s+)*(?:\w+\s+)?(?:commands?|steps?|instructions?|procedures?|actions?|operations?|tasks?)`;
/** "For any command below, first ssh into the server", "Before running any of these commands, log in to the bastion host". */
const FIRST_OF_ALL = new RegExp(
  String.raw`^\W*(?:for|before|prior to|to)\s+(?:(?:run|running|execut(?:e|ing)|us(?:e|ing)|do(?:ing)?|perform(?:ing)?)\s+)?${ANY}${IN_PAGE},?\s+(?:(?:you\s+(?:must|should|need to|have to|will have to)|please|first|always)\s+)*([a-z][^.;]{2,100})$`,
  'i',
);
/** "All operations begin by switching to the service user with". */
const BEGIN_ALL = new RegExp(
  String.raw`^\W*${ANY}${IN_PAGE}\s+(?:begins?|starts?)\s+(?:by|with)\s+([a-z]+ing\b[^.;]{2,100})$`,
  'i',
);
/** What one begins with, and how it is asked for. */
const ASKED: Readonly<Record<string, string>> = {
  switching: 'switch',
  changing: 'change',
  logging: 'log',
  connecting: 'connect',
  becoming: 'become',
  entering: 'enter',
  opening: 'open',
  attaching: 'attach',
  sshing: 'ssh',
  "ssh'ing": 'ssh',
};

/** What all commands begin with, as it would be asked for: "switch to the service user with". */
function firstOfAll(said: string): string | undefined {
  const found = FIRST_OF_ALL.exec(said)?.[1] ?? BEGIN_ALL.exec(said)?.[1];
  return found?.replace(/^[a-z'’]+/i, (verb) => {
    const word = verb.toLowerCase().replace('’', "'");
    return Object.hasOwn(ASKED, word) ? ASKED[word]! : verb;
  });
}

/** How far what is said of all commands reaches: over the page, or over the section that says so. */
export function reachOf({ text }: Place): 'page' | 'section' | undefined {
  if (
    /\b(?:this|the) (?:\w+ )?(?:document|page|run ?book|guide|playbook|sop|readme|article|manual)\b/i.test(text) ||
    BEGIN_ALL.test(text)
  )
    return 'page';
  const all = /\b(?:all|any|every|each|everything)\b[^.,;]*?\b(?:below|that follow)\b/i.test(text);
  return all || FIRST_OF_ALL.test(text) ? 'section' : undefined;
}

/** Where a sentence says that all commands of the page, or those that follow, are typed. */
export function placeOfAll(raw: string, read: Reader): Place | undefined {
  if (!/\b(?:commands?|steps?|instructions?|procedures?|actions?|operations?|everything)\b/i.test(raw))
    return undefined;
  const sentences = plainText(raw.slice(0, 2000)).split(/(?<=[.!?:;])\s+/);
  for (const sentence of sentences) {
    const said = sentence.replace(/\s+/g, ' ').replace(/[.:!]+$/, '');
    const where = (OF_ALL.exec(said) ?? RUN_ALL.exec(said))?.[1] ?? firstOfAll(said);
    const place = where === undefined ? undefined : read(`${where}:`);
    if (place !== undefined) return { ...place, text: said };
  }
  return undefined;
}

const ABOVE =
  /^\W*(?:(?:please|note:?|you (?:must|should|need to|have to)),?\s+)?(?:(?:run|execute|do|perform|issue|type|enter)\s+(?:the|this|that|these|all)\s*(?:\w+\s+)?(?:above|previous|preceding)?(?:\s+(?:commands?|steps?|lines?|blocks?))?\s+((?:on|in|from|inside|within)\s+[^.;:]{2,80})|(?:the|this|these)\s+(?:above|previous|preceding)?\s*(?:commands?|steps?|lines?)?(?:\s+above)?\s+(?:is|are|must be|should be|has to be|have to be|needs? to be)\s+(?:run|executed|done|typed|issued|performed)\s+((?:on|in|from|inside|within)\s+[^.;:]{2,80}))$/i;

/** "(Run the above on the affected node.)" behind a block. */
export function placeOfAbove(below: string, read: Reader): Place | undefined {
  const first = below.trim().split(/(?<=[.!?])\s+(?=[A-Z(])/)[0] ?? '';
  if (!/\b(?:above|previous|preceding)\b/i.test(first) || /\b(?:following|below)\b|:\s*$/i.test(first))
    return undefined;
  const said = first.replace(/^[\s(]+|[\s.)]+$/g, '');
  const found = ABOVE.exec(said);
  const where = found?.[1] ?? found?.[2];
  const place = where === undefined ? undefined : read(`${where}:`);
  return place && { ...place, text: said, alone: true };
}

/** What the block's own comments and attributes say: `# on db-2`, `title="db-1"`, `host=db-1`. */
export function placeOfBlock(
  content: string,
  attributes: Readonly<Record<string, string>>,
  read: Reader,
): Place | undefined {
  for (const key of ['host', 'hostname', 'machine', 'server', 'node']) {
    const named = Object.hasOwn(attributes, key) ? attributes[key]!.trim() : '';
    if (named !== '' && !/^(?:localhost|local|127\.0\.0\.1|::1|true|false)$/i.test(named))
      return { kind: 'elsewhere', text: named, alone: true };
  }
  const title = Object.hasOwn(attributes, 'title') ? attributes['title']! : '';
  const titled = title === '' || /\.\w{1,5}$/.test(title) ? undefined : read(title);
  if (titled?.kind === 'elsewhere') return { ...titled, alone: true };
  const noted = withNotes(content.split('\n')).join('\n');
  if (!noted.includes('#')) return undefined;
  // What goes into a file has comments of its own.
  const own = noted.includes('<<') ? noted.split('<<')[0]! : noted;
  for (const comment of commentsIn(own)) {
    if (comment.length > 120 || NO_MACHINE.test(comment)) continue;
    const said = read(`${comment.replace(/^\((.*)\)$/, '$1').replace(/[:.\s]+$/, '')}:`);
    if (said?.kind === 'elsewhere') return { ...said, alone: true };
  }
  return undefined;
}
