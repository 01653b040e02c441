/** A runbook of about 70 kB with 109 boxes, of the shape that long release checklists have. */
export function longRunbook(): string {
  const parts = ['---\ntitle: Move the cluster to the next release\nowner: team-platform\n---\n\n# Move the cluster\n'];
  for (let box = 1; box <= 109; box++) {
    if (box % 10 === 1) parts.push(`## Part ${Math.ceil(box / 10)}\n\nEach node pool is taken in turn.\n`);
    parts.push(
      `- [ ] Restart pool ${box} and wait until it is back\n\n` +
        `  The pool holds the workloads of zone ${box}; **nothing** of another zone waits for it. ` +
        `${'Look at the dashboard before and after, then write down what the error budget says. '.repeat(4)}\n\n` +
        `  \`\`\`sh\n  kubectl rollout restart deployment/pool-${box} -n zone-${box}\n` +
        `  kubectl rollout status deployment/pool-${box} -n zone-${box} --timeout=300s\n  \`\`\`\n`,
    );
    if (box % 4 === 0)
      parts.push(`| Pool | Nodes | Zone |\n|---|--:|---|\n| ${box} | ${box % 7} | \`eu-west-${box % 3}\` |\n`);
  }
  return parts.join('\n');
}
