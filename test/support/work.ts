/** Milliseconds of the processor's time that something takes: what other programs do meanwhile does not count. */
export function workOf(act: () => unknown): number {
  const began = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
