import type { HomeTexts } from "../catalogue.ts";

export const home: HomeTexts = {
  waiting: (count) => (count === 0 ? "Waits for you" : `Waits for you: ${count}`),
  nothingWaits: "No plan waits for you.",
  asked: "You asked for",
  nothingAsked: "Nothing of yours is under way.",
  failed: "Failed in the last 24 hours",
  nothingFailed: "Nothing failed.",
  notMapped: "Planbell does not know who you are in Alibaba Cloud: ask whoever runs it to list you among its people.",
  asOf: (when) => `Service Catalog was last read ${when}`,
  neverRead: "Service Catalog has not been read yet.",
};
