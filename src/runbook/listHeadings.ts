/*
 * Headings by what stands below them, as sources of what a list is: steps, or things.
 */

/** Never what to do, whatever words its items begin with. */
export const noProcedure =
  /^\W*(?:\d+[.)]\s*)?(?:(?:possible|potential|common|known|probable|likely|typical|frequent|usual|most|other|root)\s+)*(?:symptoms?|causes?|reasons?|contents|table of contents|toc|references?|links?|related (?:links|documents|runbooks|alerts)|further reading|see also|resources|glossary|terminology|concepts?|key concepts|definitions?|faq|questions|next steps|example output|output|sample output|expected output|overview|background|goals|objectives|benefits|features|limitations|requirements|stakeholders|roles|contacts?|impact|metrics|history|changelog|scenarios?|use cases|best practices|considerations|recommendations|tips|what happened|what went (?:wrong|well)|(?:root )?cause(?: analysis)?|(?:incident |event )?timeline|(?:document|revision|version|change) (?:history|log)|breaking changes|lessons(?: learned)?)\W*$/i;

export const listOfThings =
  /\b(?:causes?|reasons?|options?|questions?|scenarios?|factors?|symptoms?|examples?|criteria|references?|links?|goals?|objectives?|benefits?|advantages|disadvantages|limitations?|assumptions?|definitions?|principles?|concepts?|stakeholders?|resources|table of contents|contents|types?|kinds?|categories|components?|features?|consists? of|one of the following|either of|any of the following|following (?:conditions?|cases?|situations|things happen|applies|are)|what (?:is|are|does)|overview|background|impact|glossary|faq|(?:two|three|four|several|multiple|different) (?:\w+ )?(?:ways|paths|approaches|methods|kinds|types|options|possibilities|reasons|things|places|parts|tiers|levels|classes))\b/i;

/** Headings under which an ordered list is what to do, whatever its items begin with. */
export const strongHeading =
  /\b(?:steps?|procedures?|instructions?|deploy(?:ing|ment)?|resolution|resolv(?:e|ing)|mitigat(?:e|ing|ion)|remediat(?:e|ing|ion)|triage|recover(?:y|ing)?|roll(?:ing)?[ -]?back|fix(?:es|ing)?|workaround|how to|actions?|respon(?:se|d|ding)|contain(?:ment|ing)?|eradicat(?:e|ing|ion)|playbook|runbook|install(?:ing|ation)?|checklist)\b/i;
/** Headings under which it is so where at least one item tells somebody to do something. */
export const doingHeading =
  /\b(?:restor(?:e|ing)|investigat(?:e|ing|ion)|diagnos(?:e|ing|is)|debug(?:ging)?|upgrad(?:e|ing)|fail ?over|rotat(?:e|ing|ion)|creat(?:e|ing)|delet(?:e|ing)|adding|remov(?:e|ing)|updating|migrat(?:e|ing)|set(?:ting)? ?up|scal(?:e|ing)|replac(?:e|ing)|verif(?:y|ying|ication)|releasing|(?:on|off)boarding|clean(?:ing)? ?up)\b/i;
export const notDoing =
  /\b(?:next steps|deployment (?:architecture|models?|options|types?|topolog\w+)|release notes|(?:upgrade|rotation) (?:notes|policy|schedule)|response times?|actions? taken|lessons)\b/i;

/** Headings that give their bullets an order. */
export const orderHeading =
  /\b(?:order|sequence|deploy(?:ing|ment)?|upgrad(?:e|ing)|install(?:ing|ation)|restor(?:e|ing)|fail ?over|roll(?:ing)?[ -]?back|recover(?:y|ing)?|rotat(?:e|ing|ion)|(?:on|off)boarding|clean(?:ing)? ?up|shut(?:ting)? ?down|migrat(?:e|ing|ion)|how to)\b/i;
/** Headings that name what is done: "Signing", "Health checks", "Smoke tests". */
export const workHeading =
  /^\W*(?:\d+[.)]?\s*)?(?:[\w-]+\s+){0,3}(?:checks?|tests?|verification|validation|release|sign[- ]?off|backups?|cut ?over|hand ?over|maintenance|preparations?|publication|rollout|failback|sanity|pre[- ]?flight|patching)\W*$/i;

/** Headings that also make steps of a bullet list. */
export const strictHeading =
  /^\W*(?:\d+[.)]?\s*)?(?:\w+ ){0,2}(?:steps?|procedures?|instructions?|checklist|runbook|playbook|what to do|actions?|actions? items|to do)\W*$/i;
export const triageHeading =
  /^\W*(?:\d+[.)]?\s*)?(?:\w+ )?(?:resolution|mitigations?|remediation|triage|recovery|diagnosis|investigation|containment|eradication|workaround)\b/i;

/** "**Check:**", "Fix:": a label that stands for a heading, above what is looked at or done. */
export const labelOfWork =
  /^\W*(?:(?:quick|immediate|manual|initial|first)\s+)?(?:checks?|what to check|verify|verification|diagnos(?:e|is)|investigat(?:e|ion)|triage|(?:how to |the )?fix|resolution|resolve|remediation|mitigat(?:e|ion)|recovery|recover)\s*:?\s*$/i;
/** Of these labels, those below which a question is what to look at. */
export const labelOfChecks =
  /^\W*(?:[a-z]+\s+)?(?:checks?|what to check|verify|verification|diagnos|investigat|triage)/i;

/** "Preparations", "Before you upgrade": what is done first, with remarks between. */
export const beforehand =
  /^\W*(?:\d+[.)]?\s*)?(?:preparations?|prepar(?:e|ing)|(?:before|prior to|ahead of) (?:you |the |an? )?(?:upgrad|migrat|restor|deploy|maintenance|install|start(?:ing|ed)? the)\w*)\b/i;

/** Headings above what one of may be done. */
export const choiceHeading =
  /\b(?:possible|potential|available|alternative|optional|suggested)\s+(?:\w+\s+)?(?:actions?|steps?|fix(?:es)?|mitigations?|solutions?|workarounds?|remed\w+)\b/i;
