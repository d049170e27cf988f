const ENTITIES = ["&amp;", "&lt;", "&gt;"];

/**
 * The text in at most `max` UTF-16 units, `ellipsis` included when something was cut.
 *
 * Never cuts inside what a reader sees as one character, nor inside `&amp;`, `&lt;`, `&gt;`, so escaped text may be
 * clipped. Looks at no more than `max` units of the text.
 */
export function clip(text: string, max: number, ellipsis = "…"): string {
  if (text.length <= max) return text;
  const room = max - ellipsis.length;
  if (room <= 0) return ellipsis.slice(0, Math.max(0, max));
  // Two units beyond the cut: a boundary is decided by the character after it, which may be a surrogate pair.
  const near = text.slice(0, max + 2);
  const cut = boundaryAt(near, room);
  return near.slice(0, outsideEntity(text, cut)).trimEnd() + ellipsis;
}

let graphemes: Intl.Segmenter | undefined;

/** Where the character begins that the unit at `place` is part of. */
function boundaryAt(text: string, place: number): number {
  // Made at the first need: that takes some 15 ms, a tenth of a cold start. Two printable ASCII signs never are one.
  if (/^[ -~]{2}$/.test(text.slice(place - 1, place + 1))) return place;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return graphemes.segment(text).containing(place)?.index ?? place;
}

function outsideEntity(text: string, cut: number): number {
  const start = text.lastIndexOf("&", cut - 1);
  if (start < 0 || cut - start > 4) return cut;
  const whole = ENTITIES.find((entity) => text.startsWith(entity, start));
  return whole !== undefined && start + whole.length > cut ? start : cut;
}
