/** Style sheet of the report: legible on paper, in light and in dark. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#fff;--text:#14181f;--muted:#5a6472;--line:#dde1e6;--quiet:#f6f7f9;--warning:#fff3d6;--link:#1b57c2;
--c0:#1b57c2;--c1:#b4541f;--c2:#2f7a46;--c3:#6b3fa0;--c4:#8a6d1d;--c5:#6a7380}
@media (prefers-color-scheme:dark){:root{--page:#10161a;--text:#e6efec;--muted:#9aa5af;--line:#2a333b;--quiet:#171d22;--warning:#3b3113;--link:#7fb0ff;
--c0:#7fb0ff;--c1:#f0a35e;--c2:#6cc48a;--c3:#b99af0;--c4:#d9c15a;--c5:#9aa7b2}}
*{box-sizing:border-box}
body{max-width:1180px;margin:0 auto;padding:24px 20px 64px;background:var(--page);color:var(--text);font:14px/1.5 system-ui,sans-serif}
h1{margin:0;font-size:22px}h2{margin:40px 0 8px;padding-top:16px;border-top:1px solid var(--line);font-size:18px}
h3{margin:24px 0 4px;font-size:15px}h4{margin:12px 0 4px;font-size:14px}
p{max-width:90ch;margin:4px 0}a{color:var(--link)}.muted,caption,figcaption{color:var(--muted)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;margin:12px 0 0;padding:0;list-style:none}
ul.findings{max-width:100ch;padding-left:20px}
code{padding:1px 4px;background:var(--quiet);font-size:13px;overflow-wrap:anywhere}
.warning{padding:6px 10px;background:var(--warning)}
.row{display:flex;flex-wrap:wrap;gap:12px 28px;align-items:flex-start}
.scroll{overflow-x:auto}
table{margin:8px 0;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption,figcaption{max-width:60ch;padding-bottom:4px;text-align:left;font-size:13px}
th,td{padding:2px 10px;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
thead th{color:var(--muted);font-weight:600}tbody th{font-weight:400}
tr>:first-child{padding-left:0;text-align:left}
tr.control{color:var(--muted)}td small{display:block;color:var(--muted);font-size:12px;line-height:1.2}
.figures :is(th,td){vertical-align:top}.figures tbody th{padding-right:24px;white-space:normal;min-width:220px}
.confusion th,.confusion td{padding:2px 10px}.confusion tr>:first-child{padding-left:0}
.confusion tbody td{background:color-mix(in srgb,var(--c0) var(--part),transparent)}
.counts caption{padding-top:4px}.row>div:has(>.counts){max-width:340px}.counts td.bars{width:170px}.counts .bars span{display:block;height:5px;margin:1px 0;background:var(--c0)}
.counts .bars .after{opacity:.45}
figure{margin:8px 0;max-width:360px}svg{display:block;max-width:100%}svg text{fill:var(--muted);font:11px system-ui,sans-serif}
svg line{stroke:var(--line)}svg path{fill:none;stroke-width:1.5}svg .dashed{stroke-dasharray:4 3}
.c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}.c4{stroke:var(--c4)}.c5{stroke:var(--c5)}
.legend{display:flex;flex-wrap:wrap;gap:0 14px;margin:0;padding:0;list-style:none;color:var(--muted);font-size:12px}
.legend li{display:flex;gap:5px;align-items:center}
details{margin:6px 0}summary{width:max-content;max-width:100%;cursor:pointer}details.part{padding-left:14px;border-left:2px solid var(--line)}
@media print{body{max-width:none}details>summary{list-style:none}}
`;
