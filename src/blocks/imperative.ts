import { hostMark } from './hosts.ts';

/** Begins like an order to somebody: "restart the pods", "then check that ...". */
export const imperative =
  /^(?:then |next,? |first,? |second,? |third,? |finally,? |lastly,? |optionally,? |optional:? |\(optional\) |please |manually |now |again,? |also,? |if (?:needed|necessary|required),? )?(?:add|adjust|alert|allow|analy[sz]e|announce|apply|approve|ask|assess|assign|attach|backup|back up|block|boot|browse|build|bump|bring|call|cancel|capture|change|check|choose|clean|clear|click|clone|close|collect|commit|communicate|compare|complete|configure|confirm|connect|consider|contact|convert|copy|cordon|create|cut|debug|decide|declare|decrease|define|delete|deploy|describe|determine|detach|disable|disconnect|do|document|double[- ]check|download|drain|drop|edit|enable|ensure|enter|escalate|establish|evaluate|examine|execute|expand|export|extract|fail ?over|fetch|fill|filter|find|fix|flush|follow|force|freeze|gather|generate|get|give|go|goto|grab|grant|hit|identify|if|import|increase|inform|initiate|inspect|install|invalidate|investigate|invite|isolate|join|keep|kill|launch|leave|let|link|list|load|locate|lock|log|login|look|make|mark|merge|migrate|modify|monitor|mount|move|navigate|note|notify|obtain|once|on the|in the|from the|open|page|paste|patch|pause|perform|pick|ping|place|point|post|prepare|press|promote|provide|provision|publish|pull|purge|push|put|query|raise|re-?run|read|reach out|reboot|rebase|rebuild|reconfigure|record|recreate|reduce|refer|refresh|register|release|reload|remove|rename|repeat|replace|report|request|reset|resize|resolve|restart|restore|resume|retrieve|retry|return|revert|review|revoke|roll|rotate|run|save|scale|schedule|search|see|select|send|set|set ?up|share|shut|sign|silence|ssh|start|stop|submit|switch|sync|tag|take|tell|terminate|test|trigger|troubleshoot|try|turn|type|uncordon|under|uninstall|unlock|unmount|update|upgrade|upload|use|using|validate|verify|view|visit|wait|watch|when|work|wipe|write|name|unpause|unfreeze|unsilence|unseal|undo|unblock|undeploy|untaint|taint|re-?enable|re-?deploy|re-?apply|re-?sync|re-?install|re-?add|re-?attach|re-?join|re-?seed|re-?index|re-?balance|re-?connect|re-?try|re-?import|re-?start|warm|throttle|mute|unmute|ack|acknowledge|decommission|decrypt|encrypt|dump|observe|reconcile|truncate|vacuum|wind|hand over|step down|bootstrap|seed|elect|demote|evict|undrain|label|annotate|rotate)\b/i;

/**
 * A verb that no list need know: a word in front of what is acted on ("Rsync the files", "Chown your volume"). Gerunds,
 * participles and third persons are none, nor are the small words of a sentence.
 */
const BASE_FORM =
  /^(?!(?:[a-z]+(?:ing|ed|[^s]s|ly)|(?:the|an?|all|any|each|every|both|some|no|not|only|just|even|also|this|that|these|those|it|its|they|their|we|our|you|your|he|she|his|her|who|which|what|where|when|while|why|how|if|unless|until|because|since|although|though|whether|as|at|by|for|from|in|into|of|on|onto|to|with|within|without|via|per|through|throughout|during|before|after|over|under|about|above|below|between|across|against|along|around|behind|beside|beyond|like|than|upon|near|and|or|but|nor|so|yet|then|is|are|was|were|be|been|being|am|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|there|here|now|once|such|same|other|another|one|two|three|four|half|most|many|much|few|more|less|out|off|up|down|plus|minus|except|including|despite|given|whenever|wherever|inside|outside|toward|towards|whose|whom|ex|vs|amid|regarding|either|neither|besides|unlike|worth|let|make|it's|that's)) )[a-z]+(?:-[a-z]+)?(?: (?:up|down|out|off|in|on|back|over|into))? (?:the|an?|your|all|every|each|any|both|these|those|this|that|our) /i;
const KEPT = /^(?:embed|shred|feed|seed|need|speed|proceed|bring|ping|string|process|pass|access|press|address) /i;

/** Whether a heading tells somebody to do something ("Modify the ConfigMap", "Stop traffic"). */
export function isImperative(text: string): boolean {
  const said = hostMark(text)?.rest ?? text;
  const plain = said.replace(/^(?:step|phase|stage|task)?\s*[\d.]+\W*/i, '').replace(/^\W+/, '');
  return imperative.test(plain) || isBaseForm(plain);
}

/** Whether a text begins with a verb in front of its object, whatever the verb. */
export function isBaseForm(text: string): boolean {
  const start = text.slice(0, 80);
  return BASE_FORM.test(start) || (KEPT.test(start) && /^\w+ (?:the|an?|your|all|every|each|any) /i.test(start));
}

const PASSIVE =
  /\b(?:is|are|was|were|gets?|got|(?:has|have|had|will be|can be) been|will be)\s+(?:(?:\w+ly|then|also|not|now|still)\s+)*(?:\w{2,}(?:ed|en|wn|pt)|set|sent|built|run|made|shown|put|kept|left|found|done|lost|read|split|available|disabled|visible)\b/i;
const THIRD_PERSON =
  /^(?:(?!(?:and|or|to|the|for|with|in|on|of|that|which)\b)[\w./@-]+ ){0,3}(?!(?:status|access|process|address|always|this|its|is|has|was|does|pods|nodes|logs|files|steps|backups)\b)[a-z]+(?<!s)s (?:an?|the|its|to|from|via|in|on|with|as|into|red|amber|green|for|up|off|down)\b/i;
const TELLS_STATE = /\b(?:appears?|occurs?|fails?|remains?|disappears?|displayed|renders?|turns?|happens?)\b/i;

/**
 * Whether a sentence tells what somebody or something does, did or is, rather than asking for it: "The badge turns red",
 * "The dump was converted", "Railway builds via Dockerfile".
 */
export function isTold(text: string): boolean {
  const plain = text.slice(0, 300).replace(/^\W+/, '');
  if (imperative.test(plain) || isBaseForm(plain)) return false;
  const sentence = plain.split(/[.;:](?=\s|$)/)[0]!;
  if (/\b(?:should|must|needs? to|ha(?:ve|s) to|shall|make sure|ensure|you|we)\b/i.test(sentence)) return false;
  return [PASSIVE, THIRD_PERSON, TELLS_STATE].some((form) => form.test(sentence)) || isThirdPersonOfOrder(sentence);
}

/** "Pulls the latest commits", "Verifies the container": an order as somebody tells that it is followed. */
function isThirdPersonOfOrder(sentence: string): boolean {
  const [, stem = '', ending] = /^([A-Za-z-]+[^s\W])(ies|es|s)\b(?=\s)/.exec(sentence) ?? [];
  const bases = ending === 'ies' ? [`${stem}y`] : [stem, `${stem}e`];
  return bases.some((base) => base !== '' && imperative.exec(base)?.[0].length === base.length);
}
