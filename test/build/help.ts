/** What `help` answers in English, as Slack escapes it. Written by hand: it is what people read. */
export const HELP = [
  "What /planbell can do",
  "/planbell pending [mine | &lt;product&gt;] lists the plans that wait for approval: all, those that wait for you, or those of a product",
  "/planbell plan &lt;plan&gt; shows a plan as its card does",
  "/planbell task &lt;task&gt; [page] shows the log of a task, page by page",
  "/planbell failed [duration] lists what failed, and why",
  "/planbell approve &lt;plan&gt; [comment] opens the form in which you approve",
  "/planbell reject &lt;plan&gt; [comment] opens the form in which you reject",
  "/planbell mute &lt;plan | product&gt; [duration] mentions nobody for a while; cards and notes go on",
  "/planbell unmute &lt;plan | product&gt; ends that",
  "/planbell whoami says who you are to Planbell, and what you may decide",
  "/planbell why &lt;plan&gt; says what was seen of a plan, which rules took it, and what was sent where",
  "/planbell status says how Planbell is: when it looked last, what it owes, what it gave up",
  "/planbell help lists the commands",
].join("\n");
