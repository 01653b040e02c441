/** `10000` as `10_000`. */
export function milliseconds(ms: number): string {
  return String(ms).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `10000` as `10 s`, `1500` as `1.5 s`, `300` as `300 ms`. */
export function duration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

/** The option takes an AbortSignal, whatever it is called: `signal`, `init.signal`, `abortSignal`. */
export function isSignal(option: string): boolean {
  return /(?:^|\.)(?:abort)?signal$/i.test(option);
}
