/** `[root@db-1 ~]# `, `postgres@db-1:~$ `, `(venv) deploy@web-1 ~ % `. */
const NAMED = /^\s*(?:\([\w.-]+\) ?)?\[?([\w.-]+)@([\w.-]+)(?=[\s:\]>$#%])[^\n]{0,80}?[#$%>](?:\s|$)/;
/** `web-1$ `, `db3.prod# `: a host alone. */
const HOST = /^\s*((?!(?:ba|a|da|z|k|c|tc)?sh-)[a-z][a-z]*(?:-[a-z]+)*-?\d+(?:\.[\w-]+)*)[$#%] \S/;
/** Names that a page has for the reader's own machine, or that a system gives itself. */
const OWN =
  /^(?:local(?:host|domain)?|(?:my|your|this|the)?-?(?:host(?:name)?|machine|laptop|desktop|computer|workstation|pc|box)|home|mbp|debian|ubuntu|fedora|arch(?:linux)?|kali|centos|rhel|alpine|linux|raspberrypi|pop-?os|nixos|vagrant|dev|example|hostname|bar|foo|name|system|notebook|thinkpad)(?:\.(?:local(?:domain)?|lan|home|example\.\w+))?$|macbook|mac-?mini|imac|laptop|^(?:my|your)\b|^(?:x|y|z)+$/i;
/** Users that are no person's: whoever types as one of them has changed to it. */
const SERVICE =
  /^(?:postgres|oracle|mysql|hdfs|hadoop|kafka|zookeeper|jenkins|nginx|www-data|redis|mongodb?|elasticsearch|cassandra|git|gitlab|zimbra|splunk|tomcat|grid)$/;

/**
 * Who is where by the prompts of a session, where they name another machine or a user of a service: "root@web-1". Undefined
 * where they may well be the reader's own.
 */
export function placeOfPrompts(content: string): string | undefined {
  const line = content.split('\n').find((one) => one.trim() !== '') ?? '';
  const [, user = '', host = ''] = NAMED.exec(line.slice(0, 300)) ?? [];
  if (host === '') return HOST.exec(line.slice(0, 300))?.[1];
  return SERVICE.test(user) || !OWN.test(host) ? `${user}@${host}` : undefined;
}
