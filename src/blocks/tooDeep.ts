/** What a reader gives; `otherwise` where a text is nested too deeply for it: one block must not hide the others. */
export function unlessTooDeep<T>(read: () => T, otherwise: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise();
    throw error;
  }
}
