import { ownText, plainText, type MdNode } from './markdown.ts';

const listOfThings =
  /\b(?:causes?|reasons?|options?|questions?|scenarios?|factors?|symptoms?|examples?|criteria|references?|links?|goals?|objectives?|benefits?|advantages|disadvantages|limitations?|assumptions?|definitions?|principles?|stakeholders?|resources|table of contents|contents|types?|kinds?|categories|components?|features?|consists? of|one of the following|either of|any of the following|following (?:conditions?|cases?|situations|things happen|applies|are)|what (?:is|are|does)|overview|background|impact|glossary|faq|(?:two|three|four|several|multiple|different) (?:ways|kinds|types|options|possibilities|reasons|things|places|parts|tiers|levels|classes))\b/i;
const imperative =
  /^(?:then |next,? |first,? |finally,? |optionally,? |\(optional\) |please |manually |now )?(?:add|adjust|alert|analy[sz]e|announce|apply|approve|ask|assess|assign|attach|backup|back up|block|browse|build|bump|call|cancel|capture|change|check|choose|clear|click|clone|close|collect|commit|communicate|compare|complete|configure|confirm|connect|consider|contact|copy|cordon|create|debug|decide|delete|deploy|describe|determine|disable|disconnect|document|download|drain|edit|enable|ensure|enter|escalate|establish|evaluate|examine|execute|expand|export|extract|fill|find|fix|follow|force|gather|generate|get|give|go|grab|identify|if|import|increase|inform|inspect|install|investigate|invite|isolate|join|kill|launch|leave|let|list|locate|lock|log|login|look|make|mark|merge|migrate|modify|monitor|mount|move|navigate|note|notify|obtain|once|on the|in the|open|page|paste|patch|pause|perform|pick|point|post|prepare|press|promote|provide|publish|pull|push|put|query|raise|read|reboot|rebuild|record|reduce|refer|refresh|release|reload|remove|rename|repeat|replace|report|request|reset|resolve|restart|restore|resume|retrieve|retry|return|revert|review|revoke|roll|rotate|run|save|scale|schedule|search|see|select|send|set|shut|sign|ssh|start|stop|submit|switch|take|tell|terminate|test|trigger|troubleshoot|try|turn|type|under|uninstall|unlock|update|upgrade|upload|use|using|validate|verify|view|visit|wait|watch|work|write)\b/i;

/** Whether a numbered list says what to do, one thing after another, rather than naming causes, options or questions. */
export function isProcedure(
  list: MdNode,
  lead: string,
  heading: string,
  hasCommand: (node: MdNode) => boolean,
): boolean {
  if (list.children.some(hasCommand)) return true;
  const texts = list.children.map((item) => plainText(ownText(item))).filter((text) => text !== '');
  if (texts.length === 0) return false;
  const raw = list.children.map((item) => ownText(item).trim());
  if (raw.every((text) => /^\[[^\]]*\]\([^)]*\)\.?$|^<?https?:\S+$/.test(text))) return false;
  if (texts.filter((text) => text.endsWith('?')).length > texts.length / 2) return false;
  const doing =
    texts.filter((text) => imperative.test(text.replace(/^[^A-Za-z([]+/, '').replace(/^\W+/, ''))).length /
    texts.length;
  if (doing >= 0.6) return true;
  if (
    /\b(?:steps?|procedure|instructions?|how to|do the following|as follows|follow(?:ing)? (?:these|the) )\b/i.test(
      `${lead} ${heading}`,
    ) &&
    doing > 0
  )
    return true;
  return !listOfThings.test(lead) && !listOfThings.test(heading) && doing >= 0.3;
}
