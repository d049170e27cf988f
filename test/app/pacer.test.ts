import { describe, expect, it } from "vitest";
import { Pacer } from "../../lib/app/pacer.ts";
import { NET, NOW, OPS } from "../build/records.ts";
import { at } from "../build/rows.ts";

const DEADLINE = at("18:00:50");

describe("posts to one channel", () => {
  it("are 1,005 ms apart", () => {
    const pacer = new Pacer();
    const slots = [1, 2, 3].map(() => pacer.reserve(OPS, NOW, DEADLINE));
    expect(slots).toEqual([at("18:00:00"), at("18:00:01.005"), at("18:00:02.010")]);
  });

  it("begin at once after a pause", () => {
    const pacer = new Pacer();
    pacer.reserve(OPS, NOW, DEADLINE);
    expect(pacer.reserve(OPS, at("18:00:30"), DEADLINE)).toBe(at("18:00:30"));
    expect(pacer.reserve(OPS, at("18:00:30"), DEADLINE)).toBe(at("18:00:31.005"));
  });

  it("do not begin before Slack allows them again", () => {
    const pacer = new Pacer();
    pacer.hold(OPS, at("18:00:20"));
    expect(pacer.reserve(OPS, NOW, DEADLINE)).toBe(at("18:00:20"));
    expect(pacer.reserve(OPS, NOW, DEADLINE)).toBe(at("18:00:21.005"));
  });

  it("are not brought forward by a shorter hold", () => {
    const pacer = new Pacer();
    pacer.hold(OPS, at("18:00:20"));
    pacer.hold(OPS, at("18:00:10"));
    expect(pacer.reserve(OPS, NOW, DEADLINE)).toBe(at("18:00:20"));
  });

  it("may begin at the deadline itself", () => {
    const pacer = new Pacer();
    pacer.hold(OPS, DEADLINE);
    expect(pacer.reserve(OPS, NOW, DEADLINE)).toBe(DEADLINE);
  });

  it("beyond the deadline are refused, and take no turn", () => {
    const pacer = new Pacer();
    pacer.hold(OPS, at("18:01:00"));
    expect([1, 2, 3].map(() => pacer.reserve(OPS, NOW, DEADLINE))).toEqual([undefined, undefined, undefined]);
    expect(pacer.reserve(OPS, NOW, at("18:02:00"))).toBe(at("18:01:00"));
  });
});

describe("posts to two channels", () => {
  it("do not wait for each other", () => {
    const pacer = new Pacer();
    pacer.hold(OPS, at("18:00:20"));
    expect(pacer.reserve(NET, NOW, DEADLINE)).toBe(NOW);
  });
});
