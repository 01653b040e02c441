/*
 * Sentences that only tell of a command: what a log shows somebody typed, what failed, what a job does by itself, what will not
 * work, and what people outside are to do. Nobody who reads is to run what stands below them.
 */

const REPORTS =
  '(?:shows?|showed|says?|said|means?|meant|tells?|told us|indicates?|indicated|reveals?|revealed|suggests?|suggested|reports?|reported|states?|stated|explains?|explained)';
/** Who or what is shown below, or is to be run to find out. */
const SHOWN =
  /\b(?:this|that|these|those|it|following|below|above|commands?|scripts?|snippets?|output|quer(?:y|ies)|you|who|which|what|to)\b/i;
const PERSON = String.raw`(?:someone|somebody|he|she|they|people|(?:an?|one|the) (?:[\w-]+ ){0,2}(?:engineer|operator|admin|administrator|developer|colleague|user|person|responder|customer|attacker|intruder|agent|bot|assistant))`;
const COMMAND = String.raw`(?:this|the following|the|these|one)(?: [\w-]+){0,2}? (?:commands?|lines?|statements?|calls?|invocations?|instructions?)\b[^.:,]{0,60}?`;
const REPORTED = new RegExp(
  String.raw`^\W*(?!(?:if|when|once|after|before|until|unless|while|where|since|because|as)\b)((?:[\w./'’-]+ ){1,9}?)${REPORTS} that (?:${PERSON} (?:\w+ly )?(?:ran|executed|typed|issued|entered|had run|has run|had typed)\b|${COMMAND} (?:failed|crashed|hung|timed out|was (?:run|executed|typed|issued|killed)|had (?:failed|been run|been executed)|has failed)\b)[^.:,]{0,60}:$`,
  'i',
);

/** "For example, the job runs:": an example of what acts. */
const EXAMPLE =
  /^\W*(?:for example|for instance|e\.g\.|as an example),? (?:(?:the|our|a|an|each|every) )((?:[\w./-]+ ){1,5}?)(?:(?:then|also|usually|normally) )?(?:runs|executes|calls|invokes|launches|starts)(?: something like)?:$/i;
const SHOWN_EXAMPLE = /\b(?:following|below|above|commands?|snippets?|examples?|one-?liners?|lines?|operator|user)\b/i;

/** "The following will NOT work because ...:", "This command fails, as ...:" with no case and no way out of it. */
const NO_USE =
  /^\W*(?:(?:note|warning|caution|important)\W+)?(?:(?:note|beware) that )?(?:the following(?: (?:\w+ )?(?:commands?|one|script|way|approach))?|(?:this|that|these)(?: (?:\w+ )?(?:commands?|way|approach|ones?))?|(?:the |these )?commands? (?:below|that follows?)) (?:(?:will|would|does|do|can) ?(?:not|n['’]t) (?:work|help)|wo?n['’]t (?:work|help)|cannot work|can['’]t work|(?:is|are) (?:known )?(?:not to work|to fail)|never works?|(?:will |would )?fails?(?= (?:because|since)|,? as\b))\b([^:]{0,120}):$/i;
const WAY_OUT =
  /(?<![\w-])(?:if|when|while|until|unless|before|without|so|but|only|therefore|hence|instead|run|use|try|first|on|after|otherwise|yet)\b/i;

/** People outside, whose machines and accounts are not those of whoever reads. */
const OUTSIDERS = String.raw`(?:customers?|clients?|tenants?|vendors?|suppliers?|partners?|providers?|dbas?|requesters?|reporters?|callers?|employees?|colleagues?|(?:network|security|database|storage|support|vendor|legal|customer|client)(?:['’]s)? (?:team|department|side|admins?|engineers?)|manager)`;
const OUTSIDER_ACTS = new RegExp(
  String.raw`^\W*(?:(?:then|next|now|first|finally),? )?(?:the|an?|your|our|each|every|their) (?:[\w-]+ ){0,2}?${OUTSIDERS} (?:(?:then|also|now) )?(?:should|must|shall|needs? to|ha(?:s|ve) to|can(?: then| now)?|may|will) (?:then |now |also )?(?:run|execute|type|issue|enter|perform|do)\b[^.:]{0,80}:$`,
  'i',
);
/** A client may be a machine, and "can run it with" may offer it to all. */
const OF_MACHINE = /\bclients? (?:machines?|hosts?|nodes?|certificates?|commands?)\b/i;

/** "Test evidence:", "Transcript of the last drill:": what has been done once. */
const EVIDENCE = /^\W*(?:the )?(?:[\w-]+ )?(?:evidence|transcripts?|proof)(?: (?:of|from) [^:]{1,60})?\s*:$/i;

/**
 * Whether a sentence tells of the command below it without asking for it.
 * @param plain without marks.
 */
export function isNarrated(plain: string): boolean {
  if (plain.length > 200 || !plain.endsWith(':')) return false;
  if (EVIDENCE.test(plain)) return true;
  const reported = REPORTED.exec(plain)?.[1];
  if (reported !== undefined && !SHOWN.test(reported)) return true;
  const example = EXAMPLE.exec(plain)?.[1];
  if (example !== undefined && !SHOWN_EXAMPLE.test(example)) return true;
  const reason = NO_USE.exec(plain)?.[1];
  if (reason !== undefined && !WAY_OUT.test(reason)) return true;
  return OUTSIDER_ACTS.test(plain) && !OF_MACHINE.test(plain);
}
