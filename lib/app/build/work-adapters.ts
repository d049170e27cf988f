import { createApprovals } from "../../catalog/approvals.ts";
import { createAnswers } from "../../slack/answers.ts";
import { createDirectory } from "../../slack/directory.ts";
import { textsFor } from "../../text/pick.ts";
import type { Config } from "../config/config.ts";
import { discreetAnswers } from "../jobs/discreet-answers.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import { auditLog } from "./audit-log.ts";
import { type PollWiring, pollPorts } from "./poll-adapters.ts";

/** All adapters of slow work, each counting its calls. */
export function workPorts(config: Config, wiring: Required<PollWiring>): WorkPorts {
  const ports = pollPorts(config, wiring);
  let asked = 0;
  let written = 0;
  const { clock } = wiring;
  const { token, apiUrl } = config.slack;
  const slack = { token, apiUrl, clock, onCall: () => asked++ };
  const { endpoint, stsEndpoint } = config.catalog;
  return {
    ...ports,
    approvals: createApprovals({
      endpoint,
      stsEndpoint,
      clock,
      credentials: wiring.credentials,
      onCall: () => written++,
    }),
    directory: createDirectory(slack),
    answers: discreetAnswers(createAnswers(slack), ports.redactor),
    audit: auditLog,
    calls: () => {
      const { catalog, slack, store } = ports.calls();
      return { catalog: catalog + written, slack: slack + asked, store };
    },
  };
}

export const workSettings = (config: Config): WorkSettings => ({ ...config, texts: textsFor(config.locale) });
