import { describe, expect, it } from "vitest";
import { STATEFUL_KINDS } from "../../lib/model/stateful.ts";
import { STATEFUL_TYPES } from "../../lib/watch/stateful-types.data.ts";

describe("the table of types that hold something", () => {
  const all = STATEFUL_TYPES.flatMap(({ provider = [], ros = [], pages = [] }) => [...provider, ...ros, ...pages]);

  it("names each type once", () => {
    expect(all.filter((type, at) => all.indexOf(type) !== at)).toEqual([]);
  });

  it("spells them as Terraform or as ROS does, by where they were read", () => {
    const terraform = STATEFUL_TYPES.flatMap(({ provider = [] }) => provider);
    expect(terraform.filter((type) => !/^alicloud_[a-z0-9_]+$/.test(type))).toEqual([]);
    const ros = STATEFUL_TYPES.flatMap((entry) => [...(entry.ros ?? []), ...(entry.pages ?? [])]);
    expect(ros.filter((type) => !/^ALIYUN::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type))).toEqual([]);
  });

  it("has every kind once, but the one that operators list", () => {
    const kinds = STATEFUL_TYPES.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(
      Object.keys(STATEFUL_KINDS)
        .filter((kind) => kind !== "listed")
        .toSorted(),
    );
  });
});
