import type { ChannelId, PlanId } from "../../lib/model/brand.ts";
import { type Ms, minutes, ms, seconds } from "../../lib/model/brand.ts";
import type { Cloud } from "./cloud.ts";
import { aScene, type Deed, type Scene } from "./stage.ts";

/** Instants between polls: the first poll begins at 30 s, the others every minute after it. */
const after = (polls: number): Ms => ms(polls * minutes(1) + seconds(polls === 0 ? 5 : 15));
const first = "plan-01" as PlanId;

const begins = (act: (cloud: Cloud) => void): Deed => ({ at: after(0), act: (cloud) => act(cloud) });
const then = (polls: number, act: (cloud: Cloud) => void): Deed => ({ at: after(polls), act: (cloud) => act(cloud) });

const waits = (cloud: Cloud, id = first): void => {
  cloud.submit(id);
  cloud.wait(id);
};
const thirteenWait = (cloud: Cloud): void => {
  for (let n = 1; n <= 13; n++) waits(cloud, `plan-${String(n).padStart(2, "0")}` as PlanId);
};
const approveAndRun = [
  then(1, (cloud) => cloud.decide(first, "Approve")),
  then(2, (cloud) => cloud.move(first, "ExecuteInProgress")),
];
const failed = [begins(waits), ...approveAndRun, then(3, (cloud) => cloud.move(first, "ExecuteFailed"))];
/** Without a card before it fails; its last digit makes the log long. */
const failsLoudly = (id: string): Deed[] => [
  then(1, (cloud) => cloud.submit(id as PlanId, false)),
  then(2, (cloud) => cloud.move(id as PlanId, "ExecuteFailed")),
];

/** Short lives of plans; each is killed at every one of its moments. */
export const FIXED_RUNS: Readonly<Record<string, Scene>> = {
  "a plan that begins to wait": aScene({ polls: 3, deeds: [then(1, waits)] }),
  "a plan that is approved, run and succeeds": aScene({
    polls: 5,
    deeds: [begins(waits), ...approveAndRun, then(3, (cloud) => cloud.move(first, "ExecuteSuccess"))],
  }),
  "a plan that is rejected": aScene({
    polls: 3,
    deeds: [begins(waits), then(1, (cloud) => cloud.decide(first, "Reject"))],
  }),
  "a plan that fails": aScene({ polls: 5, deeds: failed }),
  "a plan that fails where history cannot be read": aScene({ polls: 5, readable: false, deeds: failed }),
  "a plan that fails with a log of three messages": aScene({ polls: 3, deeds: failsLoudly("plan-02") }),
  "a plan that fails with a log for a file": aScene({ polls: 3, deeds: failsLoudly("plan-05") }),
  "a plan that fails with a log for a file, where files are not taken": aScene({
    polls: 3,
    files: false,
    deeds: failsLoudly("plan-05"),
  }),
  "a plan without approval whose preview fails": aScene({
    polls: 3,
    deeds: [then(1, (cloud) => cloud.submit(first, false)), then(2, (cloud) => cloud.move(first, "PreviewFailed"))],
  }),
  "a plan that is handed over twice between two polls": aScene({
    polls: 3,
    deeds: [
      begins(waits),
      then(1, (cloud) => {
        cloud.handOver(first, "carol");
        cloud.handOver(first, "dave");
      }),
    ],
  }),
  "a plan that is deleted while it waits": aScene({
    polls: 4,
    deeds: [begins(waits), then(1, (cloud) => cloud.delete(first))],
  }),
  "a first run that finds thirteen plans": aScene({
    polls: 3,
    pageSize: 5,
    deeds: [begins(thirteenWait), then(1, (cloud) => cloud.decide("plan-13" as PlanId, "Approve"))],
  }),
  "a first run that finds thirteen plans where history cannot be read": aScene({
    polls: 2,
    readable: false,
    deeds: [begins(thirteenWait)],
  }),
  "a plan told in two channels": aScene({
    polls: 4,
    channels: ["C0DEFAULT0", "C0SECOND00"] as ChannelId[],
    deeds: [begins(waits), then(1, (cloud) => cloud.decide(first, "Approve"))],
  }),
  "a plan that is submitted again": aScene({
    polls: 5,
    deeds: [
      begins(waits),
      then(1, (cloud) => cloud.decide(first, "Reject")),
      then(2, (cloud) => cloud.move(first, "PreviewInProgress")),
      then(3, (cloud) => cloud.wait(first)),
    ],
  }),
  "messages whose answers are lost": aScene({
    polls: 5,
    deeds: failed,
    misfortunes: [
      { fate: "answer lost", from: 1, calls: 1 },
      { fate: "never delivered", from: 4, calls: 1 },
    ],
  }),
  "messages whose answers are lost where history cannot be read": aScene({
    polls: 5,
    readable: false,
    deeds: failed,
    misfortunes: [{ fate: "answer lost", from: 1, calls: 2 }],
  }),
};
