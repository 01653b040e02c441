/** "Prevention", "Follow-up", "Lessons learned": what somebody does some day, and is no part of the fix. */
export function isForLater(heading: string): boolean {
  return FOR_LATER.test(heading);
}

const FOR_LATER =
  /^\W*(?:[\d.]+\s+)?(?:(?:long[- ]term|future) )?(?:prevent(?:ion|ive)(?: (?:measures?|actions?|steps))?|follow[- ]?ups?(?: (?:actions?|items?|work))?|lessons(?: learne?[dt])?|improvements?|(?:how to )?prevent (?:this|it|recurrence)(?: (?:in (?:the )?future|next time))?)\W*$/i;
