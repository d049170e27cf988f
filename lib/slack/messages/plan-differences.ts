import { never } from "../../model/never.ts";
import type { Texts } from "../../text/catalogue.ts";
import { MASK } from "../../text/secret-values.ts";
import { shown } from "../../text/shown.ts";
import type { Difference, Doing, Transition } from "../../watch/transition.ts";
import type { Line } from "./line.ts";
import { thingOf } from "./plan-dangers.ts";
import { more } from "./plan-words.ts";

/** What is no longer as it was shown, a line each, and how much more there is. */
export function differenceLines(change: Extract<Transition, { kind: "plan.changed" }>, texts: Texts): readonly Line[] {
  return [
    ...change.differences.map((difference) => wordsOf(difference, texts)),
    ...more(change.more, texts),
    ...(change.others ? [texts.note.changedResources] : []),
  ].map((words) => [words]);
}

function wordsOf(difference: Difference, texts: Texts): string {
  const t = texts.note;
  switch (difference.what) {
    case "operation": {
      const [before, after] = [difference.before, difference.after].map(
        (operation) => operation && shown(texts.state.operation(operation), 40),
      );
      return t.changedOperation(before, after);
    }
    case "version":
      return t.changedVersion(shownValue(difference.before), shownValue(difference.after));
    case "parameter": {
      const [before, after] = [shownValue(difference.before), shownValue(difference.after)];
      const secret = [before, after].some((value) => value?.includes(MASK));
      const key = shown(difference.key, 40);
      return secret ? t.changedParameter(key, undefined, undefined) : t.changedParameter(key, before, after);
    }
    case "resource":
      return t.changedResource(doneTo(difference, difference.before), doneTo(difference, difference.after));
    default:
      return never(difference);
  }
}

const shownValue = (value: string | undefined): string | undefined =>
  value === undefined ? undefined : shown(value, 60, '""');

const doneTo = (resource: Extract<Difference, { what: "resource" }>, doing: Doing | undefined) =>
  doing === undefined ? undefined : thingOf(resource, doing.danger, doing);
