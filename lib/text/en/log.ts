import type { LogTexts } from "../catalogue.ts";

export const log: LogTexts = {
  of: (name) => `Log of ${name}`,
  endOf: (name) => `End of the log of ${name}`,
  part: (part, of) => `, part ${part} of ${of}`,
  wholeIsFile: "All of it is a file, which Planbell may send when its app is granted files:write.",
  leftOut: (kilobytes) => `[The first ${kilobytes} KB are left out.]`,
};
