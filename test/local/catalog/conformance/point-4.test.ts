import { beforeEach, describe, expect, it } from "vitest";
import { catalog, clock, list, names, restart } from "../own-catalog.ts";

describe("14.4 paging: pages of plans", () => {
  beforeEach(() => {
    for (let n = 1; n <= 23; n += 1) {
      catalog.world.createPlan({ name: `p${n}` });
      clock.pass(1);
    }
  });
  it("hold ten, newest first, unless asked otherwise", async () => {
    const { body } = await list();
    expect(body).toMatchObject({ PageNumber: 1, PageSize: 10, TotalCount: 23 });
    expect(await names()).toEqual(["p23", "p22", "p21", "p20", "p19", "p18", "p17", "p16", "p15", "p14"]);
  });
  it("end with what is left, then are empty", async () => {
    expect(await names({ PageNumber: "3" })).toEqual(["p3", "p2", "p1"]);
    expect(await names({ PageNumber: "4" })).toEqual([]);
    expect((await list({ PageNumber: "4" })).body.TotalCount).toBe(23);
  });
  it("go oldest first on demand", async () => {
    expect(await names({ SortBy: "CreateTime", SortOrder: "Asc", PageSize: "2", PageNumber: "2" })).toEqual([
      "p3",
      "p4",
    ]);
    expect(await names({ SortOrder: "Asc", PageSize: "20", PageNumber: "2" })).toEqual(["p21", "p22", "p23"]);
  });
  it("hold a hundred at most", async () => {
    expect(await names({ PageSize: "100" })).toHaveLength(23);
  });
  it.each([
    ["PageSize", "0"],
    ["PageSize", "101"],
    ["PageSize", "ten"],
    ["PageNumber", "0"],
    ["PageNumber", "-1"],
    ["SortBy", "UpdateTime"],
    ["SortOrder", "desc"],
    ["AccessLevelFilter", "Everybody"],
    ["ApprovalFilter", "Everybody"],
  ])("are refused with %s=%s", async (name, value) => {
    const heard = await list({ AccessLevelFilter: "", ApprovalFilter: "", [name]: value });
    expect([heard.status, heard.body.Code]).toEqual([400, `Invalid${name}`]);
  });
});

describe("14.4 paging: plans of the same second", () => {
  const all = Array.from({ length: 12 }, (_, n) => `p${n + 1}`);
  const pagesOf = async () => [
    ...(await names({ PageSize: "5" })),
    ...(await names({ PageSize: "5", PageNumber: "2" })),
    ...(await names({ PageSize: "5", PageNumber: "3" })),
  ];
  const make = () => {
    for (const name of all) catalog.world.createPlan({ name });
  };

  it("keep their places from call to call", async () => {
    make();
    expect(await pagesOf()).toEqual([...all].reverse());
  });
  it("change them for every call where ties are shuffled, and only among themselves", async () => {
    await restart({ shuffleTies: true });
    catalog.world.createPlan({ name: "before" });
    clock.pass(1);
    make();
    clock.pass(1);
    catalog.world.createPlan({ name: "after" });
    const calls = [await names({ PageSize: "100" }), await names({ PageSize: "100" })];
    for (const rows of calls) {
      expect([rows[0], rows.at(-1)]).toEqual(["after", "before"]);
      expect(new Set(rows.slice(1, -1))).toEqual(new Set(all));
    }
    expect(calls[0]).not.toEqual(calls[1]);
    const oldestFirst = await names({ PageSize: "100", SortOrder: "Asc" });
    expect([oldestFirst[0], oldestFirst.at(-1)]).toEqual(["before", "after"]);
  });
  it("may be found on any page that their second reaches", async () => {
    await restart({ shuffleTies: true });
    make();
    const seen = new Set<string>();
    for (let call = 0; call < 20; call += 1)
      for (const name of await names({ PageSize: "5", PageNumber: "2" })) seen.add(name);
    expect(seen).toEqual(new Set(all));
  });
  it("are shuffled behind a filter too", async () => {
    await restart({ shuffleTies: true });
    make();
    clock.pass(5);
    const waiting = {
      "Filters.1.Key": "ProvisionedProductPlanStatus",
      "Filters.1.Value": "PreviewSuccess,PreviewInProgress",
      PageSize: "100",
    };
    const calls = [await names(waiting), await names(waiting)];
    expect(calls.map((rows) => new Set(rows))).toEqual([new Set(all), new Set(all)]);
    expect(calls[0]).not.toEqual(calls[1]);
  });
});

it("14.4 paging counts all matches, whatever the page holds", async () => {
  for (const name of ["a", "b", "c"]) catalog.world.createPlan({ name });
  expect((await list({ PageSize: "1", PageNumber: "9" })).body).toMatchObject({ TotalCount: 3, PlanDetails: [] });
});
