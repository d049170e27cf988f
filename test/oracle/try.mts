import { randomHistory } from "/tmp/wt/oracle/test/oracle/history.ts";
import { inProcess } from "/tmp/wt/oracle/test/oracle/in-process.ts";
import { play } from "/tmp/wt/oracle/test/oracle/play.ts";
const [a,b]=[Number(process.argv[2]),Number(process.argv[3]??process.argv[2])];
const t=process.cpuUsage();
let msgs=0,polls=0,plans=0;
for(let s=a;s<=b;s++){ const t0=process.cpuUsage().user; const p=await play(randomHistory(s), inProcess(randomHistory(s)));
 msgs+=p.messages.length;polls+=p.polls.length;plans+=p.chronicle.plans.size;
 const d=(process.cpuUsage().user-t0)/1000; if(d>400||p.errors.length||p.refused.length) console.log(s,d,p.chronicle.plans.size,p.polls.length,p.messages.length,p.errors,p.refused);
 if(a===b) { console.log(JSON.stringify(p.messages.map(m=>[m.type,m.thread?1:0,m.versions.map(v=>v.text.split("\n")[0])]),null,0)); console.log(p.polls)}}
console.log(process.cpuUsage(t).user/1e6, {msgs,polls,plans});
