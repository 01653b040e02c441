import { commandShape } from '../transcripts/lineShape.ts';
import { couldBeTyped } from '../transcripts/promptless.ts';
import type { LanguageClass } from '../shell/language.ts';
import { splitCommands } from '../shell/shellLexer.ts';
import { lastSentence, type BlockContext } from './blockContext.ts';

/*
 * A run that the author shows: "A successful run looks like this:", "Example session:". What was typed in it was typed by
 * the author, and what it prints may name commands as well, so none of it is to be run.
 */

const WHICH = String.raw`(?:(?:successful|normal|typical|expected|good|healthy|complete|full|failed|failing|first|second|clean|usual|whole|single|real|actual|terminal|shell|console|example|sample)\s+)*`;
const RUN = String.raw`(?:(?:dry|test|trial)[- ])?(?:runs?|executions?|sessions?)`;
const OF_IT = String.raw`(?:\s+(?:of|with|from|for|on|in|against|under)\s+[^.:;,]{1,80}?)?`;
const SAMPLE = String.raw`(?:example|sample|typical|successful|expected)`;

/** "An example execution as follows:", "Here is a sample session with the client:", "Example of a successful run:". */
const LABEL = new RegExp(
  String.raw`^\W*(?:(?:here|below|this|that|the following|following)(?:'s|’s|\s+is|\s+are)?\s+)?(?:(?:an?|the|one|some|our|my)\s+)?(?:${SAMPLE}\s+(?:of\s+(?:an?|the|one)\s+)?${WHICH}(?:[\w.-]+\s+)?${RUN}|transcript|${WHICH}(?:${RUN}\s+)?transcript)${OF_IT}(?:\s*,?\s*(?:(?:is|are)\s+)?(?:as follows|follows|(?:shown |given )?(?:here|below)|like (?:this|so)))?\W*$`,
  'i',
);

const PRINTS = String.raw`(?:prints?|outputs?|shows?|displays?|produces?|yields?|gives?|reports?|returns?|ends? (?:with|in)|(?:looks?|reads?|goes?) (?:something |roughly |a bit )?(?:like|as|similar))`;
const WILL = String.raw`(?:(?:should|will|would|may|might|then|usually|normally|typically)\s+)*`;
/** "A run prints:", "Your session should look like this:", "When run, it prints:", "Here is what a run looks like:". */
const SHOWN: readonly RegExp[] = [
  new RegExp(
    String.raw`^\W*(?:on success,?\s+)?(?:an?|the|each|every|any|one|your)\s+${WHICH}(?:[\w.-]+\s+)?${RUN}${OF_IT}\s+${WILL}${PRINTS}\b[^.:;,]{0,60}:?\W*$`,
    'i',
  ),
  new RegExp(
    String.raw`^\W*(?:(?:here|this|below|the following)(?:'s|’s|\s+is)\s+)?(?:what|how)\s+(?:an?|the|each|your)\s+${WHICH}${RUN}${OF_IT}\s+${WILL}(?:looks?(?: like)?|prints?|shows?|outputs?)\W*$`,
    'i',
  ),
  new RegExp(
    String.raw`^\W*(?:when|once|if|after(?: being)?)\s+(?:(?:it|the \w+)\s+)?(?:(?:is|has been|was|were)\s+)?(?:successfully\s+)?(?:run|executed)(?:\s+successfully)?,\s+(?:it|this|that|the [\w ]{1,30}?)\s+${WILL}${PRINTS}\b[^.:;,]{0,60}:\W*$`,
    'i',
  ),
];
/** A report of what a run shows leads to nothing, unless it points at what stands below. */
const POINTS = /:\W*$|\b(?:as follows|like (?:this|so|the following)|below|the following)\W*$|\blooks?(?: like)?\W*$/i;

/** A sentence that shows what a run does; "Run it as in this example session:" asks for one. */
function showsRun(lead: string): boolean {
  const sentence = lastSentence(lead).trim();
  return POINTS.test(sentence) && SHOWN.some((form) => form.test(sentence));
}

/** Whether a block is a run that its author shows, by what stands before it and what stands in it. */
export function isSampleRun(lines: readonly string[], cls: LanguageClass, context: BlockContext): boolean {
  if (cls !== 'shell' && showsRun(context.lead)) return true;
  if (!showsRun(context.lead) && !LABEL.test((lastSentence(context.lead) || context.heading).trim())) return false;
  // Nothing but calls is how the program is called.
  return splitCommands(lines).some(({ first, last }) => {
    const shape = commandShape(lines, first, last);
    return /^(?:output|prose)$/.test(shape) || (shape === 'unclear' && !couldBeTyped(lines[first]!.trim()));
  });
}
