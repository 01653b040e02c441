/** One way of getting a script or a request out of a document, and where it tries to. */
export interface Vector {
  readonly place: string;
  readonly text: string;
}

/** A document of vectors that do not hide each other. */
export interface HostileDocument {
  readonly place: string;
  readonly text: string;
  readonly vectors: number;
}

/** What a vector calls when its script runs; the page knows it as a function. */
export const sink = 'breakwaterRan';

/** Vectors that stand in the text one after the other. `address` is a server that must never hear of them. */
function inText(address: string): Readonly<Record<string, readonly string[]>> {
  const run = `${sink}(1)`;
  const entities = [...run].map((character) => `&#${character.charCodeAt(0)};`).join('');
  return {
    'HTML blocks': [
      `<script>${run}</script>`,
      `<SCRIPT SRC=${address}/a.js></SCRIPT>`,
      `<script type="module">import("${address}/b.js")</script>`,
      `<img src=x onerror=${run}>`,
      `<img src="${address}/c.png">`,
      `<img srcset="${address}/d.png 1x, ${address}/e.png 2x">`,
      `<picture><source srcset="${address}/f.png"><img alt=x></picture>`,
      `<svg onload=${run}></svg>`,
      `<svg><script href="${address}/g.js"></script></svg>`,
      `<svg><animate onbegin=${run} attributeName=x dur=1s></svg>`,
      `<svg><a xlink:href="javascript:${run}"><text y=20>x</text></a></svg>`,
      `<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='${run}'/>#x"></use></svg>`,
      `<svg></p><style><a id="</style><img src=1 onerror=${run}>">`,
      `<math><mtext><table><mglyph><style><img src=x onerror=${run}></style></mglyph></table></mtext></math>`,
      `<iframe src="javascript:${run}"></iframe>`,
      `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
      `<iframe src="${address}/h"></iframe>`,
      `<object data="${address}/i"></object>`,
      `<embed src="${address}/j">`,
      `<base href="${address}/">`,
      `<meta http-equiv="refresh" content="0;url=${address}/k">`,
      `<link rel="stylesheet" href="${address}/l.css">`,
      `<link rel="preconnect" href="${address}"><link rel="dns-prefetch" href="${address}">`,
      `<style>@import '${address}/m.css'; body { background: url(${address}/n.png) }</style>`,
      `<div style="background-image: url(${address}/o.png)">x</div>`,
      `<body onload=${run} background="${address}/p.png">`,
      `<video autoplay poster="${address}/q.png"><source src=x onerror=${run}></video>`,
      `<audio src=${address}/r.wav autoplay onloadstart=${run}></audio>`,
      `<details open ontoggle=${run}><summary>x</summary>y</details>`,
      `<input autofocus onfocus=${run}>`,
      `<form action="${address}/s"><button formaction="javascript:${run}">x</button></form>`,
      `<marquee onstart=${run}>x</marquee>`,
      `<div onanimationstart=${run} style="animation: x 1s">x</div>`,
      `<template><script>${run}</script></template>`,
      `<noscript><p title="</noscript><img src=x onerror=${run}>"></noscript>`,
      `<textarea><img src=x onerror=${run}></textarea><script>${run}</script>`,
      `<a id=app><a id=app name=dataset href="${address}/t">x</a></a>`,
      `<?xml-stylesheet href="${address}/u.css"?>`,
      `<![CDATA[<script>${run}</script>]]>`,
      `<!-- --!><script>${run}</script> -->`,
    ],
    'inline HTML': [
      `Text <img src=x onerror=${run}> in a line`,
      `Text <a href="javascript:${run}">x</a> in a line`,
      `Text <b onmouseover=${run}>x</b><script>${run}</script> in a line`,
      `Text <img src="x\`onerror=${run}\`"> and <img """><script>${run}</script>">`,
      `&lt;script&gt;${run}&lt;/script&gt; &#60;img src=x onerror=${run}&#62;`,
    ],
    links: [
      `[x](javascript:${run})`,
      `[x](<JaVa\tScript:${run}>)`,
      `[x](javascript&colon;${run})`,
      `[x](java&#115;cript:${run})`,
      `[x](&#x6A;avascript:${entities})`,
      `[x](data:text/html,<script>${run}</script>)`,
      `[x](data:text/html;base64,PHNjcmlwdD5icmVha3dhdGVyUmFuKDEpPC9zY3JpcHQ+)`,
      `[x](vbscript:${run}) [x](file:///etc/passwd) [x](command:workbench.action.closeWindow) [x](vscode://a/b)`,
      `[x](//${address.replace(/^https?:\/\//, '')}/v) [x](\\\\\\\\evil.invalid\\\\x)`,
      `<javascript:${run}> and <JAVASCRIPT:${run}>`,
      `[x]: javascript:${run}\n\n[x] and [y][x]`,
      `[x](https://a.invalid "\\"onmouseover=${run} x=\\"")`,
      `[x](https://a.invalid '"><img src=x onerror=${run}>')`,
      `[<img src=x onerror=${run}>](https://a.invalid)`,
      `[x](#"><img/src=x/onerror=${run}>) and [x](#constructor) and [x](#__proto__)`,
      `[x](a.md"onclick="${run})`,
    ],
    images: [
      `![x](${address}/w.png)`,
      `![x](//${address.replace(/^https?:\/\//, '')}/x.png)`,
      `![x](javascript:${run}) ![x](data:image/svg+xml,<svg/onload=${run}>) ![x](data:image/png;base64,AAAA)`,
      `!["onerror="${run}](missing.png "\\" onerror=${run} \\"")`,
      `![<img src=x onerror=${run}>](missing"onerror="${run}.png)`,
      `![x](../../../../../../etc/passwd) ![x](constructor) ![x](__proto__) ![x](toString)`,
      `![x][pic]\n\n[pic]: ${address}/y.png "title"`,
    ],
    'code and its language': [
      `\`\`\`<img/src=x/onerror=${run}>\n<script>${run}</script>\n\`\`\``,
      `\`\`\`sh"onmouseover="${run}\necho "<img src=x onerror=${run}>"\n\`\`\``,
      `\`\`\`html\n<script src="${address}/z.js"></script>\n\`\`\``,
      `\`\`\`svg\n<svg onload=${run}>\n\`\`\``,
      `\`\`\`mermaid\ngraph TD; A-->B[<img src=x onerror=${run}>]; click A "javascript:${run}"\n\`\`\``,
      `\`\`\`yaml\n"<img src=x onerror=${run}>": '<script>${run}</script>' # <svg onload=${run}>\n\`\`\``,
      `    <script>${run}</script>`,
      `\`<img src=x onerror=${run}>\``,
    ],
    attributes: [
      `\`\`\`sh {id="\\"><img src=x onerror=${run}>" name="<script>${run}</script>"}\nuptime\n\`\`\``,
      `\`\`\`sh {"name":"<img src=x onerror=${run}>","id":"x\\" onmouseover=\\"${run}"}\nuptime\n\`\`\``,
      `<!-- breakwater: id="--><script>${run}</script>" role=command -->\n\n\`\`\`sh\nuptime\n\`\`\``,
      `\`\`\`sh {id=__proto__ expect="<img src=x onerror=${run}>" env="A=<svg onload=${run}>"}\nuptime\n\`\`\``,
      `\`\`\`sh {id=constructor cwd="javascript:${run}"}\nuptime\n\`\`\``,
    ],
    placeholders: [
      `\`\`\`sh\nkubectl get pods -n <"onfocus="${run}> -l <img src=x onerror=${run}>\n\`\`\``,
      `\`\`\`sh\necho "\${X:-<img src=x onerror=${run}>}" "\${Y:-\\" autofocus onfocus=${run} x=\\"}" $Z\n\`\`\``,
      `\`\`\`sh\necho {{ <script>${run}</script> }} "{{ name }}" <__proto__> <constructor> YOUR_TOKEN\n\`\`\``,
    ],
    'titles and tables': [
      `## 1. Restart <img src=x onerror=${run}> {#"onload="${run}}`,
      `1. Run \`<svg onload=${run}>\` and **<script>${run}</script>** now\n   - [ ] See <img src=x onerror=${run}> "onfocus="${run}`,
      `- [ ] <iframe src="javascript:${run}"></iframe> is gone`,
      `| <script>${run}</script> | b |\n|:-:|--:|\n| <img src=x onerror=${run}> | \`<svg onload=${run}>\` |`,
      `> [!NOTE]\n> <img src=x onerror=${run}>`,
      `!!! note "<img src=x onerror=${run}>"\n\n    <script>${run}</script>`,
      `<details>\n<summary><img src=x onerror=${run}></summary>\n\n<script>${run}</script>\n\n</details>`,
    ],
  };
}

/** Texts whose beginning or whose missing end takes all the rest with it. */
function whole(address: string): readonly Vector[] {
  const run = `${sink}(1)`;
  const shot = `<img src=x onerror=${run}>`;
  const yaml = ['title', 'owner', 'severity', 'lastReviewed', 'shell']
    .map((key) => `${key}: '"><script>${run}</script>${shot}'`)
    .join('\n');
  return [
    {
      place: 'YAML front matter',
      text: `---\n${yaml}\nservices: ['${shot}']\nescalation: ["${shot}", "${address}/1.png"]\ncommunication: ['<script src=${address}/2.js></script>']\n"${shot}": 1\n__proto__: {polluted: true}\n---\n\n- [ ] Restart it\n`,
    },
    {
      place: 'broken front matter',
      text: `---\ntitle: [${shot}\nowner: "<script>${run}</script>\n---\n\n- [ ] Restart it\n`,
    },
    {
      place: 'TOML front matter',
      text: `+++\ntitle = '${shot}'\nowner = '<script>${run}</script>'\n+++\n\n- [ ] Restart it\n`,
    },
    {
      place: 'JSON front matter',
      text: `{\n"title": "${shot}",\n"owner": "<svg onload=${run}>"\n}\n\n- [ ] Restart it\n`,
    },
    { place: 'a script left open', text: `# T\n\n- [ ] Restart it\n\n<script>${run}\n\n${shot}\n` },
    { place: 'a comment left open', text: `# T\n\n- [ ] Restart it\n\n<!-- ${shot}\n\n<script>${run}</script>\n` },
    { place: 'a fence left open', text: `# T\n\n- [ ] Restart it\n\n\`\`\`${shot}\n<script>${run}</script>\n` },
    {
      place: 'details left open',
      text: `# T\n\n- [ ] Restart it\n\n<details ontoggle=${run} open><summary>${shot}\n\n${shot}\n`,
    },
    { place: 'the document’s title', text: `# ${shot} <script>${run}</script>\n\n- [ ] Restart it\n` },
    {
      place: 'odd bytes',
      text: `# T\u0000<scr\u0000ipt>${run}</script>\u202e\ufeff\n\n1. <im\u0000g src=x onerror=${run}>\n`,
    },
  ];
}

/** All vectors, in as few documents as keep them apart; each line of text is preceded by a mark, `vector 7`. */
export function hostileDocuments(address: string): readonly HostileDocument[] {
  const grouped = Object.entries(inText(address)).map(([place, vectors]) => ({
    place,
    vectors: vectors.length,
    text: `# ${place}\n\n- [ ] Restart it\n\n${vectors.map((vector, index) => `Here is vector ${index + 1} of ${place}.\n\n${vector}\n`).join('\n')}`,
  }));
  const single = whole(address).map(({ place, text }) => ({ place, text, vectors: 1 }));
  return [...grouped, ...single];
}
