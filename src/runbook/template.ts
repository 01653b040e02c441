/** A template's text with the day it is used on as that of its last review; the day is the one on the local calendar. */
export function datedTemplate(text: string, now: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return text.replace(/^(lastReviewed:[ \t]*)YYYY-MM-DD[ \t]*$/m, `$1${today}`);
}
