import PopCore from "@alicloud/pop-core";
import { DEMO_KEY } from "../../local/catalog/server.ts";
import { errand, FIRST_PAGE, GET, LIST, serveCalls } from "./calls.ts";

/** pop-core as it is installed, used by its default. */
const told = errand();
const client = new PopCore({
  endpoint: told.endpoint,
  apiVersion: "2021-09-01",
  accessKeyId: DEMO_KEY.id,
  accessKeySecret: DEMO_KEY.secret,
});
serveCalls(told, async () =>
  told.wanted === "get"
    ? "PlanDetail" in (await client.request<object>(GET, { PlanId: told.plan }))
    : "PlanDetails" in (await client.request<object>(LIST, { ...FIRST_PAGE })),
);
