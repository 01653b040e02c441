import { isNarrated } from './narrated.ts';

/** "Ask the DBA to run:", "Have the network team run:", "Wait for somebody to run:": an order that is for another. */
const ASKED =
  /^\W*(?:(?:then|next|now|please|first|finally),? )?(?:(?:ask|tell|request|instruct|page|call|get|remind|wait for)\s(?:[^.:,]{2,80}?)\bto (?:\w+ly )?(?:run|execute|issue|type|enter|perform|do)\b|have (?!a\b|to\b)[^.:,]{2,60}? (?:run|execute|issue|type|perform)\b|let (?!us\b|it\b|me\b)(?:the|your|an?|our|[A-Z])[^.:,]{1,60}? (?:run|execute|issue|type|perform|do)\b)[^.]{0,100}$/i;
/** What acts, or is said to have acted, in place of whoever reads. */
const ACTS = String.raw`(?:runs|executes|calls|invokes|launches|starts with|boots with|is started (?:with|by)|does)`;
const DID = /(?:ran|executed|typed|issued|entered|had run|has run)/;
/** "The command below runs the migration:", "This starts the server:": what is shown is what acts. */
const SHOWN =
  /\b(?:this|that|these|those|it|following|below|above|commands?|scripts?|snippets?|examples?|one-?liners?|lines?|blocks?|recipes?|targets?|tasks?|tools?|utility|programs?|cli|which|what|you|who|query|job|playbook|makefile|procedure|steps?|section|container below)\b/i;
/** "Internally", "every night": by itself, whatever the subject is. */
const BY_ITSELF =
  /\b(?:internally|under the hood|behind the scenes|by itself|automatically|periodically|regularly|(?:every|each) (?:\w+ )?(?:night|day|hour|minute|minutes|hours|week|morning|month)|nightly|hourly|daily|weekly|on (?:a )?schedule|at (?:boot|startup|start-up))\b/i;
const SUBJECT = new RegExp(
  String.raw`^\W*(?:(?:then|next|now|later),? )?((?!(?:if|when|for|once|after|before|while|where)\b)(?:[\w./-]+ ){1,9}?)(?:then |also |now )?${ACTS}(?: (?:this|that|these|the following(?: commands?)?)\b[^.:]{0,60})?\s*:?$`,
  'i',
);
const HEARD = new RegExp(
  String.raw`^\W*(?:(?:[Aa]t [\d:.]+ ?(?:[APap][Mm]|UTC|utc)?|[Ll]ater|[Yy]esterday|[Oo]n [\w ./-]{3,24}),? )?(?!(?:When|If|Once|After|Before|While|Having|Was|Has|Had|Then|Next|First)\b)(?:[A-Z][a-z]+|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Tt]he (?:[\w-]+ ){0,2}(?:engineer|team|operator|admin|responder|dba|developer|colleague|on-call)) (?:(?:then|also|manually|accidentally|first|again) )?${DID.source}\b[^.]{0,80}$`,
);

/** "People have been known to restart it with", "Some are tempted to run". */
const OFTEN_DONE =
  /^\W*(?:people|some(?: \w+)?|others|many(?: \w+)?|operators|admins|engineers|users|teams|responders) (?:(?:have|has) been known|(?:are|may be|might be) tempted) to\b/i;
/** "What we ran on the night:" */
const RAN =
  /^\W*what (?:we|they|i|he|she|somebody|someone|(?:the|our) [\w-]+(?: [\w-]+)?) (?:ran|did|typed|executed|tried|used)\b[^.]*:$/i;

/** Whether a lead tells what somebody, or something, else does with what stands below it. */
export function isForOthers(text: string): boolean {
  const plain = text
    .replace(/[*_`]+/g, '')
    .replace(/\s\([^()]{1,60}\)/g, '')
    .replace(/^\W*(?:for (?:your )?(?:reference|information|completeness|the record)|fyi)[,:] /i, '')
    .trim();
  if (plain.length > 200 || /[.?!]$/.test(plain)) return false;
  if (ASKED.test(plain) || HEARD.test(plain) || OFTEN_DONE.test(plain) || RAN.test(plain) || isNarrated(plain))
    return true;
  const subject = SUBJECT.exec(plain)?.[1];
  if (subject === undefined) return false;
  return BY_ITSELF.test(plain) || !SHOWN.test(subject);
}
