const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
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
  const cut = graphemes.segment(near).containing(room)?.index ?? room;
  return near.slice(0, outsideEntity(text, cut)).trimEnd() + ellipsis;
}

function outsideEntity(text: string, cut: number): number {
  const start = text.lastIndexOf("&", cut - 1);
  if (start < 0 || cut - start > 4) return cut;
  const whole = ENTITIES.find((entity) => text.startsWith(entity, start));
  return whole !== undefined && start + whole.length > cut ? start : cut;
}
