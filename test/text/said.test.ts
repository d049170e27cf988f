import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { said } from "../../lib/text/zh/said.ts";

describe("a Chinese sentence with arguments", () => {
  it.each([
    [said`已等待${5}分钟`, "已等待 5 分钟"],
    [said`参数${"size"}：已变更`, "参数 size：已变更"],
    [said`删除${"数据库"}${"orders"}（${"t"}）`, "删除数据库 orders（t）"],
    [said`由${"王伟"}执行`, "由王伟执行"],
    [said`由${"bob（RAM 用户）"}执行`, "由 bob（RAM 用户）执行"],
    [said`${"/planbell"}支持的命令`, "/planbell 支持的命令"],
    [said`修改${"x…"}，原为${"…"}`, "修改 x…，原为…"],
    [said`对${"👩‍👩‍👧"}执行“${"Import"}”`, "对👩‍👩‍👧执行“Import”"],
    [said`删除${"𠮷"}${7}个`, "删除𠮷 7 个"],
    [said`删除${""}的${""}`, "删除的"],
    [said`${""}`, ""],
    [said`删除${" x "}的`, "删除 x 的"],
    [said`删除${"café"}和${"é"}`, "删除 café 和 é"],
  ])("sets one blank where Chinese meets Latin or a digit: %s", (text, expected) => expect(text).toBe(expected));

  it("leaves an argument as it is inside, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (words) => {
        const text = said`删除${words}的资源`;
        expect(
          text
            .replace(/^删除 ?/u, "")
            .replace(/ ?的资源$/u, "")
            .trim(),
        ).toBe(words.trim());
        expect(text.length - words.length).toBeLessThanOrEqual("删除的资源".length + 2);
      }),
    );
  });
});
