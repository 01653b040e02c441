import type { Risk } from './risk.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Words behind which names stand, of whatever is looked at: `logs web`, `get update`. */
const NAMES_FOLLOW = words(`
  list ls show get describe desc status info logs log tail top cat view print read inspect diff history hist search find
  query events event wait watch ps tree stat explain lookup which whence where help doc docs man check test validate v
  verify lint scan report export dump convert schema fmt format port images image blame annotate ann grep column s se p
  st di praise propget pget pg provides whatprovides wp depends rdepends why whoknows changelog advisory echo expand
  parse interpolate strip match procmatch completion kustomize template build score lineage deprecations tap routes
  resolve digest manifest triangulate i fs filesystem repo repository rootfs vm fullstatus finger desc home uses deps
  select slice sort table join sample reverse flatten headers fixlengths frequency dedup enum explode fill pseudo rename
  replace searchset transpose summary bundle debug trace monitor stats sub subscribe path-help dominfo domstate dumpxml
  metadata render cp test-builtin alias zone run generate ip url id pid env`);

/** Words that say what is done, and that hardly anything is called by. */
const ACTING = words(`
  set unset add create new update edit modify delete del remove rm destroy write push pull enable disable install
  uninstall upgrade import restore apply rename login logout flush clear reset purge prune drop register unregister
  attach detach revoke grant rotate enroll configure download upload mute unmute cancel kill stop start restart forward`);

const ENDING = words(
  'unset delete del remove rm destroy uninstall clear reset purge prune drop revoke detach kill stop cancel',
);

/**
 * What a word does that stands right behind a group of which a table only knows that it reads: `scout enroll`; undefined
 * where it is a name, or says nothing.
 */
export function actingRisk(group: string, next: string | undefined): Risk | undefined {
  if (next === undefined || !ACTING.has(next) || NAMES_FOLLOW.has(group) || /[-_]/.test(group)) return undefined;
  // How much is lost is not known.
  return ENDING.has(next) ? 'unknown' : 'changes';
}
