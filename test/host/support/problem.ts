/** What a person can fix: its message is one line that says what is missing and what to install or set. */
export class HostProblem extends Error {
  override readonly name = 'HostProblem';
}
