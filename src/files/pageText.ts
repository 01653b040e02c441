/** What only a page or its worker can ask for. */
const PAGE_TEXT =
  /(?<![\w.$'"`])(?:document\.(?:getElement|querySelector|createElement|body|addEventListener|cookie|head|documentElement|visibilityState|location\.|title\s*=(?!=)|readyState|activeElement|referrer)|window\.(?:__\w+|alert|atob|btoa|close\(|confirm|crypto|document|fetch|frames|history|name\b|open|origin|parent|performance|print\(|requestAnimationFrame|scroll|URL|XMLHttpRequest|FormData|location|addEventListener|fetch|open|local|session|navigator|socket|history|matchMedia|dispatchEvent|postMessage|setTimeout|inner)|(?:local|session)Storage\.|indexedDB\.open|chrome\.(?:runtime|tabs|storage|action|alarms|browserAction|contextMenus|cookies|declarativeNetRequest|devtools|identity|notifications|offscreen|scripting|sidePanel|webRequest)\b|browser\.(?:runtime|tabs|storage\.(?:local|sync|session)|alarms|browserAction|scripting|webRequest)\b|importScripts\(|navigator\.(?:userAgent|onLine|clipboard|serviceWorker|sendBeacon|language)|self\.(?:addEventListener\(\s*['"](?:fetch|push|notificationclick|pushsubscriptionchange|periodicsync)\b|registration\.|clients\.(?:claim|matchAll|openWindow)|skipWaiting\()|\(?self as (?:unknown as )?\w*WorkerGlobalScope|\$\(\s*['"][#.])|\bimport\.meta\.env\b|\bfrom\s*['"](?:react-dom|react-dom\/client|webextension-polyfill|wxt\/browser|webext-bridge\/\w+|vue|jquery|@angular\/core|svelte)['"]/g;
/** Comments, strings and templates: what a server sends as a page is written in one of them. */
const QUOTED = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`/g;
/** A variable or a parameter of the file's own that is called as the page's object is. */
const OWN_DOCUMENT =
  /\b(?:const|let|var)\s+(?:[{[][^}\]=]*\b)?document\b(?!\s*=\s*(?:window|globalThis|self)\b)|(?<!\b(?:if|while|for|switch|with)\s*)\((?:[^()]*,)?\s*(?:\{[^{}()]*\b)?document\s*[?:,)=}][^()]*\)?[^()]{0,80}?(?:=>|\{)|(?<![\w.$])document\s*=>/;

/** Whether a text asks a page for something, in its code rather than in what it quotes. */
export function asksPage(text: string): boolean {
  if (text.search(PAGE_TEXT) < 0) return false;
  const quoted = [...text.matchAll(QUOTED)].map(({ index, 0: { length } }) => [index, index + length] as const);
  let own: boolean | undefined;
  let at = 0;
  for (const { index, 0: found } of text.matchAll(PAGE_TEXT)) {
    while (at < quoted.length && quoted[at]![1] <= index) at++;
    if (at < quoted.length && quoted[at]![0] <= index) continue;
    if (!found.startsWith('document')) return true;
    own ??= OWN_DOCUMENT.test(text);
    if (!own) return true;
  }
  return false;
}
