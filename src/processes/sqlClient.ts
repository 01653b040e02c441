export interface SqlClient {
  readonly program: string;
  /** Before the statement, which follows as one argument. */
  readonly args: readonly string[];
  /** Address and password, which so stand on no command line. */
  readonly env: Readonly<Record<string, string>>;
}

/** The client for the database that `DATABASE_URL` names, or a sentence that says what is missing. */
export function sqlClient(address: string | undefined): SqlClient | { readonly problem: string } {
  if (!address) return { problem: 'Set DATABASE_URL to the target database, e.g. in an earlier step.' };
  const file = /^(?:sqlite3?|file):(?:\/\/)?(.+)$/.exec(address);
  if (file) return { program: 'sqlite3', args: ['-bail', '-header', '-column', file[1]!], env: {} };
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const user = decodeURIComponent(url?.username ?? '');
  const password = decodeURIComponent(url?.password ?? '');
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '');
  if (url && /^postgres(?:ql)?:$/.test(url.protocol)) {
    const given = { PGHOST: url.hostname, PGPORT: url.port, PGUSER: user, PGPASSWORD: password, PGDATABASE: database };
    const mode = url.searchParams.get('sslmode');
    const env = Object.entries({ ...given, PGSSLMODE: mode ?? '', PGCONNECT_TIMEOUT: '10' }).filter(
      ([, value]) => value,
    );
    return { program: 'psql', args: ['-X', '-v', 'ON_ERROR_STOP=1', '-c'], env: Object.fromEntries(env) };
  }
  if (url && /^(?:mysql|mariadb):$/.test(url.protocol)) {
    const at = ['-h', url.hostname, ...(url.port ? ['-P', url.port] : []), ...(user ? ['-u', user] : [])];
    const args = [...at, '--connect-timeout=10', ...(database ? ['-D', database] : []), '-e'];
    return { program: 'mysql', args, env: password ? { MYSQL_PWD: password } : {} };
  }
  const kind = /^(\w+):/.exec(address)?.[1] ?? 'no scheme';
  return { problem: `Unsupported DATABASE_URL (${kind}): use postgres, mysql or sqlite.` };
}
