import type { EmulatedCatalog } from "./catalog/server.ts";
import type { Trouble } from "./slack/page/stage.ts";
import type { SlackStandIn } from "./slack/server.ts";

/** What the reader of the page may spoil, in the order of the menu. */
export function troublesOf(slack: SlackStandIn, catalog: EmulatedCatalog): readonly Trouble[] {
  return [
    {
      name: "slack-throttles",
      title: "Slack: too many posts",
      hint: "The next three posts get HTTP 429. They come a little later, in order, once each.",
      make: () => slack.faults.next("ratelimited", { method: "chat.postMessage", times: 3, retryAfter: 2 }),
    },
    {
      name: "slack-loses-answer",
      title: "Slack: answer lost",
      hint: "The next post stands, but its answer is cut off. Planbell looks for it instead of posting twice.",
      make: () => slack.faults.next("drop-after-accept", { method: "chat.postMessage" }),
    },
    {
      name: "slack-down",
      title: "Slack: server errors",
      hint: "The next five calls get HTTP 503. Nothing is lost: what is owed is sent later.",
      make: () => slack.faults.next("http503", { times: 5 }),
    },
    {
      name: "cloud-throttles",
      title: "Cloud: too many calls",
      hint: "The next four calls to Service Catalog are throttled. Planbell waits as long as it is told to.",
      make: () => catalog.faults.next("throttle", { times: 4, ms: 2_000 }),
    },
    {
      name: "cloud-down",
      title: "Cloud: outage",
      hint: "Service Catalog is down until it is mended. Planbell says so in the channel within half a minute.",
      make: () => catalog.faults.next("down"),
      goesOn: () => catalog.faults.isDown,
    },
    {
      name: "all-well",
      title: "All is well again",
      hint: "Nothing is spoilt any more.",
      make: () => {
        slack.faults.clear();
        catalog.faults.clear();
      },
    },
  ];
}
